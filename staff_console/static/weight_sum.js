// Shows the sum of the weights that bring points while they are typed; what it must be comes from the server.

const output = document.getElementById("weight-sum");

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-weight], [data-kind]")) return;
  const rows = [...document.querySelectorAll("tr:has([data-weight])")];
  const bringing = rows.filter((row) => row.querySelector("[data-kind]").value === "points");
  const weights = bringing.map((row) => Number.parseInt(row.querySelector("[data-weight]").value, 10) || 0);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  output.textContent = sum;
  output.classList.toggle("is-off", bringing.length > 0 && sum !== Number(output.dataset.whole));
});
