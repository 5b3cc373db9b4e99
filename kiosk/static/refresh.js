// Keeps a standing start screen up to date: how many wait, and whether tickets are given. Never under a finger.

import { refetch } from "./parts.js";

const { events } = document.querySelector("script[data-refresh]").dataset;

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

// An enrolled screen hears at once that it is so no more; whatever else happens in the hall can wait.
if (events) new EventSource(events).addEventListener("revoked", () => location.reload());
