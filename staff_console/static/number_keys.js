// Keys for a PIN where there is no keyboard: they come by themselves under a finger, and with a mouse only to who asks.

const CHOICE = "storeops_number_keys";

const underFinger = matchMedia("(pointer: coarse)");
const pads = [...document.querySelectorAll("[data-number-keys]")];
/** The field that was touched last: the keys of its form write there. */
let into = null;

const fieldsOf = (pad) => [...pad.closest("form").querySelectorAll("input:not([type=hidden])")];
const padOf = (field) => pads.find((pad) => fieldsOf(pad).includes(field));

function areWanted() {
  const chosen = localStorage.getItem(CHOICE);
  return chosen === null ? underFinger.matches : chosen === "shown";
}

/** Show the keys of the form that is written in. The machine's own keyboard would cover them, and stays away. */
function draw() {
  for (const pad of pads) {
    pad.hidden = false;
    const isOpen = areWanted() && pad === padOf(into);
    pad.querySelector("[data-keys]").hidden = !isOpen;
    pad.querySelector("[data-ask-keys]").setAttribute("aria-expanded", isOpen);
    for (const field of fieldsOf(pad)) {
      field.dataset.mode ??= field.inputMode;
      field.inputMode = areWanted() ? "none" : field.dataset.mode;
    }
  }
}

function ask(pad) {
  const isOpen = areWanted() && pad === padOf(into);
  localStorage.setItem(CHOICE, isOpen ? "hidden" : "shown");
  goTo(padOf(into) === pad ? into : nextEmpty(pad));
  draw();
}

const nextEmpty = (pad) => fieldsOf(pad).find((field) => !field.value) ?? fieldsOf(pad)[0];

/** A field that keeps the focus would not notice that its keyboard is another one now. */
function goTo(field) {
  field.blur();
  field.focus();
}

function write(change) {
  const text = change(into.value);
  if (into.maxLength < 0 || text.length <= into.maxLength) into.value = text;
  into.focus();
}

function goOn(pad) {
  const [next] = fieldsOf(pad).slice(fieldsOf(pad).indexOf(into) + 1);
  if (next) next.focus();
  else pad.closest("form").querySelector("button:not([type=button], [disabled])").focus();
}

document.addEventListener("focusin", ({ target }) => {
  if (!padOf(target)) return;
  into = target;
  draw();
});

// A key that is touched leaves the focus where it writes to.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest("[data-keys]")) event.preventDefault();
});

document.addEventListener("click", ({ target }) => {
  const pad = target.closest("[data-number-keys]");
  const button = pad && target.closest("button");
  if (!button) return;
  if (button.hasAttribute("data-ask-keys")) ask(pad);
  else if (button.hasAttribute("data-deletes")) write((text) => text.slice(0, -1));
  else if (button.hasAttribute("data-goes-on")) goOn(pad);
  else write((text) => text + button.textContent.trim());
});

if (padOf(document.activeElement)) into = document.activeElement;
draw();
