// Whoever speaks to the machine, or types by accident, may switch the letters off; the browser remembers it.

const KEPT = "storeops.shortcuts";

export const areOn = () => window.localStorage.getItem(KEPT) !== "off";

export function showSwitch() {
  const control = document.getElementById("shortcut-switch");
  const show = () => {
    control.hidden = false;
    control.setAttribute("aria-pressed", String(areOn()));
    control.textContent = areOn() ? control.dataset.on : control.dataset.off;
    document.body.classList.toggle("without-shortcuts", !areOn());
  };
  control.addEventListener("click", () => {
    window.localStorage.setItem(KEPT, areOn() ? "off" : "on");
    show();
  });
  show();
}
