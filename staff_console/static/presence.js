// Whoever works on an open page is there, though the page asks for nothing: the server is told, once a minute at most.
// Where nobody was for as long as a session lasts without a hand, the page asks whether it has ended, and then goes.

const EVERY_MILLISECONDS = 60000;

const { presence, token, account, idleSeconds } = document.querySelector("script[data-presence]").dataset;
let told = Date.now();
let touched = Date.now();

function tell() {
  touched = Date.now();
  if (Date.now() - told < EVERY_MILLISECONDS) return;
  told = Date.now();
  // A lost message is no matter: the next key or touch sends another.
  fetch(presence, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => {});
}

for (const sign of ["pointerdown", "keydown", "wheel"]) document.addEventListener(sign, tell, { passive: true });

async function leaveIfEnded() {
  if (Date.now() - touched < idleSeconds * 1000) return;
  // As a fragment it does not count as being there; the session may go on in another tab, or at an open counter.
  const answer = await fetch(account, { headers: { "X-Fragment": "1" }, cache: "no-store" }).catch(() => null);
  if (answer?.status !== 401) return;
  document.body.replaceChildren();
  window.location.reload();
}

setInterval(leaveIfEnded, EVERY_MILLISECONDS);
