// What belongs to somebody who types.

/** Whether a key belongs to a field that is written in rather than to the page. */
export function isTyping(element) {
  return element.matches?.("input:not([type=radio], [type=checkbox]), select, textarea") ?? false;
}
