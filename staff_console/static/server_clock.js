// The server's clock, carried on between two answers by one that nobody sets.

import { live } from "./fragment.js";

/** A shorter time between two answers says too little about how fast the server's clock runs. */
const TELLING_MILLISECONDS = 2000;
const FASTEST = 20;

let answered = 0;
let readAt = 0;
let speed = 1;

/** Read the clock of the fragment that has just come. A demo's clock runs some times as fast as ours: notice it. */
export function readServerClock() {
  const now = Number(live().dataset.now);
  const at = performance.now();
  if (answered && at - readAt >= TELLING_MILLISECONDS) {
    const measured = Math.round((now - answered) / (at - readAt));
    speed = measured >= 1 && measured <= FASTEST ? measured : 1;
  }
  answered = now;
  readAt = at;
}

/** Whole seconds since 1970 by the server's clock. */
export const serverSeconds = () => Math.floor((answered + (performance.now() - readAt) * speed) / 1000);

/** How many of our milliseconds a number of the server's seconds takes. */
export const inOurMilliseconds = (seconds) => (seconds * 1000) / speed;
