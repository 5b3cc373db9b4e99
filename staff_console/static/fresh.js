// Keeps the fragment as fresh as the hall: it is fetched again when something that concerns it has happened.

import { followTogether } from "../shared/feed_together.js";
import { watchLine } from "../shared/line.js";
import { follow, markOf } from "../shared/live.js";
import { live, onSwap, request } from "./fragment.js";
import { inOurMilliseconds } from "./server_clock.js";
import { isHeld } from "./press.js";
import { isBusy } from "./verbs.js";

const QUIET_MILLISECONDS = 120;

let refreshTimer = null;
let changeTimer = null;
let isComposing = false;

export function keepFresh() {
  watchLine(showState, refresh);
  follow(live().dataset.eventsUrl, markOf(live()), take, { by: followTogether });
  // Characters that somebody is composing must not vanish.
  document.addEventListener("compositionstart", () => (isComposing = true));
  document.addEventListener("compositionend", () => (isComposing = false));
  onSwap(waitForChange);
  waitForChange();
}

function take(events) {
  if (events.some(concernsUs)) refreshSoon();
}

function concernsUs(event) {
  const { counter, services, seq } = live().dataset;
  if (event.seq <= Number(seq)) return false;
  const places = [event.counter, event.from_counter].filter(Boolean);
  const queues = [event.service, event.from_service].filter(Boolean);
  if (counter === undefined || places.includes(counter)) return true;
  if (queues.length === 0) return places.length === 0;
  return services === undefined || queues.some((service) => JSON.parse(services).includes(service));
}

function refreshSoon(after = Number(live().dataset.quiet ?? QUIET_MILLISECONDS)) {
  // A page that counts a whole day says how long it rests; events in between must not put it off for ever.
  if (live().dataset.quiet && refreshTimer) return;
  clearTimeout(refreshTimer);
  refreshTimer = setTimeout(refresh, after);
}

async function refresh() {
  refreshTimer = null;
  if (isBusy() || isHeld() || isComposing) {
    refreshSoon();
    return;
  }
  try {
    const isLetGo = await request(live().dataset.fragmentUrl, {}, false, isHeld);
    if (isLetGo) refreshSoon();
  } catch {
    // The line is lost: it asks for this again by itself.
  }
}

/** The server says when the mere passing of time will change something. */
function waitForChange() {
  clearTimeout(changeTimer);
  const { changesIn } = live().dataset;
  if (changesIn !== undefined) changeTimer = setTimeout(refresh, inOurMilliseconds(Number(changesIn)));
}

function showState(isLive) {
  const state = document.getElementById("live-state");
  state.hidden = false;
  state.classList.toggle("is-lost", !isLive);
  state.querySelector("[data-live-words]").textContent = isLive ? state.dataset.live : state.dataset.lost;
}
