// Keeps a standing start screen up to date: how many wait, and whether tickets are given. Never under a finger.

import { refetch } from "./parts.js";

const EVERY_MILLISECONDS = 15000;
const AFTER_TOUCH_MILLISECONDS = 5000;
let touchedAt = -AFTER_TOUCH_MILLISECONDS;

addEventListener("pointerdown", () => {
  touchedAt = performance.now();
});

setInterval(() => {
  const isTouched = performance.now() - touchedAt < AFTER_TOUCH_MILLISECONDS;
  const isFocused = document.activeElement !== document.body;
  if (!isTouched && !isFocused) refetch(location.href);
}, EVERY_MILLISECONDS);
