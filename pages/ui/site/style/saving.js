// The two buttons of 'Bewaren of delen' (pages/ui/site/saving.py). One listener for the whole page: the buttons come and
// go with every rerun. Where the browser keeps the clipboard to itself the link is selected, so that copying by hand
// is one step.
document.addEventListener("click", async (event) => {
  const button = event.target.closest(".ew-kopieer, .ew-druk");
  if (!button) return;
  if (button.matches(".ew-druk")) return window.print();
  const block = button.closest(".ew-delen");
  const field = block.querySelector("input"), said = block.querySelector(".ew-gezegd");
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = said.dataset.gelukt;
  } catch {
    said.textContent = said.dataset.mislukt;
  }
});
