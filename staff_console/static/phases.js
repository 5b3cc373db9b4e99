// Shows what belongs to the present phase: the server says from when and until when.

import { live, onSwap } from "./fragment.js";
import { serverSeconds } from "./server_clock.js";

const TICK_MILLISECONDS = 1000;

export function followPhases() {
  onSwap(show);
  setInterval(show, TICK_MILLISECONDS);
}

function show() {
  const now = serverSeconds();
  for (const element of live().querySelectorAll("[data-shown-from], [data-shown-until]")) {
    const { shownFrom, shownUntil } = element.dataset;
    element.hidden = now < Number(shownFrom ?? 0) || now >= Number(shownUntil ?? Infinity);
  }
}
