// The sheet of a check: a clock that runs, the rest in one tap, and the score so far as the server counts it.

import { live } from "./fragment.js";
import { runTimers } from "./timers.js";

const QUIET_MILLISECONDS = 80;

const sheet = live();
const rest = document.getElementById("rest");
let timer = null;
let asked = 0;

const items = () => [...sheet.querySelectorAll(".check-item")];
const isMarked = (item) => item.querySelector(".check-mark input:checked") !== null;

runTimers();
sheet.addEventListener("change", (event) => {
  if (event.target.closest(".check-mark")) marked(event.target);
});
rest.addEventListener("click", (event) => {
  event.preventDefault();
  for (const item of items()) if (!isMarked(item)) item.querySelector('.check-mark input[value="1"]').checked = true;
  showProgress();
});
showProgress();

function marked(input) {
  const item = input.closest(".check-item");
  item.classList.remove("is-refused");
  item.querySelector(".field-refusal")?.remove();
  showProgress();
}

function showProgress() {
  const done = items().filter(isMarked).length;
  rest.disabled = done === 0 || done === items().length;
  clearTimeout(timer);
  timer = setTimeout(askScore, QUIET_MILLISECONDS);
}

async function askScore() {
  asked += 1;
  const turn = asked;
  const url = new URL(sheet.dataset.scoreUrl, window.location.href);
  for (const input of sheet.querySelectorAll(".check-mark input:checked")) url.searchParams.set(input.name, input.value);
  try {
    const response = await fetch(url, { cache: "no-store" });
    if (!response.ok || turn !== asked) return;
    const { score, left } = await response.json();
    document.getElementById("running-score").textContent = score;
    document.getElementById("running-left").textContent = left;
  } catch {
    // Without the server the score stands still; the marks stay and can be saved once it answers again.
  }
}
