// One finger, touching twice: what the first touch brought takes no second touch so soon after it. The style sheet keeps
// everything that has just appeared from being hit; this keeps it so until the finger has surely seen the new screen.

const SAME_TOUCH_MILLISECONDS = 1200;
const KEPT = "touched_at";

let touchedAt = Number(sessionStorage.getItem(KEPT));
let timer = null;

function isSettling() {
  return document.documentElement.hasAttribute("data-settling");
}

/** Nothing on the page can be hit until the last touch is long enough ago; a clock that jumped back counts as now. */
function settle() {
  const passed = Date.now() - touchedAt;
  const left = SAME_TOUCH_MILLISECONDS - Math.max(passed, 0);
  if (left <= 0) return;
  document.documentElement.setAttribute("data-settling", "");
  clearTimeout(timer);
  timer = setTimeout(() => document.documentElement.removeAttribute("data-settling"), left);
}

addEventListener(
  "pointerdown",
  () => {
    if (isSettling()) return;
    touchedAt = Date.now();
    sessionStorage.setItem(KEPT, touchedAt);
  },
  { capture: true, passive: true },
);

new MutationObserver((changes) => {
  const hasArrived = changes.some(
    (change) => change.type === "attributes" || [...change.addedNodes].some((node) => node.nodeType === Node.ELEMENT_NODE),
  );
  if (hasArrived) settle();
}).observe(document.body, { childList: true, subtree: true, attributeFilter: ["open", "hidden"] });

addEventListener("pageshow", settle);
settle();
