// A file of the report takes seconds to make: fetching it, telling how far it is, and handing it over.

for (const downloads of document.querySelectorAll(".downloads")) {
  downloads.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-download]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (!link.hasAttribute("aria-busy")) fetchFile(link, downloads);
  });
}

async function fetchFile(link, downloads) {
  const name = new URL(link.href).pathname.split("/").pop();
  link.setAttribute("aria-busy", "true");
  say(downloads, downloads.dataset.beingMade, name);
  try {
    const response = await fetch(link.href, { cache: "no-store" });
    if (response.redirected || response.status === 401 || response.status === 403) {
      // Signed out meanwhile: the whole page has to say so.
      window.location.reload();
      return;
    }
    if (!response.ok) throw new Error(response.status);
    hand(await response.blob(), name);
    say(downloads, downloads.dataset.made, name);
  } catch {
    say(downloads, downloads.dataset.failed, name);
  }
  link.removeAttribute("aria-busy");
}

function hand(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function say(downloads, words, name) {
  downloads.querySelector(".downloads-state").textContent = words.replace("{file}", name);
}
