// Part of every page itself, before all it asks for: a page whose scripts or sheets did not come mends itself.
// Nobody stands at a board or a kiosk to load it again. What goes wrong later is for the page's own scripts.
{
  const { again, typedSeconds } = document.currentScript.dataset;
  const TRIED = "loaded_again";
  const WHOLE_WITHIN = 30000;
  const FIRST_PAUSE = 2000;
  const LONGEST_PAUSE = 300000;
  const AWAY_PAUSE = 5000;
  const ANSWER_WITHIN = 10000;
  let isMending = false;
  let typedAt = null;
  const tried = Number(sessionStorage.getItem(TRIED));
  // Each time that it was in vain the next try comes later.
  const pause = Math.min(FIRST_PAUSE * 2 ** tried, LONGEST_PAUSE);
  const slow = setTimeout(mend, WHOLE_WITHIN + pause);

  function mend() {
    if (isMending) return;
    isMending = true;
    setTimeout(look, pause);
  }

  async function look() {
    // Asked again after the answer, which may take seconds in which somebody begins to type.
    if (isHalfTyped() || !(await answers()) || isHalfTyped()) {
      setTimeout(look, AWAY_PAUSE);
      return;
    }
    sessionStorage.setItem(TRIED, tried + 1);
    if (again) location.replace(again);
    else location.reload();
  }

  // A server that is away would leave the browser's own error page, from which nothing leads back.
  function answers() {
    const signal = AbortSignal.timeout(ANSWER_WITHIN);
    return fetch(again || location.href, { cache: "no-store", signal }).then(({ status }) => status < 500, () => false);
  }

  // What is typed and not sent stays; on a screen for everybody only until nobody goes on with it.
  function isHalfTyped() {
    if (typedAt === null) return false;
    return !typedSeconds || performance.now() - typedAt < typedSeconds * 1000;
  }

  // The element of a module tells of all that it imports too. What a module throws as it begins, as where it is of
  // another version than what it imports, reaches the window alone.
  addEventListener(
    "error",
    ({ target }) => {
      if (target.tagName === "SCRIPT" || target.rel === "stylesheet") mend();
      if (target === window && document.readyState !== "complete") mend();
    },
    true,
  );
  addEventListener("input", () => {
    typedAt = performance.now();
  });
  addEventListener("DOMContentLoaded", () => clearTimeout(slow));
  addEventListener("load", () => {
    if (!isMending) sessionStorage.removeItem(TRIED);
  });
}
