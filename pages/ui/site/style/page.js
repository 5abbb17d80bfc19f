// What the page does in the browser besides Streamlit: the framework's own words in Dutch (pages/ui/site/serving/framework.py),
// a word at a table that is wider than its place (pages/ui/parts/tables_html.py), small drawings with words
// (pages/ui/charts/inline), and the keyboard into a popover.
(() => {
  const words = __WORDS__;
  const patterns = Object.entries(__PATTERNS__).map(([from, to]) => [new RegExp(from), to]);
  const labels = ["aria-label", "title", "placeholder"];
  const OURS = ".stHtml, [role=option][data-key]:not([data-key^=__select_], [data-key=__creatable__]), input, textarea, script, style";

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

  // Boxes to tick are one question: a screen reader hears which (pages/ui/forms).
  function questions(root) {
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    for (const said of root.querySelectorAll(".ew-groepsvraag")) {
      const holder = said.closest('[class*="st-key-vraag_"]');
      holder?.setAttribute("role", "group");
      holder?.setAttribute("aria-label", said.textContent);
    }
  }

  // A drawing that is an image cannot use the letter of the page: where it has words it becomes part of the page.
  function drawings(root) {
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    for (const image of root.querySelectorAll("img.ew-met-woorden")) {
      const bytes = Uint8Array.from(atob(image.src.split(",")[1]), (each) => each.charCodeAt(0));
      const drawn = new DOMParser().parseFromString(new TextDecoder().decode(bytes), "image/svg+xml").documentElement;
      drawn.setAttribute("class", image.className);
      drawn.setAttribute("role", "img");
      drawn.setAttribute("aria-label", image.alt);
      image.replaceWith(document.adoptNode(drawn));
    }
  }

  // A browser breaks 's-Hertogenbosch and 2022-2023 after the hyphen: such a name and such years stay on one line. Only in
  // what Streamlit does not redraw; a field to copy from would lose what is no text of its own.
  const HEEL = /('[a-z]-[^\s,.;:)]+|\b\d{4}-\d{4}\b)/;
  function names(root) {
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = [];
    while (texts.nextNode()) if (HEEL.test(texts.currentNode.nodeValue)) found.push(texts.currentNode);
    for (const text of found) {
      if (!text.parentElement.closest(".stHtml") || text.parentElement.closest("svg, script, style, textarea, .ew-heel")) continue;
      const pieces = text.nodeValue.split(HEEL);
      text.replaceWith(...pieces.map((piece, n) => {
        if (n % 2 === 0) return piece;
        return Object.assign(document.createElement("span"), { className: "ew-heel", textContent: piece });
      }));
    }
  }

  // *Over* puts the part that a link names on top: who followed it at the foot of *Over* itself is taken there too.
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("a[href*='deel=']")) event.target.closest("main")?.scrollTo({ top: 0 });
  });

  // A popover stands at the end of the document: who opens one with the keyboard goes in at once (Escape leads back).
  let goesIn = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[aria-haspopup=dialog]");
    if (button) goesIn = event.detail === 0 && button.getAttribute("aria-expanded") !== "true";
  }, true);

  function enter(root) {
    if (!goesIn || root.nodeType !== Node.ELEMENT_NODE) return;
    const holder = root.closest("[role=dialog]") ?? root.querySelector("[role=dialog]");
    const first = holder?.querySelector("input, button, a[href]");
    if (!first) return;
    goesIn = false;
    requestAnimationFrame(() => first.focus());
  }

  // The button that opens the menu goes away for the one that closes it: who used the keyboard goes on from there.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[aria-controls=stSidebar]");
    if (!button || event.detail !== 0) return;
    const was = button.getAttribute("aria-expanded");
    const look = (tries) => {
      const other = document.querySelector(`[aria-controls=stSidebar]:not([aria-expanded=${was}])`);
      other?.focus();
      if (tries > 0 && (!other || document.activeElement !== other)) requestAnimationFrame(() => look(tries - 1));
    };
    requestAnimationFrame(() => look(60));
  }, true);

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") sayLabels(change.target);
      else if (change.type === "characterData") sayText(change.target);
      for (const added of change.addedNodes) {
        say(added);
        tables(added);
        drawings(added);
        names(added);
        questions(added);
        enter(added);
      }
    }
  }).observe(document.documentElement, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: labels,
  });
})();
