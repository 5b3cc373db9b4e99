// The live feed in the browser: server-sent events, and polling while streams fail.

import { followAlone } from "./feed_hub.js";
import { ask, feedBroke, feedIsHeard, feedIsSilent, hearStopwatch } from "./line.js";

const POLL_MILLISECONDS = 3000;
const FAILURES_BEFORE_POLLING = 3;
const POLLS_BEFORE_LISTENING_AGAIN = 10;
/** The server beats every 5 s: a stream that is silent for longer is cut off, even where nothing says so. */
const SILENCE_MILLISECONDS = 15000;
/** A server that takes a connection and says nothing for so long is away. */
const OPENING_MILLISECONDS = 10000;

const KNOWN_VERSION = document.querySelector('meta[name="assets"]')?.content;
const LOADED_FOR = "assets_loaded_for";

/**
 * Load a page anew, once, whose scripts are of another version than the server that answered: after an update they may
 * not understand each other. Returns whether it does. `version`: the server's, "" where it is too old to say.
 */
function loadAnewFor(version) {
  if (version === KNOWN_VERSION || sessionStorage.getItem(LOADED_FOR) === version) return false;
  sessionStorage.setItem(LOADED_FOR, version);
  window.location.reload();
  return true;
}

/** Whether the server that answered has other scripts than this page: then the page is loaded anew, once. */
export function isOfOtherVersion(response) {
  return loadAnewFor(response.headers.get("X-StoreOps-Assets") ?? "");
}

/** The mark of a screen: the epoch and the number of the event at which the server read it. */
export function markOf(element) {
  return { epoch: element.dataset.epoch, seq: Number(element.dataset.seq) };
}

/**
 * Call `onEvents(events)` with each batch of journal events, oldest first, from the mark `since` on; null: from now on.
 * `by` is how: by a stream of one's own, or together with the browser's other pages. Where the journal is another one
 * now, the page begins anew; `onRevoked` is called where the screen is enrolled no more or its session is over, and
 * begins it anew unless told otherwise. How the feed fares is told to line.js.
 */
export function follow(url, since, onEvents, { by = followAlone, onRevoked = beginAnew } = {}) {
  if (since !== null && since.epoch === undefined) {
    // A page of before this script, or of after it: it tells no mark that could be asked for.
    loadAnewFor("");
    return;
  }
  let last = since?.seq ?? 0;
  let leave = () => {};
  let silence = null;

  function address() {
    return since === null ? url : `${url}?since=${since.epoch}-${last}`;
  }

  function take(events) {
    const fresh = events.filter((event) => event.seq > last);
    if (fresh.length > 0) {
      last = fresh[fresh.length - 1].seq;
      onEvents(fresh);
    }
  }

  function listen(isSilent = false) {
    let failures = 0;
    let isOver = false;
    const words = {
      open: () => {
        failures = 0;
        hear();
      },
      event: ({ event }) => take([event]),
      beat: ({ at }) => {
        hearStopwatch(at);
        hear();
      },
      revoked: onRevoked,
      reset: beginAnew,
      broke: ({ isClosed }) => {
        feedBroke();
        failures += 1;
        if (isClosed || failures >= FAILURES_BEFORE_POLLING) pollInstead();
        else expectWithin(OPENING_MILLISECONDS, pollInstead);
      },
    };
    expectWithin(OPENING_MILLISECONDS, pollInstead);
    const end = by({ url, epoch: since?.epoch ?? null, since: since && last, isSilent }, (word) => {
      if (!isOver) words[word.is](word);
    });
    leave = () => {
      isOver = true;
      end();
    };
  }

  function hear() {
    feedIsHeard();
    expectWithin(SILENCE_MILLISECONDS, () => {
      feedIsSilent();
      leave();
      listen(true);
    });
  }

  function expectWithin(milliseconds, otherwise) {
    clearTimeout(silence);
    silence = setTimeout(otherwise, milliseconds);
  }

  function pollInstead() {
    clearTimeout(silence);
    leave();
    poll();
  }

  function poll() {
    let left = POLLS_BEFORE_LISTENING_AGAIN;
    let isOver = false;
    let next = null;
    leave = () => {
      isOver = true;
      clearTimeout(next);
    };
    async function look() {
      const answered = await askForNews();
      if (isOver) return;
      if (answered) feedIsHeard();
      else feedBroke();
      // A server that answers again has room for a stream sooner or later; one that is away is only asked.
      if (answered && left <= 0) {
        listen();
        return;
      }
      left -= 1;
      next = setTimeout(look, POLL_MILLISECONDS);
    }
    look();
  }

  async function askForNews() {
    try {
      const { response, text } = await ask(address(), { headers: { Accept: "application/json" } });
      if (!response.ok || isOfOtherVersion(response)) return false;
      const told = JSON.parse(text);
      if (told.reset) beginAnew();
      take(told.events);
      last = Math.max(last, told.last_seq);
      return true;
    } catch {
      return false;
    }
  }

  listen();
  addEventListener("pagehide", () => {
    clearTimeout(silence);
    leave();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) listen();
  });
}

function beginAnew() {
  window.location.reload();
}
