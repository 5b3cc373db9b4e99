// A list that is too long for the screen is shown page by page: as many of its rows as fit, and never half a one.
// How many those are, the screen itself tells: it depends on its size, the size of the text and the length of the words.
// After the last page comes the first, so that one button is enough.

const root = document.documentElement;
const button = document.querySelector("[data-turn]");
let shown = 0;
let count = 1;

function fits() {
  return root.scrollHeight <= innerHeight && root.scrollWidth <= innerWidth;
}

function show(items, from, to) {
  items.forEach((item, index) => {
    item.hidden = index < from || index >= to;
  });
}

/** The index after the last item of the page that begins with `from`: rows are kept whole, and one is always shown. */
function endOfPage(items, from, abreast, most) {
  let end = Math.min(from + abreast, items.length);
  while (end < items.length && end - from < most) {
    const next = Math.min(end + abreast, items.length);
    show(items, from, next);
    if (!fits()) break;
    end = next;
  }
  return end;
}

/** Where the pages begin, and after them where the last one ends. */
function bounds(items, abreast, most) {
  const found = [0];
  while (found.at(-1) < items.length) found.push(endOfPage(items, found.at(-1), abreast, most));
  return found;
}

function layOut() {
  const list = document.querySelector("[data-turned]");
  if (list === null) return;
  const items = [...list.querySelectorAll(":scope > li:not([aria-hidden])")];
  const most = Number(list.dataset.most ?? items.length);
  button.hidden = true;
  show(items, 0, items.length);
  if (items.length <= most && fits()) return;
  button.hidden = false;
  const pages = bounds(items, Number(list.dataset.turned), most);
  count = pages.length - 1;
  shown = Math.min(shown, count - 1);
  show(items, pages[shown], pages[shown + 1]);
  button.querySelector("[data-turn-where]").textContent = `${shown + 1} / ${count}`;
}

button.addEventListener("click", () => {
  shown = (shown + 1) % count;
  layOut();
});
addEventListener("resize", layOut);
document.fonts.ready.then(layOut);
// The page brings itself up to date by putting new parts in the place of old ones.
new MutationObserver(layOut).observe(document.body, { childList: true });
layOut();
