// The part of the page that the server renders anew: fetching it, and putting it in place without losing anybody's place.

import { ask } from "../shared/line.js";
import { isOfOtherVersion } from "../shared/live.js";
import { graft, twinOf, writtenField } from "./graft.js";

const SWAPPED = "fragment:swapped";

let asked = 0;
let shown = 0;
let isWaitingForField = false;

export const live = () => document.getElementById("live");

/** Call `act` whenever a new fragment stands in the page. */
export function onSwap(act) {
  document.addEventListener(SWAPPED, act);
}

/**
 * Ask the server and show its answer, unless a later question was answered meanwhile.
 * `isOwn`: the reader asked for it, so its message is shown too. Rejects where no answer comes in time.
 * `mustStay` says, once the answer is there, whether nothing may move: then it is let go of, and true is resolved to.
 */
export async function request(url, options, isOwn, mustStay = () => false) {
  asked += 1;
  const turn = asked;
  const { response, text } = await ask(url, { ...options, headers: { "X-Fragment": "1" } });
  if (mustStay()) return true;
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
  if (isOwn) {
    say(page.getElementById("message")?.textContent.trim() ?? "");
    tellDone(page.getElementById("done")?.textContent.trim() ?? "");
  }
  if (turn < shown || Number(fresh.dataset.seq) < Number(live().dataset.seq)) return;
  if (!isOwn && wouldTakeAway(fresh)) {
    showOnceLeft(url);
    return;
  }
  shown = turn;
  if (fresh.dataset.screen !== live().dataset.screen) {
    window.location.reload();
    return;
  }
  swap(fresh, url, isOwn && response.ok ? options.body : null);
}

/** Whether somebody writes in a field that the fresh fragment has no more: a colleague has settled the matter. */
function wouldTakeAway(fresh) {
  const field = writtenField(live());
  return field !== null && field.value !== "" && twinOf(field, live(), fresh) === null;
}

/** Say why the page stands still, and ask again once the field is left: what is half written is not taken away. */
function showOnceLeft(url) {
  if (isWaitingForField) return;
  isWaitingForField = true;
  say(live().dataset.wordsTaken ?? "");
  document.addEventListener(
    "focusout",
    () => {
      isWaitingForField = false;
      say("");
      // A page that asks by itself misses nothing if this one question fails.
      request(url, {}, false).catch(() => {});
    },
    { once: true },
  );
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
    line.addEventListener("click", () => say(""));
    message.append(line);
  }
}

/** Show in a word what a verb has done; it goes by itself. */
function tellDone(word) {
  const done = document.getElementById("done");
  if (!done) return;
  done.replaceChildren();
  if (!word) return;
  const line = document.createElement("span");
  line.textContent = word;
  done.append(line);
}

/**
 * Put the fragment in place. `sent`: what a verb that was carried out at `url` was told, null for a refresh and a
 * refusal. What was typed and chosen stays, but for the form that was sent, which is used up, and for what belongs to
 * one customer.
 */
function swap(fresh, url, sent) {
  const old = live();
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const isSameCustomer = old.dataset.ticket === fresh.dataset.ticket;
  const used = sent && formOf(old, url, sent);
  const isUsed = (element) => used !== null && used === element.form;
  const keepsOpen = (details) =>
    sent === null || (details.querySelector("[data-kept]") && !details.contains(used) && !used?.contains(details));
  const open = isSameCustomer ? [...old.querySelectorAll("details[open]")].filter(keepsOpen) : [];
  const checked = isSameCustomer ? [...old.querySelectorAll("input[type=radio]:checked")].filter((radio) => !isUsed(radio)) : [];
  const typed = [...old.querySelectorAll("[data-kept]")]
    .filter((input) => !isUsed(input) && (isSameCustomer || input.dataset.kept === "always"))
    .filter(({ dataset }) => !dataset.keptWith || old.querySelector(`#${CSS.escape(dataset.keptWith)}`).value.trim())
    .map((input) => [input.id, input.value]);
  const scrolled = [...old.querySelectorAll(".scroller")].map((scroller) => [scroller.id, scroller.scrollTop]);
  document.adoptNode(fresh);
  const field = writtenField(old);
  const twin = field && twinOf(field, old, fresh);
  const standing = twin ? old : fresh;
  if (!twin) old.replaceWith(fresh);
  else {
    if (isUsed(field) && field.value === sent.get(field.name)) field.value = "";
    graft(old, fresh, field, twin);
  }
  const find = (id) => (id ? standing.querySelector(`#${CSS.escape(id)}`) : null);
  open.map(({ id }) => find(id)).forEach((details) => details && (details.open = true));
  checked.map(({ id }) => find(id)).forEach((radio) => radio && (radio.checked = true));
  for (const [id, value] of typed) {
    const input = find(id);
    if (input && input !== field) input.value = value;
  }
  scrolled.forEach(([id, top]) => find(id) && (find(id).scrollTop = top));
  if (focused && !twin) (find(focused.id) ?? standing).focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent(SWAPPED, { detail: { focused } }));
}

/** What each showing of a form is given anew. */
const GIVEN_ANEW = ["idempotency_key", "csrf_token"];

/** The form that was sent to `url`: a refresh may have given it other keys meanwhile, but not what it is about. */
function formOf(old, url, sent) {
  const pathOf = (address) => new URL(address).pathname;
  const actions = (form) => [form.action, ...[...form.querySelectorAll("[formaction]")].map((b) => b.formAction)];
  const goesThere = (form) => form.method === "post" && actions(form).map(pathOf).includes(pathOf(url));
  const isAbout = ({ name, value }) => GIVEN_ANEW.includes(name) || sent.get(name) === value;
  const fits = (form) => goesThere(form) && [...form.querySelectorAll("input[type=hidden]")].every(isAbout);
  return [...old.querySelectorAll("form")].find(fits) ?? null;
}
