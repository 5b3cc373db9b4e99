// What is written down during a visit opens beside the desk: the desk stays, and its times run on.

const WIDTH = 720;
const NAME = "storeops-beside";

export function openBeside() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-beside]");
    if (!link) return;
    const { availWidth, availHeight } = window.screen;
    const features = `popup,width=${WIDTH},height=${availHeight},left=${availWidth - WIDTH},top=0`;
    const beside = window.open(link.href, NAME, features);
    // A browser that opens no window of its own opens the link as it says itself: in another tab.
    if (!beside) return;
    event.preventDefault();
    beside.focus();
  });
}
