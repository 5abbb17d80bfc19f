// What the page does in the browser besides Streamlit: the framework's own words in Dutch (pages/ui/site/framework.py),
// and a word at a table that is wider than its place (pages/ui/parts/tables_html.py).
(() => {
  const words = __WORDS__;
  const patterns = Object.entries(__PATTERNS__).map(([from, to]) => [new RegExp(from), to]);
  const labels = ["aria-label", "title", "placeholder"];
  const OURS = ".stHtml, [role=option][data-key], input, textarea, script, style";

  function dutch(text) {
    const bare = text.trim();
    if (!bare) return null;
    if (Object.hasOwn(words, bare)) return words[bare];
    const found = patterns.find(([from]) => from.test(bare));
    return found ? bare.replace(found[0], found[1]) : null;
  }

  function sayText(node) {
    const holder = node.parentElement;
    if (!holder || holder.closest(OURS)) return;
    const said = dutch(node.nodeValue);
    if (said === null || said === node.nodeValue) return;
    node.nodeValue = said;
    if (!said) (holder.closest("pre")?.parentElement ?? holder).style.display = "none";
  }

  function sayLabels(element) {
    for (const label of labels) {
      const value = element.getAttribute(label);
      const said = value ? dutch(value) : null;
      if (said && said !== value) element.setAttribute(label, said);
    }
  }

  function say(root) {
    if (root.nodeType === Node.TEXT_NODE) return sayText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    sayLabels(root);
    for (const element of root.querySelectorAll("[aria-label], [title], [placeholder]")) sayLabels(element);
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) sayText(texts.currentNode);
  }

  const wider = (frame) => frame.classList.toggle("ew-schuift", frame.scrollWidth > frame.clientWidth + 2);
  const resized = new ResizeObserver((all) => all.forEach((each) => wider(each.target)));

  function tables(root) {
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    for (const frame of root.querySelectorAll(".ew-tabel")) resized.observe(frame);
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") sayLabels(change.target);
      else if (change.type === "characterData") sayText(change.target);
      for (const added of change.addedNodes) {
        say(added);
        tables(added);
      }
    }
  }).observe(document.documentElement, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: labels,
  });
})();
