// Keeps a standing start screen up to date: how many wait, and whether tickets are given. Never under a finger.

import { refetch } from "./parts.js";

const EVERY_MILLISECONDS = 15000;
const SOON_MILLISECONDS = 1000;
const AFTER_TOUCH_MILLISECONDS = 5000;
let touchedAt = -AFTER_TOUCH_MILLISECONDS;

addEventListener("pointerdown", () => {
  touchedAt = performance.now();
});

function look() {
  const isTouched = performance.now() - touchedAt < AFTER_TOUCH_MILLISECONDS;
  const isFocused = document.activeElement !== document.body;
  if (!isTouched && !isFocused) refetch(location.href);
}

let soon = null;
// What a tile tells is what the next page tells, so it follows the queue; many moves at once are one look.
addEventListener("hallmoved", () => {
  soon ??= setTimeout(() => {
    soon = null;
    look();
  }, SOON_MILLISECONDS);
});
setInterval(look, EVERY_MILLISECONDS);
