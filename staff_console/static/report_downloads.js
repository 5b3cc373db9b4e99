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
    const response = await made(link.href, (sentence) => say(downloads, `${downloads.dataset.beingMade} ${sentence}`, name));
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

// The answer once the file is made; until then the server tells how far it is, and takes the next asking as a wish to wait.
async function made(href, tell) {
  const address = new URL(href);
  for (;;) {
    const response = await fetch(address, { cache: "no-store", headers: { Prefer: "respond-async" } });
    if (response.status !== 202) return response;
    const { made: order, sentence } = await response.json();
    address.searchParams.set("made", order);
    tell(sentence);
  }
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
