// Lets the times of the page run on. Targets, thresholds and words come from the server as data attributes.

import { live, onSwap } from "./fragment.js";
import { readServerClock, serverSeconds } from "./server_clock.js";

const TICK_MILLISECONDS = 250;

export function runTimers() {
  readServerClock();
  onSwap(() => {
    readServerClock();
    tick();
  });
  tick();
  setInterval(tick, TICK_MILLISECONDS);
}

function tick() {
  const now = serverSeconds();
  for (const timer of document.querySelectorAll("[data-timer][data-running]")) show(timer, now);
}

function show(timer, now) {
  const { since, offset, target, nearAt } = timer.dataset;
  const seconds = Math.max(0, now - Number(since) + Number(offset));
  write(timer.querySelector("[data-timer-value]"), stopwatch(seconds));
  if (target === undefined) return;
  const pace = seconds >= Number(target) ? "over" : seconds >= Number(nearAt) ? "near" : "fine";
  const bar = timer.querySelector("progress");
  if (bar) bar.value = Math.min(seconds, Number(target));
  const words = timer.querySelector("[data-timer-words]");
  if (words) write(words, inWords(pace, seconds, Number(target)));
  if (timer.dataset.pace === pace) return;
  timer.dataset.pace = pace;
  if (words) speak(`${timer.querySelector(".timer-label").textContent}: ${words.textContent}`);
}

/** Tell those who do not see the colours. */
function speak(sentence) {
  document.getElementById("pace-spoken").textContent = sentence;
}

function inWords(pace, seconds, target) {
  const { wordsFine, wordsNear, wordsOver, wordsReached } = live().dataset;
  if (seconds === target) return wordsReached;
  const words = { fine: wordsFine, near: wordsNear, over: wordsOver }[pace];
  return words
    .replace("{share}", `${Math.floor((100 * seconds) / target)} %`)
    .replace("{time}", stopwatch(seconds - target));
}

function stopwatch(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
