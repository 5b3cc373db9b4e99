// Every page of the kiosk knows whether the hall hears it, and leads nowhere while it does not: the browser's own error
// page has no way back. An enrolled screen hears here too that it is so no more: where nobody is at work it shows its code
// at once, and under a customer's finger not before the next touch, which tells them.

import { ask, watchLine } from "/shared/line.js";
import { follow, markOf } from "/shared/live.js";
import { connectionSign } from "./connection.js";
import { isMove } from "./news.js";
import { sendOnce } from "./once.js";

const { events, start } = document.querySelector("[data-connection]").dataset;
const show = connectionSign();
let isCutOff = false;

sendOnce();
watchLine(
  (stands) => {
    isCutOff = !stands;
    show(stands);
  },
  () => ask(events, { headers: { Accept: "application/json" } }).catch(() => {}),
);
const isStanding = document.querySelector('meta[name="standing"]') !== null;
/** Where a page tells how many are ahead: nothing that moves them between its reading and its listening is missed. */
const read = document.querySelector("[data-seq]");
follow(events, read && markOf(read), tell, isStanding ? {} : { onRevoked: () => {} });

/** Let the page know that somebody's place moved, where it shows how many are ahead. */
function tell(news) {
  if (news.some(isMove)) dispatchEvent(new Event("hallmoved"));
}

addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (link === null) return;
  event.preventDefault();
  if (!isCutOff) lead(link.href);
});

/** On to a page that the server has: in the place of this one, so that no swipe leads the next customer back here. */
async function lead(address) {
  const answers = await ask(address).then(() => true, () => false);
  if (answers) location.replace(address);
}

// A browser that kept the page of somebody who left must not show it again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.replace(start);
});
