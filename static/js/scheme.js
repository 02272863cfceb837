// Light or dark: what the reader chose, else what the system asks for. Logic first, the page's own at the end.

/** The scheme in force: "light" or "dark". */
export function findScheme({ chosen, systemIsDark }) {
  if (chosen === "light" || chosen === "dark") return chosen;
  return systemIsDark ? "dark" : "light";
}

/** The scheme that the switch leads to. */
export function findOther(scheme) {
  return scheme === "dark" ? "light" : "dark";
}

/** Brings the switch to life; without this module it stays hidden and the page follows the system. */
export function startSchemeSwitch(document, { storage, query }) {
  const button = document.querySelector("[data-scheme-switch]");
  if (!button) return;
  const root = document.documentElement;
  const current = () => findScheme({ chosen: root.dataset.scheme, systemIsDark: query.matches });
  const label = () => {
    button.textContent = current() === "dark" ? button.dataset.toLight : button.dataset.toDark;
  };
  button.addEventListener("click", () => {
    root.dataset.scheme = findOther(current());
    try {
      storage()?.setItem("scheme", root.dataset.scheme);
    } catch {
      // Storage is closed to us: the choice holds for this page only.
    }
    label();
  });
  query.addEventListener("change", label);
  label();
  button.hidden = false;
}
