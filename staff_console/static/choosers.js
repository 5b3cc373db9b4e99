// Choosers open over the verbs: digits choose, Escape closes. They are <details>, so they open without a script too.

import { live, onSwap } from "./fragment.js";
import { areOn } from "./shortcut_switch.js";
import { isTyping } from "./typing.js";

const FORGET_MILLISECONDS = 3000;
const CAN_BE_CHOSEN = "button:not([disabled]), input:not([type=hidden])";

let typed = "";
let forgetTimer = null;
/** The question that digits answered is no more: what they would mean now, nobody has asked for. */
let isQuestionGone = false;

export const openChooser = () => live().querySelector("details.chooser[open]");

export function openChoosers() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (isTyping(event.target)) {
      leave(event);
      return;
    }
    if (event.key === "Escape") close();
    else if (digitOf(event) && !event.repeat) takeDigit(event);
    else isQuestionGone = false;
  });
  document.addEventListener("pointerdown", () => (isQuestionGone = false));
  onSwap(({ detail }) => {
    const { focused } = detail;
    if (focused?.closest("[data-key-group]") && !live().querySelector(`#${CSS.escape(focused.id)}`)) isQuestionGone = true;
  });
  document.addEventListener(
    "toggle",
    (event) => {
      const chooser = event.target;
      if (!chooser.matches?.("details.chooser") || !chooser.open) return;
      // One that a refresh has opened again holds the focus already.
      const panel = chooser.querySelector(".chooser-panel");
      if (panel.contains(document.activeElement)) return;
      panel.querySelector(CAN_BE_CHOSEN)?.focus({ preventScroll: true });
    },
    true,
  );
}

/** From a field that is written beside a verb, Enter and Escape lead to the verb; its own key then works again. */
function leave(event) {
  const verb = document.getElementById(event.target.dataset.leaveTo);
  if (!verb || !["Enter", "Escape"].includes(event.key)) return;
  event.preventDefault();
  verb.focus();
}

function close() {
  const open = openChooser() ?? live().querySelector("details[open]");
  forget();
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  } else if (document.activeElement?.closest("[data-key-group]")) {
    live().focus({ preventScroll: true });
  }
}

/** The choices that digits mean now: those of an open chooser, else of the group in focus, else the page's own. */
function choices() {
  if (isQuestionGone) return [];
  const group =
    openChooser()?.querySelector("[data-digits]") ??
    document.activeElement?.closest("[data-digits]") ??
    (areOn() ? live().querySelector("[data-digits-default]") : null);
  return group ? [...group.querySelectorAll("[data-digit]")] : [];
}

/** The digit, also where an input method holds the key back. */
function digitOf(event) {
  if (/^[0-9]$/.test(event.key)) return event.key;
  return event.key === "Process" ? (/^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1] ?? null) : null;
}

function takeDigit(event) {
  typed += digitOf(event);
  const matching = choices().filter((choice) => choice.dataset.digit.startsWith(typed));
  const chosen = matching.find((choice) => choice.dataset.digit === typed);
  clearTimeout(forgetTimer);
  if (matching.length === 0 || chosen) forget();
  else forgetTimer = setTimeout(forget, FORGET_MILLISECONDS);
  if (chosen) {
    event.preventDefault();
    chosen.click();
  }
}

function forget() {
  typed = "";
}
