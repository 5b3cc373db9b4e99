// One touch, one ticket: the button answers at once, and a lost connection leaves the form ready to be sent again.
// The form carries its key, so sending it again never does anything twice. A form with `data-taken` that got no answer asks
// there, once the line is back, whether it was done after all; until that is known another touch of it waits.

import { ask } from "/shared/line.js";
import { swapParts } from "./parts.js";

const AGAIN_MILLISECONDS = 2000;

/** What was sent without an answer, by form: settles once the server said what became of it. */
const unsettled = new WeakMap();

/** Send each `data-once` form of this page so, those included that come with its next parts. */
export function sendOnce() {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-once]") || form.dataset.sent === "natively") return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "once";
    event.submitter.classList.add("sent");
    await unsettled.get(form);
    hideTrouble(form);
    send(form, event.submitter);
  });
}

/** Whether the page still has to say what became of a touch: nobody leads away from it before. */
export function isUnsettled() {
  return document.querySelector("form[data-unsettled]") !== null;
}

function hideTrouble(form) {
  for (const said of form.querySelectorAll("[data-once-trouble], [data-none-taken]")) said.hidden = true;
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
    if (form.dataset.taken && response.status >= 500) throw new Error("nobody can tell what became of it");
    if (form.hasAttribute("data-refused-in-place")) {
      swapParts(text);
      if (!form.isConnected) return;
      throw new Error("no answer that this page can show");
    }
  } catch {
    form.querySelector("[data-once-trouble]").hidden = false;
    delete form.dataset.sent;
    button.classList.remove("sent");
    if (form.dataset.taken) unsettled.set(form, settle(form, body));
    return;
  }
  // A refusal is a page of its own: let the browser fetch and show it.
  form.dataset.sent = "natively";
  form.requestSubmit(button);
}

/** Ask until the server says what became of what was sent: on to the ticket, or say that there is none. */
async function settle(form, body) {
  form.dataset.unsettled = "";
  for (;;) {
    await new Promise((wake) => setTimeout(wake, AGAIN_MILLISECONDS));
    const ticket = await whatBecame(form, body);
    if (ticket === undefined) continue;
    if (ticket !== null) {
      location.replace(ticket);
      await new Promise(() => {});
    }
    delete form.dataset.unsettled;
    form.querySelector("[data-once-trouble]").hidden = true;
    form.querySelector("[data-none-taken]").hidden = false;
    return;
  }
}

/** Where the ticket is shown that was taken; null if none was, undefined if that is not known. */
async function whatBecame(form, body) {
  try {
    const { response, text } = await ask(form.dataset.taken, { method: "POST", body });
    if (response.ok) return JSON.parse(text).ticket;
    // To a screen that may do nothing here, or whose page is too old, nobody will ever say more.
    return response.status < 500 && response.status !== 409 ? null : undefined;
  } catch {
    return undefined;
  }
}
