// The part of the page that the server renders anew: fetching it, and putting it in place without losing anybody's place.

import { ask } from "../shared/line.js";
import { isOfOtherVersion } from "../shared/live.js";

const SWAPPED = "fragment:swapped";

let asked = 0;
let shown = 0;

export const live = () => document.getElementById("live");

/** Call `act` whenever a new fragment stands in the page. */
export function onSwap(act) {
  document.addEventListener(SWAPPED, act);
}

/**
 * Ask the server and show its answer, unless a later question was answered meanwhile.
 * `isOwn`: the reader asked for it, so its message is shown too. Rejects where no answer comes in time.
 */
export async function request(url, options, isOwn) {
  asked += 1;
  const turn = asked;
  const { response, text } = await ask(url, { ...options, headers: { "X-Fragment": "1" } });
  if (response.ok && isOfOtherVersion(response)) return;
  const page = new DOMParser().parseFromString(text, "text/html");
  if (page.getElementById("asks-first")) {
    sendAsPage(url, options.body);
    return;
  }
  const broken = page.getElementById("broken");
  if (broken) {
    // What stands on the page is still the newest there is: it stays, and the page is asked again.
    if (isOwn) say(broken.textContent.trim());
    return;
  }
  const fresh = page.getElementById("live");
  if (!fresh) {
    // Signed out, refused or expired: the whole page has to say so.
    window.location.reload();
    return;
  }
  if (isOwn) say(page.getElementById("message")?.textContent.trim() ?? "");
  if (turn < shown || Number(fresh.dataset.seq) < Number(live().dataset.seq)) return;
  shown = turn;
  if (fresh.dataset.screen !== live().dataset.screen) {
    window.location.reload();
    return;
  }
  // What was being chosen is kept through a refresh and a refusal; a verb that was carried out has used it up.
  swap(fresh, !isOwn || !response.ok);
}

/** Send the same form as a page does, so that what the server asks is the whole page. */
function sendAsPage(url, sent) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = url;
  form.hidden = true;
  for (const [name, value] of sent) {
    const field = document.createElement("input");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

/** Show a sentence above the fragment; none takes the last one away. */
export function say(sentence) {
  const message = document.getElementById("message");
  message.replaceChildren();
  if (sentence) {
    const line = document.createElement("p");
    line.textContent = sentence;
    message.append(line);
  }
}

function swap(fresh, isKept) {
  const old = live();
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const focusedId = focused?.id;
  const open = [...old.querySelectorAll("details[open]")].map((details) => details.id);
  const checked = [...old.querySelectorAll("input[type=radio]:checked")].map((radio) => radio.id);
  const typed = [...old.querySelectorAll("[data-kept]")].map((input) => [input.id, input.value]);
  const scrolled = [...old.querySelectorAll(".scroller")].map((scroller) => [scroller.id, scroller.scrollTop]);
  document.adoptNode(fresh);
  old.replaceWith(fresh);
  const find = (id) => (id ? fresh.querySelector(`#${CSS.escape(id)}`) : null);
  // What was being chosen for one customer must not wait for the next.
  if (isKept && old.dataset.ticket === fresh.dataset.ticket) {
    open.map(find).forEach((details) => details && (details.open = true));
    checked.map(find).forEach((radio) => radio && (radio.checked = true));
    typed.forEach(([id, value]) => find(id) && (find(id).value = value));
  }
  scrolled.forEach(([id, top]) => find(id) && (find(id).scrollTop = top));
  if (focused) (find(focusedId) ?? fresh).focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent(SWAPPED));
}
