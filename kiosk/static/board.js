// The board: its parts follow the hall, and every call is shown and spoken in turn, none cut short by the next.

import { ask, watchLine } from "/shared/line.js";
import { follow, markOf } from "/shared/live.js";
import { allowChime, chime, mayChime, onSoundChange } from "./chime.js";
import { connectionSign } from "./connection.js";
import { isMove } from "./news.js";
import { refetch } from "./parts.js";
import { hasVoice, onVoicesChange, say } from "./voice.js";

const SHOWN_MILLISECONDS = 5000;
const CLOCK_MILLISECONDS = 10000;
/** Long enough to find one's number among those of a page. */
const PAGE_MILLISECONDS = 6000;
/** Voices and leave to sound come some time after the page; what changes meanwhile is no news. */
const SETTLED_MILLISECONDS = 2000;
const CHINESE = "zh-CN";

const board = document.querySelector("[data-board]");
const stage = document.querySelector("[data-stage]");
const soundButton = document.querySelector("[data-sound]");
const queue = [];
/** The numbers of those who are called or being served: whoever left while others were announced is called no more. */
let stillThere = new Set();
let seq = 0;
let isAnnouncing = false;
let refreshing = null;
let isStale = false;
/** Whether the last sentence sounded; null: none was tried since leave to sound was given. */
let hasSounded = null;
let telling = null;

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Take in the calls of a freshly rendered board. */
function takeCalls(source) {
  const list = source.querySelector("[data-announcements]");
  const upTo = Number(list.dataset.seq);
  if (upTo < seq) return;
  seq = upTo;
  stillThere = new Set(list.dataset.stillThere.split(" "));
  queue.push(...[...list.children].map((call) => document.importNode(call, true)));
  if (!isAnnouncing) announceAll();
}

async function announceAll() {
  isAnnouncing = true;
  while (queue.length > 0) {
    const call = queue.shift();
    if (!stillThere.has(call.dataset.number)) continue;
    stage.replaceChildren(call);
    showPlaces();
    // A machine without sound must not stop the calls that follow.
    const [isSpoken] = await Promise.all([speak(call).catch(() => false), pause(SHOWN_MILLISECONDS)]);
    acknowledge(call.dataset.number, isSpoken);
  }
  stage.replaceChildren();
  showPlaces();
  isAnnouncing = false;
}

/**
 * Chinese twice, then English; only once each while others wait to be called out. Resolves to whether the Chinese
 * sounded.
 */
async function speak(call) {
  const [first, ...others] = call.querySelectorAll("[data-say]");
  const sentences = queue.length > 0 ? [first, ...others] : [first, first, ...others];
  await chime();
  let isSpoken = false;
  for (const sentence of sentences) {
    const sounded = await say(sentence.textContent, sentence.lang);
    if (sentence.lang === CHINESE) isSpoken ||= sounded;
  }
  if (hasVoice(CHINESE)) hasSounded = isSpoken;
  showVoice();
  return isSpoken;
}

function acknowledge(number, isSpoken) {
  post(board.dataset.announced, { number, is_spoken: isSpoken ? "1" : "0" });
}

function post(address, values) {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const body = new URLSearchParams(values);
  ask(address, { method: "POST", body, headers: { "X-CSRFToken": token } }).catch(() => {});
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
    showPlaces();
    if (fresh) takeCalls(fresh);
  }
}

/**
 * The places beside the largest. Where more are called than a page holds, one page after the other: whatever is fetched
 * meanwhile, by the clock. While another than the newest is announced over the largest place, both change theirs: the
 * newest stands on every page, and nobody twice.
 */
function showPlaces() {
  const list = document.querySelector("[data-part=earlier]");
  const places = [...list.querySelectorAll("[data-page]")];
  const pages = new Set(places.map((place) => place.dataset.page)).size;
  const turn = Math.floor(Date.now() / PAGE_MILLISECONDS) % pages;
  const announced = stage.firstElementChild?.dataset.number;
  for (const place of places) place.hidden = Number(place.dataset.page) !== turn || place.dataset.place === announced;
  const newest = list.querySelector("[data-newest]");
  const isCovered = places.some((place) => place.dataset.place === announced);
  for (const moved of list.querySelectorAll("li:not([data-page])")) moved.remove();
  if (isCovered && newest) list.prepend(document.importNode(newest.content, true));
}

/** Why nobody hears this board, or that it speaks. */
function voice() {
  if (!hasVoice(CHINESE)) return "no_voice";
  return hasSounded ?? mayChime() ? "speaks" : "refused";
}

function showVoice() {
  for (const words of document.querySelectorAll("[data-silent]")) words.hidden = words.dataset.silent !== voice();
  soundButton.hidden = mayChime() && voice() !== "refused";
  telling ??= setTimeout(tellVoice, SETTLED_MILLISECONDS);
}

function tellVoice() {
  telling = null;
  post(board.dataset.voice, { voice: voice() });
}

soundButton.addEventListener("click", () => {
  hasSounded = null;
  allowChime();
});
onSoundChange(showVoice);
onVoicesChange(showVoice);
takeCalls(document);
setTimeout(showVoice, SETTLED_MILLISECONDS);
watchLine(connectionSign(), refresh);
follow(board.dataset.events, markOf(document.querySelector("[data-announcements]")), (events) => {
  if (events.some(isMove)) refresh();
});
setInterval(showPlaces, PAGE_MILLISECONDS);
setInterval(() => {
  refresh();
  showVoice();
}, CLOCK_MILLISECONDS);
