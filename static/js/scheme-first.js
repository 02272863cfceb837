// Runs before anything is drawn, so that nothing jumps: a reader who chose the dark page never sees the light one flash,
// and a text has the size it was given. A classic script on purpose: modules wait for the whole document.
// What is chosen is kept by scheme.js (colours), reading.js (text size, marks) and keys.js (keys).
(() => {
  const html = document.documentElement;
  const choices = {
    scheme: ["light", "dark"],
    "text-size": ["0", "1", "2", "3"],
    marks: ["off", "few", "all"],
    keys: ["on", "off"],
  };
  // What needs a script (.needs-script) has its place from the first paint, and nowhere else.
  html.dataset.script = "";
  try {
    for (const [name, allowed] of Object.entries(choices)) {
      const chosen = localStorage.getItem(name);
      if (allowed.includes(chosen)) html.setAttribute(`data-${name}`, chosen);
    }
  } catch {
    // Storage is closed to us: the page follows the system.
  }
})();
