// The live feed in the browser: server-sent events, and polling where streams fail.

const POLL_MILLISECONDS = 3000;
const FAILURES_BEFORE_POLLING = 3;

/**
 * Call `onEvents(events)` with each batch of journal events, oldest first, from `since` on.
 * `onState(isLive)` hears whether the feed is connected. Returns a function that stops it.
 */
export function follow(url, since, onEvents, onState = () => {}) {
  let last = since;
  let failures = 0;
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
    source = new EventSource(`${url}?since=${last}`);
    source.onopen = () => {
      failures = 0;
      onState(true);
    };
    source.onmessage = (message) => take([JSON.parse(message.data)]);
    source.onerror = () => {
      onState(false);
      failures += 1;
      if (source.readyState === EventSource.CLOSED || failures >= FAILURES_BEFORE_POLLING) {
        source.close();
        poll();
      }
    };
  }

  async function poll() {
    try {
      const response = await fetch(`${url}?since=${last}`, { headers: { Accept: "application/json" } });
      if (response.ok) {
        take((await response.json()).events);
        onState(true);
      }
    } catch {
      onState(false);
    }
    timer = setTimeout(poll, POLL_MILLISECONDS);
  }

  listen();
  return () => {
    if (source) source.close();
    clearTimeout(timer);
  };
}
