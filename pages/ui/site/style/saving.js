// The two buttons of 'Bewaren of delen' (pages/ui/site/saving.py), and the one of 'Op uw website zetten' (embedding.py). One listener for the whole page: the buttons come and
// go with every rerun. Where the browser keeps the clipboard to itself the link is selected, so that copying by hand
// is one step.
document.addEventListener("click", async (event) => {
  const button = event.target.closest(".ew-kopieer, .ew-druk");
  if (!button) return;
  const block = button.closest(".ew-delen");
  if (button.matches(".ew-druk")) return printWhole(block.querySelector(".ew-gezegd"));
  const field = block.querySelector("input, textarea"), said = block.querySelector(".ew-gezegd");
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = said.dataset.gelukt;
  } catch {
    said.textContent = said.dataset.mislukt;
  }
});

// The charts of the printed page are only fetched when somebody prints: the server draws them for that. The browser does
// not wait for them long, so the button and Ctrl+P do; a chart that cannot be fetched holds up nothing.
async function printWhole(said) {
  const charts = [...document.querySelectorAll(".ew-op-papier img")];
  const waited = charts.filter((chart) => !chart.complete).map((chart) => new Promise((done) => {
    chart.addEventListener("load", done, { once: true });
    chart.addEventListener("error", done, { once: true });
    chart.loading = "eager";
  }));
  if (said && waited.length) said.textContent = said.dataset.wacht;
  const longest = new Promise((done) => setTimeout(done, 15000));
  await Promise.race([Promise.all(waited), longest]);
  if (said) said.textContent = "";
  window.print();
}
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  printWhole(null);
});
