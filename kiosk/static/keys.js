// Keys on the screen, for a kiosk has no others: they write into the field that was touched last.

const form = "form:has([data-keys])";

document.documentElement.setAttribute("data-has-keys", "");

function field() {
  const fields = document.querySelectorAll(`${form} label input`);
  return [...fields].find((each) => each === document.activeElement) ?? [...fields].find((each) => !each.value) ?? fields[0];
}

/** Take the keyboard of the machine off the fields: it would cover the screen. */
function prepare() {
  for (const each of document.querySelectorAll(`${form} label input`)) each.inputMode = "none";
  field().focus();
}

function asTime(text) {
  const digits = text.replace(/\D/g, "").slice(0, 4);
  return digits.length > 2 ? `${digits.slice(0, -2)}:${digits.slice(-2)}` : digits;
}

function write(change) {
  const into = field();
  into.value = into.name === "minute" ? asTime(change(into.value)) : change(into.value).slice(0, into.maxLength);
  into.focus();
}

// A key that is touched leaves the focus where it writes to.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest("[data-keys]")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-key], [data-delete]");
  if (button === null) return;
  if (button.hasAttribute("data-delete")) write((value) => value.slice(0, -1));
  else write((value) => value + button.dataset.key);
});

// With a field still empty, the button leads there instead.
document.addEventListener(
  "submit",
  (event) => {
    const empty = [...event.target.querySelectorAll("label input")].find((each) => !each.value);
    if (empty === undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    empty.focus();
  },
  { capture: true },
);

new MutationObserver(prepare).observe(document.body, { childList: true });
prepare();
