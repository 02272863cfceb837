// The bar at the top: what is open closes by Escape and by a click beside it; light or dark holds for the public pages too.

const account = document.querySelector(".account");

/** Closes the list of the account; the keyboard goes back to what opened it. */
function close({ andReturn = false } = {}) {
  if (!account?.open) return;
  account.open = false;
  if (andReturn) account.querySelector("summary").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close({ andReturn: account?.contains(document.activeElement) });
});
document.addEventListener("click", (event) => {
  if (!account?.contains(event.target)) close();
});

// Django's switch sets `data-theme`; the public pages read `scheme`.
new MutationObserver(() => {
  const { theme } = document.documentElement.dataset;
  try {
    if (theme === "light" || theme === "dark") localStorage.setItem("scheme", theme);
    else localStorage.removeItem("scheme");
  } catch {
    // Storage is closed to us: the choice holds for this page only.
  }
}).observe(document.documentElement, { attributeFilter: ["data-theme"] });
