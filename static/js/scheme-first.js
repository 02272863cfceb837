// Runs before anything is drawn, so that a reader who chose the dark page never sees the light one flash.
// A classic script on purpose: modules wait for the whole document. The switch itself is in scheme.js.
(() => {
  // What needs a script (.needs-script) has its place from the first paint, and nowhere else.
  document.documentElement.dataset.script = "";
  try {
    const chosen = localStorage.getItem("scheme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.scheme = chosen;
  } catch {
    // Storage is closed to us: the page follows the system.
  }
})();
