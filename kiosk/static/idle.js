// Back to the start when nobody is there any more: a warning with a countdown first, and a button to stay.

import { ask } from "/shared/line.js";
import { isUnsettled } from "./once.js";

const TOUCHES = ["pointerdown", "keydown", "wheel", "scroll", "input"];
const RETRY_SECONDS = 5;

function watch(element) {
  const limit = Number(element.dataset.idleLimit);
  const warning = Number(element.dataset.idleWarning);
  let left = limit;
  let isLeaving = false;
  let isAway = false;

  function show() {
    const isWarning = left <= warning;
    document.querySelector("[data-idle-seconds]").textContent = Math.max(left, 0);
    for (const part of document.querySelectorAll("[data-idle-shown]")) part.hidden = !isWarning;
    if (element.tagName === "DIALOG" && element.open !== isWarning) {
      if (isWarning) element.showModal();
      else element.close();
    }
  }

  /** Whoever was here has left, and what they saw leaves the screen with them, though the start cannot come yet. */
  function showAway() {
    left = RETRY_SECONDS;
    isAway = true;
    element.close?.();
    document.querySelector("[data-away]").hidden = false;
  }

  function stay() {
    if (isAway) return;
    left = limit;
    show();
  }

  async function tick() {
    if (isLeaving) return;
    left -= 1;
    if (!isAway) show();
    if (left > 0) return;
    isLeaving = true;
    // Whoever comes back is told what became of their touch, and of a ticket that was taken late its number is shown.
    // A start that does not answer would leave the browser's own error page on the screen.
    const answers = !isUnsettled() && await ask(element.dataset.idleTarget).then(({ response }) => response.ok, () => false);
    if (answers) location.replace(element.dataset.idleTarget);
    else showAway();
    isLeaving = false;
  }

  for (const touch of TOUCHES) addEventListener(touch, stay, { passive: true });
  document.querySelector("[data-idle-stay]").addEventListener("click", stay);
  element.addEventListener("cancel", stay);
  show();
  setInterval(tick, 1000);
}

document.querySelectorAll("[data-idle]").forEach(watch);
