// The phone page follows its ticket: at once when the ticket itself moves, shortly after anything else happens.

import { followTogether } from "/shared/feed_together.js";
import { watchLine } from "/shared/line.js";
import { follow, markOf } from "/shared/live.js";
import { attendQuestions } from "./asking.js";
import { connectionSign } from "./connection.js";
import { isMove } from "./news.js";
import { sendOnce } from "./once.js";
import { refetch } from "./parts.js";

const SOON_MILLISECONDS = 1000;
const SPREAD_MILLISECONDS = 3000;
const WITHOUT_NEWS_MILLISECONDS = 20000;

const page = document.querySelector("[data-ticket]");
let timer = null;

function card() {
  return page.querySelector("[data-state]");
}

async function refresh() {
  clearTimeout(timer);
  timer = null;
  await refetch(page.dataset.ticket);
  document.title = card().dataset.title;
  look();
}

async function refreshAtOnce() {
  await refresh();
  if (card().hasAttribute("data-alert")) navigator.vibrate?.([300, 200, 300]);
}

/** Everybody's place moves with every call: the phones of a full hall must not all ask in the same instant. */
function refreshSoon() {
  timer ??= setTimeout(refresh, SOON_MILLISECONDS + Math.random() * SPREAD_MILLISECONDS);
}

function isMine(event) {
  return event.number === page.dataset.number && event.business_day === page.dataset.businessDay;
}

function take(events) {
  const mine = events.filter(isMine);
  if (mine.some(isMove)) refreshAtOnce();
  else if (mine.length > 0) refresh();
  else if (events.some(isMove)) refreshSoon();
}

const look = attendQuestions(refresh);
document.title = card().dataset.title;
sendOnce();
watchLine(connectionSign(), refresh);
follow(page.dataset.events, markOf(page), take, { by: followTogether });
setInterval(refreshSoon, WITHOUT_NEWS_MILLISECONDS);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) refresh();
});
