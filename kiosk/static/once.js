// One touch, one ticket: the button answers at once, and a lost connection leaves the form ready to be sent again.
// The form carries its key, so sending it again never does anything twice.

import { ask } from "/shared/line.js";
import { swapParts } from "./parts.js";

/** Send each `data-once` form of this page so, those included that come with its next parts. */
export function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]") || form.dataset.sent === "natively") return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "once";
    form.querySelector("[data-once-trouble]").hidden = true;
    event.submitter.classList.add("sent");
    send(form, event.submitter);
  });
}

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  try {
    const { response, text } = await ask(form.action, { method: "POST", body });
    if (response.redirected && response.ok) {
      // What was sent is over: nobody comes back to it, on a kiosk least of all who comes next.
      location.replace(response.url);
      return;
    }
    if (form.hasAttribute("data-refused-in-place")) {
      swapParts(text);
      if (!form.isConnected) return;
      throw new Error("no answer that this page can show");
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
