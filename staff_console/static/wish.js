// A wish is noted in words, for the customer who said it.

import { onSwap } from "./fragment.js";

export function askForWords() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-asks-for]");
    const field = button && document.getElementById(button.dataset.asksFor);
    if (!field || field.value.trim()) return;
    event.preventDefault();
    // Enter then leads to the kind of wish that was begun.
    field.dataset.leaveTo = button.id;
    field.focus();
  });
  onSwap(tellWhose);
}

/** Another customer came while the words were written: say whose wish it is. */
function tellWhose() {
  const of = document.getElementById("wish-of");
  if (!of) return;
  const other = document.getElementById("wish-of-other");
  other.textContent = of.value;
  other.hidden = of.value === "" || of.value === of.getAttribute("value");
}
