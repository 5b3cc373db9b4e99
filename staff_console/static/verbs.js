// A verb is a form: with a script it is posted in the background and the fragment comes back as it is then.

import { live, request, say } from "./fragment.js";

/** Within this time a second tap, wherever it lands, and the same key again are a bounce. */
const BOUNCE_MILLISECONDS = 400;
/** Whoever waits for longer wants to know that the press was felt. */
const SLOW_MILLISECONDS = 1500;

let isPosting = false;
let posted = { at: -BOUNCE_MILLISECONDS, by: null };
let lastInput = "";

export const isBusy = () => isPosting;

export function postVerbs() {
  for (const input of ["pointerdown", "keydown"]) {
    document.addEventListener(input, () => (lastInput = input), true);
  }
  document.addEventListener("submit", (event) => {
    // What only asks for another page is the browser's own.
    if (!live().contains(event.target) || event.target.method === "get") return;
    event.preventDefault();
    if (isPosting || isBounce(event)) return;
    posted = { at: event.timeStamp, by: event.submitter?.id };
    post(event.target, event.submitter);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") say("");
  });
}

function isBounce({ timeStamp, submitter }) {
  const isSoon = timeStamp - posted.at < BOUNCE_MILLISECONDS;
  return isSoon && (lastInput === "pointerdown" || submitter?.id === posted.by);
}

async function post(form, submitter) {
  isPosting = true;
  live().setAttribute("aria-busy", "true");
  const { slow, failed } = document.getElementById("message").dataset;
  const slowTimer = setTimeout(say, SLOW_MILLISECONDS, slow);
  // The answer shows what is looked at: the same page of a long list, the ticket that was asked for.
  const url = new URL(submitter?.hasAttribute("formaction") ? submitter.formAction : form.action);
  url.search = new URL(live().dataset.fragmentUrl, url).search;
  try {
    await request(url.href, { method: "POST", body: new URLSearchParams(new FormData(form, submitter)) }, true);
  } catch {
    // The form keeps its key: sent again, it is carried out once.
    say(failed);
  } finally {
    clearTimeout(slowTimer);
    isPosting = false;
    live().removeAttribute("aria-busy");
  }
}
