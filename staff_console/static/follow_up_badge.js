// The badge of follow-ups in the head of every page: a page may stand open all day, so it asks how they stand.

const EVERY_MILLISECONDS = 60000;

setInterval(async () => {
  const badge = document.getElementById("due-badge");
  if (!badge || document.hidden || badge.contains(document.activeElement)) return;
  try {
    const response = await fetch(badge.dataset.badgeUrl, { headers: { "X-Fragment": "1" }, cache: "no-store" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("due-badge");
    if (!fresh || response.redirected) return;
    // Which page this is was known when it was made, not when the badge was asked for.
    fresh.removeAttribute("aria-current");
    if (badge.hasAttribute("aria-current")) fresh.setAttribute("aria-current", "page");
    badge.replaceWith(document.adoptNode(fresh));
  } catch {
    // The page itself says when the connection is lost.
  }
}, EVERY_MILLISECONDS);
