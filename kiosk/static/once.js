// One touch, one ticket: the button answers at once, and a lost connection leaves the form ready to be sent again.
// The form carries its key, so sending it again never gives a second ticket.

const PATIENCE_MILLISECONDS = 10000;

async function send(form, button) {
  const body = new FormData(form, button);
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(body),
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
    if (response.redirected && response.ok) {
      location.assign(response.url);
      return;
    }
  } catch {
    form.querySelector("[data-once-trouble]").hidden = false;
    delete form.dataset.sent;
    button.classList.remove("sent");
    return;
  }
  // A refusal is a page of its own: let the browser fetch and show it.
  form.dataset.sent = "natively";
  form.requestSubmit(button);
}

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent === "natively") return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "once";
    form.querySelector("[data-once-trouble]").hidden = true;
    event.submitter.classList.add("sent");
    send(form, event.submitter);
  });
}
