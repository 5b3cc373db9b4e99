// A screen that is not enrolled yet: it keeps its code alive, and goes on by itself once somebody has taken it.

import { ask } from "/shared/line.js";
import { isRefetching, refetch } from "./parts.js";

const LOOK_MILLISECONDS = 2000;
const STILL_HERE_MILLISECONDS = 30000;

const trouble = document.querySelector("[data-trouble]");

/** Ask for a code, or say that it is still shown. */
async function askForCode() {
  const form = document.querySelector("[data-pairing]");
  const body = new URLSearchParams(new FormData(form));
  const answered = await ask(form.action, { method: "POST", body }).then(({ response }) => response.ok, () => false);
  trouble.hidden = answered;
  if (answered) await refetch(location.href);
}

askForCode();
setInterval(askForCode, STILL_HERE_MILLISECONDS);
setInterval(() => {
  if (!isRefetching()) refetch(location.href);
}, LOOK_MILLISECONDS);
