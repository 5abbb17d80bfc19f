// What was typed last goes along in what is saved and to the next page, and a form leads on to its next part.
(() => {
  const WAITS = "[data-testid=stDownloadButton] button, a[download], a[data-testid=stPageLink-NavLink]";
  const GRACE_MS = 500, LONGEST_MS = 30000; // until the framework says that it works; until a click goes on regardless
  const busy = () => document.querySelector("[data-testid=stApp]")?.getAttribute("data-test-script-state") !== "notRunning";

  // A field hands over its text when it is left, and the page needs a moment to work that in.
  let typed = false, left = -Infinity;
  document.addEventListener("input", () => { typed = true; }, true);
  document.addEventListener("focusout", () => {
    if (typed) left = performance.now();
    typed = false;
  }, true);

  function whenWorkedIn(act) {
    const asked = performance.now();
    let worked = false;
    const look = () => {
      const waited = performance.now() - asked;
      worked ||= busy();
      if ((!busy() && (worked || waited > GRACE_MS)) || waited > LONGEST_MS) return setTimeout(act, 100);
      setTimeout(look, 50);
    };
    look();
  }

  // Who leaves a field by the button that saves gets the file with that text in it, not the one of before; and who
  // leaves it by the menu finds the text when he comes back.
  let goesOn = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(WAITS);
    if (!button || goesOn || (!busy() && performance.now() - left > GRACE_MS)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const alike = () => [...document.querySelectorAll(WAITS)].filter((each) => each.textContent === button.textContent);
    const place = alike().indexOf(button);
    whenWorkedIn(() => {
      goesOn = true;
      (button.isConnected ? button : alike()[place])?.click();
      goesOn = false;
    });
  }, true);

  // The next part of a form stands above the button that asks for it (pages/ui/forms).
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".st-key-formulier_verder button")) return;
    whenWorkedIn(() => {
      const heading = document.querySelector(".ew-formulierdeel h3");
      if (!heading) return;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      heading.scrollIntoView();
    });
  }, true);
})();
