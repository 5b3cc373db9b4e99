// Whoever works on an open page is there, though the page asks for nothing: the server is told, once a minute at most.

const EVERY_MILLISECONDS = 60000;

const { presence, token } = document.querySelector("script[data-presence]").dataset;
let told = Date.now();

function tell() {
  if (Date.now() - told < EVERY_MILLISECONDS) return;
  told = Date.now();
  // A lost message is no matter: the next key or touch sends another.
  fetch(presence, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => {});
}

for (const sign of ["pointerdown", "keydown", "wheel"]) document.addEventListener(sign, tell, { passive: true });
