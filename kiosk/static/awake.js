// A screen that stands for itself must not go dark: the browser is asked for it, where it knows how.

async function stayAwake() {
  if (document.hidden || !navigator.wakeLock) return;
  try {
    await navigator.wakeLock.request("screen");
  } catch {
    // The machine spares its battery; it is asked again when the page is seen again.
  }
}

document.addEventListener("visibilitychange", stayAwake);
stayAwake();
