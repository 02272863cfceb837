// Light, dark or as the device asks: three states, and the page follows the device until the reader chooses.

export const CHOICES = ["auto", "light", "dark"];

/** The choice in force: what stands on <html>, else "auto". */
export function findChoice(root) {
  return CHOICES.includes(root.dataset.scheme) ? root.dataset.scheme : "auto";
}

/** Puts a choice into force on the page: its colours, and those of the browser's own frame. */
export function chooseScheme(document, choice) {
  const root = document.documentElement;
  if (choice === "auto") delete root.dataset.scheme;
  else root.dataset.scheme = choice;
  for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
    meta.dataset.media ??= meta.media;
    const isIts = meta.dataset.media.includes(choice);
    meta.media = choice === "auto" ? meta.dataset.media : isIts ? "all" : "not all";
  }
}

/** Brings the three buttons to life; without this module they are not shown and the page follows the device. */
export function startSchemeSwitch(document, { storage }) {
  const buttons = [...document.querySelectorAll("[data-scheme-choice]")];
  const show = (choice) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.schemeChoice === choice));
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const choice = button.dataset.schemeChoice;
      chooseScheme(document, choice);
      show(choice);
      try {
        if (choice === "auto") storage()?.removeItem("scheme");
        else storage()?.setItem("scheme", choice);
      } catch {
        // Storage is closed to us: the choice holds for this page only.
      }
    });
  }
  const choice = findChoice(document.documentElement);
  if (choice !== "auto") chooseScheme(document, choice);
  show(choice);
}
