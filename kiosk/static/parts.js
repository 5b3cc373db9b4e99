// Bringing a page up to date with what the server rendered: only the parts that differ are replaced.

import { ask } from "/shared/line.js";
import { isOfOtherVersion } from "/shared/live.js";

/**
 * Put the `data-part` elements of `html` in the place of those on the page. A part with a `data-version` is replaced
 * only when its version differs, so that what a reader has opened in it stays open. Returns the parsed document.
 */
export function swapParts(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const part of fresh.querySelectorAll("[data-part]")) {
    const shown = document.querySelector(`[data-part="${part.dataset.part}"]`);
    if (shown && look(shown) !== look(part)) {
      shown.replaceWith(document.importNode(part, true));
    }
  }
  return fresh;
}

function look(part) {
  return part.dataset.version ?? part.outerHTML;
}

/** Whether the server answered with a page of another screen: this one was enrolled meanwhile, or is so no more. */
function isOtherScreen(response, fresh) {
  const screen = fresh.documentElement.dataset.screen;
  return response.redirected || (screen !== undefined && screen !== document.documentElement.dataset.screen);
}

let asked = 0;
let awaited = 0;

/** Whether an answer is still awaited: a page that asks now and then need not ask twice. */
export function isRefetching() {
  return awaited > 0;
}

/**
 * Fetch `url` and swap its parts in. Returns the parsed document, or null where the server did not answer well, or only
 * after it was asked again: what was true before an answer must not come back over the thanks for it.
 */
export async function refetch(url) {
  const mine = ++asked;
  awaited += 1;
  try {
    const { response, text } = await ask(url, { headers: { Accept: "text/html" } });
    if (!response.ok || mine !== asked || isOfOtherVersion(response)) return null;
    const fresh = swapParts(text);
    if (isOtherScreen(response, fresh)) location.reload();
    return fresh;
  } catch {
    return null;
  } finally {
    awaited -= 1;
  }
}
