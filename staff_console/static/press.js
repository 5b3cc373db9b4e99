// Whether a finger or a mouse button is down: what is pressed must stay where it is until it is let go.

let isDown = false;

document.addEventListener("pointerdown", () => (isDown = true), true);
// A menu, a drag or another window takes the pointer without telling that it was let go.
for (const end of ["pointerup", "pointercancel", "contextmenu", "dragend"]) {
  document.addEventListener(end, letGo, true);
}
addEventListener("blur", letGo);

function letGo() {
  isDown = false;
}

export const isHeld = () => isDown;
