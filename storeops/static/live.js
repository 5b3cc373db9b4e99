// The live feed in the browser: server-sent events, and polling while streams fail.

const POLL_MILLISECONDS = 3000;
const FAILURES_BEFORE_POLLING = 3;
const POLLS_BEFORE_LISTENING_AGAIN = 10;
/** The server beats every 5 s: a stream that is silent for longer is cut off, even where nothing says so. */
const SILENCE_MILLISECONDS = 16000;

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
      if (!response.ok) return false;
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
