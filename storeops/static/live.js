// The live feed in the browser: server-sent events, and polling while streams fail.

const POLL_MILLISECONDS = 3000;
const FAILURES_BEFORE_POLLING = 3;
const POLLS_BEFORE_LISTENING_AGAIN = 10;

/**
 * Call `onEvents(events)` with each batch of journal events, oldest first, from `since` on.
 * `onState(isLive)` hears whether the feed is connected. Returns a function that stops it.
 */
export function follow(url, since, onEvents, onState = () => {}) {
  let last = since;
  let source = null;
  let timer = null;

  function take(events) {
    const fresh = events.filter((event) => event.seq > last);
    if (fresh.length > 0) {
      last = fresh[fresh.length - 1].seq;
      onEvents(fresh);
    }
  }

  function listen() {
    let failures = 0;
    source = new EventSource(`${url}?since=${last}`);
    source.onopen = () => {
      failures = 0;
      onState(true);
    };
    source.onmessage = (message) => take([JSON.parse(message.data)]);
    source.addEventListener("revoked", () => location.reload());
    source.onerror = () => {
      onState(false);
      failures += 1;
      if (source.readyState === EventSource.CLOSED || failures >= FAILURES_BEFORE_POLLING) {
        source.close();
        poll(POLLS_BEFORE_LISTENING_AGAIN);
      }
    };
  }

  async function poll(left) {
    const answered = await ask();
    onState(answered);
    // A server that answers again has room for a stream sooner or later; one that is away is only asked.
    if (answered && left <= 0) listen();
    else timer = setTimeout(poll, POLL_MILLISECONDS, left - 1);
  }

  async function ask() {
    try {
      const response = await fetch(`${url}?since=${last}`, { headers: { Accept: "application/json" } });
      if (response.ok) take((await response.json()).events);
      return response.ok;
    } catch {
      return false;
    }
  }

  listen();
  return () => {
    if (source) source.close();
    clearTimeout(timer);
  };
}
