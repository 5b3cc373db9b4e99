// One live stream, and whoever follows it: a page by itself, or all pages of a browser that read the same.
// It tells words: { is: "open" | "event" | "beat" | "broke" | "revoked" | "reset" }, with what belongs to each.

/** The server beats every 5 s. Who joins a stream that was silent for longer is not told that it is open. */
const HEARD_WITHIN_MILLISECONDS = 7000;
const MOST_KEPT = 500;

/** A hub that tells all that joined by `tellAll(word)`. */
export function makeHub(tellAll) {
  let source = null;
  let heardAt = -Infinity;
  let stopwatch = null;
  /** All events after `from` that came are kept, up to `last`. */
  let from = 0;
  let last = 0;
  let kept = [];

  function open({ url, epoch, since }) {
    source?.close();
    from = last = since ?? 0;
    kept = [];
    heardAt = performance.now();
    stopwatch = null;
    const opened = new EventSource(since === null ? url : `${url}?since=${epoch}-${since}`);
    source = opened;
    opened.onopen = () => tellHeard({ is: "open" });
    opened.onmessage = ({ data }) => takeEvent(JSON.parse(data));
    opened.addEventListener("beat", ({ data }) => {
      stopwatch = Number(data) - performance.now();
      tellHeard({ is: "beat", at: data });
    });
    for (const end of ["revoked", "reset"]) {
      opened.addEventListener(end, () => {
        close();
        tellAll({ is: end });
      });
    }
    opened.onerror = () => tellAll({ is: "broke", isClosed: opened.readyState === EventSource.CLOSED });
  }

  function tellHeard(word) {
    heardAt = performance.now();
    tellAll(word);
  }

  function takeEvent(event) {
    heardAt = performance.now();
    if (event.seq <= last) return;
    last = event.seq;
    kept.push(event);
    if (kept.length > MOST_KEPT) from = kept.shift().seq;
    tellAll({ is: "event", event });
  }

  /**
   * Somebody follows from the event `since` on, null: from now on. `tell(word)` tells them alone what the others heard.
   * `isSilent`: they heard nothing for longer than a stream is ever silent.
   */
  function join(wish, tell) {
    const isHeard = performance.now() - heardAt < HEARD_WITHIN_MILLISECONDS;
    const isUsable = source !== null && source.readyState !== EventSource.CLOSED && isHeard;
    if (!isUsable || (wish.since !== null && wish.since < from)) {
      // Nobody misses what they have not been told yet; what comes twice, each page passes over.
      const isSame = source !== null && wish.since !== null;
      open(isSame ? { ...wish, since: Math.min(wish.since, last) } : wish);
      return;
    }
    for (const event of kept) if (event.seq > wish.since) tell({ is: "event", event });
    if (wish.isSilent || source.readyState !== EventSource.OPEN) return;
    tell({ is: "open" });
    if (stopwatch !== null) tell({ is: "beat", at: stopwatch + performance.now() });
  }

  function close() {
    source?.close();
    source = null;
  }

  return { join, close };
}

/** A stream of one's own. Returns what ends it. */
export function followAlone(wish, tell) {
  const hub = makeHub(tell);
  hub.join(wish, tell);
  return hub.close;
}
