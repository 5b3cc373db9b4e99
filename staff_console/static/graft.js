// Puts a fragment in place around the field that somebody writes in: that field stays the same element, untouched, so
// neither what is typed nor what an input method composes is lost.

import { isTyping } from "./typing.js";

/** The field of `old` that somebody writes in; null where nobody does, or where `old` is not shown. */
export function writtenField(old) {
  const focused = document.activeElement;
  return focused?.id && old.contains(focused) && isTyping(focused) ? focused : null;
}

/** The same field in another fragment, at the same place in it; null where it has none there. */
export function twinOf(field, old, fresh) {
  const twin = fresh.querySelector(`#${CSS.escape(field.id)}`);
  if (!twin) return null;
  const [here, there] = [pathTo(field, old), pathTo(twin, fresh)].map((path) => path.map((step) => step.tagName).join());
  return here === there ? twin : null;
}

/** Make `old` into `fresh` without touching `field`, whose twin in `fresh` is `twin`. */
export function graft(old, fresh, field, twin) {
  const there = pathTo(twin, fresh);
  pathTo(field, old).forEach((stays, depth) => {
    const [before, after] = aroundOf(there[depth]);
    for (const node of aroundOf(stays).flat()) node.remove();
    stays.before(...before);
    stays.after(...after);
    if (stays !== field) takeAttributes(stays, there[depth]);
  });
  takeAttributes(old, fresh);
}

/** The elements from below `root` down to `element`. */
function pathTo(element, root) {
  const path = [];
  for (let step = element; step !== root; step = step.parentElement) path.unshift(step);
  return path;
}

function aroundOf(element) {
  const all = [...element.parentNode.childNodes];
  const place = all.indexOf(element);
  return [all.slice(0, place), all.slice(place + 1)];
}

function takeAttributes(element, from) {
  for (const { name } of [...element.attributes]) if (!from.hasAttribute(name)) element.removeAttribute(name);
  for (const { name, value } of from.attributes) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
