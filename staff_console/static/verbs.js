// A verb is a form: with a script it is posted in the background and the fragment comes back as it is then.

import { live, request, say } from "./fragment.js";

/** A second tap within this time is a bounce, even if the first was answered and another button stands there. */
const BOUNCE_MILLISECONDS = 400;

let isPosting = false;
let postedAt = -BOUNCE_MILLISECONDS;

export const isBusy = () => isPosting;

export function postVerbs() {
  document.addEventListener("submit", (event) => {
    if (!live().contains(event.target)) return;
    event.preventDefault();
    if (isPosting || event.timeStamp - postedAt < BOUNCE_MILLISECONDS) return;
    postedAt = event.timeStamp;
    post(event.target, event.submitter);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") say("");
  });
}

async function post(form, submitter) {
  isPosting = true;
  live().setAttribute("aria-busy", "true");
  form.closest("details")?.removeAttribute("open");
  submitter?.closest("details")?.removeAttribute("open");
  const url = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
  try {
    await request(url, { method: "POST", body: new URLSearchParams(new FormData(form, submitter)) }, true);
  } catch {
    // The form keeps its key: sent again, it is carried out once.
    say(document.getElementById("message").dataset.failed);
  } finally {
    isPosting = false;
    live().removeAttribute("aria-busy");
  }
}
