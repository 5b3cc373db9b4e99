// A question on the screen: reported when it is shown, counted down, answered by one tap, and thanked for.

import { ask } from "/shared/line.js";

const GRACE_MILLISECONDS = 300;
const PAUSE_MILLISECONDS = 2000;

/**
 * Look after the question or the thanks on this page. `refresh()` brings the page up to date with the server. Returns
 * the function to call after each refresh.
 */
export function attendQuestions(refresh) {
  let attended = null;
  let timer = null;

  function look() {
    const part = document.querySelector("[data-asking]");
    const key = part?.dataset.asking ?? null;
    if (key === attended || document.hidden) return;
    attended = key;
    clearTimeout(timer);
    if (part?.dataset.shown) report(part);
    else if (part) stayFor(Number(part.dataset.seconds));
    hideUndoInTime();
  }

  /** Tell the server that the question is on the screen; it says how long it stays there. */
  async function report(form) {
    let seconds = Number(form.dataset.seconds);
    try {
      const { response, text } = await send(form, form.dataset.shown);
      seconds = response.ok ? JSON.parse(text).seconds : PAUSE_MILLISECONDS / 1000;
    } catch {
      // Not reported: an answer counts all the same, and the question leaves in time.
    }
    if (!form.isConnected) return;
    const milliseconds = seconds * 1000;
    form.querySelector("[data-bar]").animate([{ transform: "scaleX(1)" }, { transform: "scaleX(0)" }], {
      duration: milliseconds,
      fill: "forwards",
    });
    stayFor(seconds);
  }

  function stayFor(seconds) {
    clearTimeout(timer);
    timer = setTimeout(again, seconds * 1000 + GRACE_MILLISECONDS);
  }

  async function again() {
    attended = null;
    await refresh();
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-answer]")) return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "once";
    form.querySelector("[data-trouble]").hidden = true;
    event.submitter?.classList.add("sent");
    try {
      await send(form, form.action, event.submitter);
      await again();
    } catch {
      form.querySelector("[data-trouble]").hidden = false;
      event.submitter?.classList.remove("sent");
    }
    delete form.dataset.sent;
  });

  document.addEventListener("visibilitychange", look);
  look();
  return look;
}

function send(form, address, button = null) {
  const body = new URLSearchParams(new FormData(form, button));
  return ask(address, { method: "POST", body, redirect: "manual" });
}

function hideUndoInTime() {
  const undo = document.querySelector("[data-undo-seconds]");
  if (undo) setTimeout(() => undo.remove(), Number(undo.dataset.undoSeconds) * 1000);
}
