// Light or dark is one choice for the public pages and the admin: what was chosen there holds here, before anything is
// drawn. Django's own switch keeps its choice under another name.
(() => {
  try {
    localStorage.setItem("theme", localStorage.getItem("scheme") ?? "auto");
  } catch {
    // Storage is closed to us: the page follows the system.
  }
})();
