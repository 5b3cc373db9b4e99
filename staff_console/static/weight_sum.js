// Shows the sum of the weights while they are typed; what it must be comes from the server.

const output = document.getElementById("weight-sum");

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-weight]")) return;
  const weights = [...document.querySelectorAll("[data-weight]")].map((input) => Number.parseInt(input.value, 10) || 0);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  output.textContent = sum;
  output.classList.toggle("is-off", sum !== Number(output.dataset.whole));
});
