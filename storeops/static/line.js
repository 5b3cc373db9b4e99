// The line to the server: what a page asks over it, until when a press counts, and whether the line stands.

/** Without an answer for so long the page gives up, and says so. */
const ANSWER_MILLISECONDS = 10000;
const AGAIN_MILLISECONDS = 3000;
/** A stream that ends by plan is back within two seconds: that is no loss worth a word. */
const BREAK_MILLISECONDS = 4000;

const lost = new Set();
let stood = null;
let show = () => {};
let refresh = () => {};
let broken = null;
let again = null;
let serverIsAhead = 0;

hearStopwatch(document.querySelector('meta[name="stopwatch"]')?.content);

/** Take in what the server's stopwatch shows: by it the server sees whether a press comes after the page gave up. */
export function hearStopwatch(milliseconds) {
  serverIsAhead = Number(milliseconds) - performance.now();
}

/**
 * Once for a page: `onChange(stands)` is called when the line is lost and when it is back; `onRefresh()` asks for the
 * page's news, again and again while no answer comes.
 */
export function watchLine(onChange, onRefresh) {
  show = onChange;
  refresh = onRefresh;
}

/** Ask the server. Returns the response with its text; rejects where none came in time. */
export async function ask(url, options = {}) {
  const headers = { ...options.headers };
  if (options.method === "POST") {
    headers["X-StoreOps-Counts-Until"] = Math.floor(serverIsAhead + performance.now() + ANSWER_MILLISECONDS);
  }
  const signal = AbortSignal.timeout(ANSWER_MILLISECONDS);
  try {
    const response = await fetch(url, { cache: "no-store", ...options, headers, signal });
    const text = await response.text();
    if (response.headers.has("X-StoreOps-Stopwatch")) hearStopwatch(response.headers.get("X-StoreOps-Stopwatch"));
    if (options.method !== "POST" && response.status >= 500) giveUp();
    else note("answer", false);
    return { response, text };
  } catch (error) {
    giveUp();
    throw error;
  }
}

/** The live feed is heard. */
export function feedIsHeard() {
  clearTimeout(broken);
  broken = null;
  note("feed", false);
}

/** The live feed broke off; it may be back before anybody need know. */
export function feedBroke() {
  broken ??= setTimeout(() => note("feed", true), BREAK_MILLISECONDS);
}

/** The live feed has been silent for longer than it ever is. */
export function feedIsSilent() {
  note("feed", true);
}

function giveUp() {
  note("answer", true);
  again ??= setTimeout(() => {
    again = null;
    refresh();
  }, AGAIN_MILLISECONDS);
}

function note(what, isLost) {
  if (isLost) lost.add(what);
  else lost.delete(what);
  const stands = lost.size === 0;
  if (stands === stood) return;
  stood = stands;
  document.documentElement.dataset.line = stands ? "stands" : "lost";
  show(stands);
}
