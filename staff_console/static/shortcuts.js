// One letter for each verb.

import { openChooser } from "./choosers.js";
import { live } from "./fragment.js";
import { areOn, showSwitch } from "./shortcut_switch.js";
import { isTyping } from "./typing.js";

export function listenForShortcuts() {
  showSwitch();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || !areOn() || isTyping(event.target)) return;
    const letter = letterOf(event);
    if (letter && press(letter)) event.preventDefault();
  });
}

/** The Latin letter, also where an input method holds the key back. */
function letterOf(event) {
  if (/^[a-z]$/i.test(event.key)) return event.key.toUpperCase();
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : null;
}

function press(letter) {
  const target = live().querySelector(`[data-key="${letter}"]`);
  const chooser = openChooser();
  if (chooser && target?.parentElement !== chooser) return true;
  if (target) {
    target.click();
    return true;
  }
  const group = live().querySelector(`[data-key-group="${letter}"] [data-digit]`);
  group?.focus();
  return Boolean(group);
}
