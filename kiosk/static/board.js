// The board: its parts follow the hall, and every call is shown and spoken in turn, none cut short by the next.

import { ask, watchLine } from "/shared/line.js";
import { follow, markOf } from "/shared/live.js";
import { allowChime, chime, mayChime, onSoundChange } from "./chime.js";
import { connectionSign } from "./connection.js";
import { isMove } from "./news.js";
import { refetch } from "./parts.js";
import { say } from "./voice.js";

const SHOWN_MILLISECONDS = 5000;
const CLOCK_MILLISECONDS = 10000;

const board = document.querySelector("[data-board]");
const stage = document.querySelector("[data-stage]");
const soundButton = document.querySelector("[data-sound]");
const queue = [];
let seq = 0;
let isAnnouncing = false;
let refreshing = null;
let isStale = false;

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Take in the calls of a freshly rendered board. */
function takeCalls(source) {
  const list = source.querySelector("[data-announcements]");
  const upTo = Number(list.dataset.seq);
  if (upTo < seq) return;
  seq = upTo;
  queue.push(...[...list.children].map((call) => document.importNode(call, true)));
  if (!isAnnouncing) announceAll();
}

async function announceAll() {
  isAnnouncing = true;
  while (queue.length > 0) {
    const call = queue.shift();
    stage.replaceChildren(call);
    // A machine without sound must not stop the calls that follow.
    await Promise.all([pause(SHOWN_MILLISECONDS), speak(call).catch(() => {})]);
    acknowledge(call.dataset.number);
  }
  stage.replaceChildren();
  isAnnouncing = false;
}

/** Chinese twice, then English; only once each while others wait to be called out. */
async function speak(call) {
  const [first, ...others] = call.querySelectorAll("[data-say]");
  const sentences = queue.length > 0 ? [first, ...others] : [first, first, ...others];
  await chime();
  for (const sentence of sentences) await say(sentence.textContent, sentence.lang);
}

function acknowledge(number) {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const body = new URLSearchParams({ number });
  ask(board.dataset.announced, { method: "POST", body, headers: { "X-CSRFToken": token } }).catch(() => {});
}

/** One request at a time; what happens meanwhile is fetched once more afterwards. */
async function refresh() {
  isStale = true;
  refreshing ??= refreshUntilFresh().finally(() => {
    refreshing = null;
  });
  await refreshing;
}

async function refreshUntilFresh() {
  while (isStale) {
    isStale = false;
    const fresh = await refetch(`${board.dataset.board}?after=${seq}`);
    if (fresh) takeCalls(fresh);
  }
}

function offerSound() {
  soundButton.hidden = mayChime();
}

soundButton.addEventListener("click", allowChime);
onSoundChange(offerSound);
takeCalls(document);
offerSound();
watchLine(connectionSign(), refresh);
follow(board.dataset.events, markOf(document.querySelector("[data-announcements]")), (events) => {
  if (events.some(isMove)) refresh();
});
setInterval(refresh, CLOCK_MILLISECONDS);
