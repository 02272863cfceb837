// Buttons that copy: <button data-copy="#id-of-element" data-copied="Copied" hidden>Copy</button>.
// Hidden until this runs, because without script they could do nothing; the text itself is there to be marked.

/** The words that `element` holds, as one would paste them. */
export function readText(element) {
  return (element.value ?? element.textContent ?? "").replace(/\s+/gu, " ").trim();
}

export function startCopying(document, navigator, later = setTimeout) {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    const source = document.querySelector(button.dataset.copy);
    if (!source) continue;
    const label = button.textContent;
    button.setAttribute("aria-live", "polite");
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(readText(source));
      button.textContent = button.dataset.copied;
      later(() => {
        button.textContent = label;
      }, 2000);
    });
  }
}

export function start(document) {
  startCopying(document, window.navigator);
}
