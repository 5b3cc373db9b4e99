// The live feed in the browser: server-sent events, and polling while streams fail.

const POLL_MILLISECONDS = 3000;
const FAILURES_BEFORE_POLLING = 3;
const POLLS_BEFORE_LISTENING_AGAIN = 10;
/** The server beats every 5 s: a stream that is silent for longer is cut off, even where nothing says so. */
const SILENCE_MILLISECONDS = 16000;

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
 * Call `onEvents(events)` with each batch of journal events, oldest first, from the mark `since` on.
 * `onState(isLive)` hears whether the feed is connected. Where the journal is another one now, the page begins anew.
 */
export function follow(url, since, onEvents, onState = () => {}) {
  const { epoch } = since;
  if (epoch === undefined) {
    // A page of before this script, or of after it: it tells no mark that could be asked for.
    loadAnewFor("");
    return;
  }
  let last = since.seq;
  let source = null;
  let silence = null;

  function take(events) {
    const fresh = events.filter((event) => event.seq > last);
    if (fresh.length > 0) {
      last = fresh[fresh.length - 1].seq;
      onEvents(fresh);
    }
  }

  function listen() {
    let failures = 0;
    source = new EventSource(`${url}?since=${epoch}-${last}`);
    source.onopen = () => {
      failures = 0;
      onState(true);
      awaitBeat();
    };
    source.onmessage = (message) => take([JSON.parse(message.data)]);
    source.addEventListener("revoked", beginAnew);
    source.addEventListener("beat", awaitBeat);
    source.addEventListener("reset", beginAnew);
    source.onerror = () => {
      onState(false);
      failures += 1;
      if (source.readyState === EventSource.CLOSED || failures >= FAILURES_BEFORE_POLLING) {
        leave();
        poll(POLLS_BEFORE_LISTENING_AGAIN);
      }
    };
  }

  function awaitBeat() {
    clearTimeout(silence);
    silence = setTimeout(() => {
      onState(false);
      leave();
      listen();
    }, SILENCE_MILLISECONDS);
  }

  function leave() {
    clearTimeout(silence);
    source.close();
  }

  async function poll(left) {
    const answered = await ask();
    onState(answered);
    // A server that answers again has room for a stream sooner or later; one that is away is only asked.
    if (answered && left <= 0) listen();
    else setTimeout(poll, POLL_MILLISECONDS, left - 1);
  }

  async function ask() {
    try {
      const response = await fetch(`${url}?since=${epoch}-${last}`, { headers: { Accept: "application/json" } });
      if (!response.ok || isOfOtherVersion(response)) return false;
      const told = await response.json();
      if (told.reset) beginAnew();
      take(told.events);
      last = Math.max(last, told.last_seq);
      return true;
    } catch {
      return false;
    }
  }

  listen();
}

function beginAnew() {
  window.location.reload();
}
