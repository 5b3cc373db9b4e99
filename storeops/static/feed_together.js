// All pages of a browser that read the same follow one live stream: a browser has six connections to a server, and a
// seventh page would wait for ever. A worker holds the stream, or, where a browser shares none, one of the pages.

import { makeHub } from "./feed_hub.js";

/** A page that leads answers at once; one that is frozen, or gone without a word, does not. */
const LEADER_MILLISECONDS = 400;

const of = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";
let sharesWorkers = "SharedWorker" in window;

/**
 * Follow together with others. Pages read the same where all of this is the same: their scripts, whose session it is and
 * what it may know, the address, the epoch. Returns what ends it for this page.
 */
export function followTogether(wish, tell) {
  const name = ["feed", of("assets"), of("reader"), wish.url, wish.epoch].join(" ");
  if (!sharesWorkers) return followByChannel(name, wish, tell);
  const worker = new SharedWorker(new URL("./feed_worker.js", import.meta.url), { type: "module", name });
  let end = () => {
    worker.port.postMessage(null);
    worker.port.close();
  };
  worker.onerror = () => {
    // A browser that has shared workers, but none of modules.
    sharesWorkers = false;
    end();
    end = followByChannel(name, wish, tell);
  };
  worker.port.onmessage = ({ data }) => tell(data);
  worker.port.postMessage(wish);
  return () => end();
}

/** One page leads: it has the stream and tells the others. Whoever hears of no leader leads. */
function followByChannel(name, wish, tell) {
  const me = Math.random();
  const channel = new BroadcastChannel(name);
  let hub = null;
  let waiting = null;

  const say = (word) => channel.postMessage({ from: me, ...word });

  /** Ask who leads; nobody may answer. */
  function seek() {
    clearTimeout(waiting);
    say({ join: wish });
    waiting = setTimeout(lead, LEADER_MILLISECONDS * (1 + Math.random()));
  }

  function lead() {
    hub = makeHub((word) => {
      note(word);
      say({ word });
      tell(word);
    });
    say({ leads: true });
    hub.join(wish, tell);
  }

  /** Whoever leads next goes on from what this page has heard. */
  function note(word) {
    if (word.is === "event") wish = { ...wish, since: Math.max(wish.since, word.event.seq) };
  }

  function follow() {
    hub?.close();
    hub = null;
    clearTimeout(waiting);
  }

  channel.onmessage = ({ data }) => {
    if (data.leads && hub !== null) {
      // Of two that lead the lower goes on, and the other follows it.
      if (data.from > me) {
        say({ leads: true });
      } else {
        follow();
        say({ join: wish });
      }
    } else if (data.join && hub !== null) {
      say({ leads: true });
      hub.join(data.join, (word) => say({ to: data.from, word }));
    } else if (data.gone) {
      if (hub === null) seek();
    } else if (data.leads) {
      follow();
    } else if (data.word && hub === null && (data.to === undefined || data.to === me)) {
      follow();
      note(data.word);
      tell(data.word);
    }
  };

  seek();
  return () => {
    if (hub !== null) say({ gone: true });
    follow();
    channel.close();
  };
}
