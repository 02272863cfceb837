// What every page starts. Each part works on markup that is complete without it, and is fetched when it is needed:
// what a page has (HAS) at once; what a reader must reach for (TOUCHED) when pointer or focus first comes there.
// A module exports start(document); one that is touched is told the element too, since its first event is over by then.
// Names of files are plain strings on one line: in production they become names that browsers keep for a year.
import { startSchemeSwitch } from "./scheme.js";

export const HAS = [
  ["[data-copy]", () => import("./copy.js")],
  [".matrixwrap a[aria-current]", () => import("./matrix.js")],
];

export const TOUCHED = [
  ["form[data-suggestions] input[name=q]", () => import("./suggest.js")],
];

/** Fetches and starts the modules of what `document` has. */
export function startParts(document, parts = HAS) {
  for (const [selector, load] of parts) {
    if (document.querySelector(selector)) load().then((part) => part.start(document));
  }
}

/** Whether a click would follow a link here and now: with another button or key it means something else. */
export function isPlain(event) {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

/**
 * Fetches and starts the module of what is first touched. A plain click on a link whose module is still on its way
 * waits for it, and start() is told { clicked: true }; where no module comes, the link is followed.
 */
export function waitForTouch(document, go, parts = TOUCHED) {
  for (const [selector, load] of parts) {
    let coming = false;
    let clicked = null;
    const leave = new AbortController();
    const fetch = async (element) => {
      let part;
      try {
        part = await load();
      } catch {
        if (clicked) go(clicked.href);
        return;
      } finally {
        leave.abort();
      }
      part.start(document, clicked ?? element, { clicked: clicked !== null });
    };
    const touch = (event) => {
      const element = event.target.closest?.(selector);
      if (!element) return;
      if (event.type === "click" && element.href && isPlain(event)) {
        event.preventDefault();
        clicked = element;
      }
      if (coming) return;
      coming = true;
      fetch(element);
    };
    for (const name of ["pointerover", "focusin", "click"]) document.addEventListener(name, touch, { signal: leave.signal });
    // Who came here with the focus in place has had that event already.
    if (document.activeElement) touch({ type: "focusin", target: document.activeElement });
  }
}

/** Says to those who do not see them that suggestions will come: what a box is, is read out when focus reaches it. */
export function nameBoxes(document) {
  for (const input of document.querySelectorAll("form[data-suggestions] input[name=q]")) {
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) {
      input.setAttribute(name, value);
    }
  }
}

if (globalThis.window?.document) {
  startSchemeSwitch(document, {
    storage: () => window.localStorage,
    query: window.matchMedia("(prefers-color-scheme: dark)"),
  });
  nameBoxes(document);
  startParts(document);
  waitForTouch(document, (address) => window.location.assign(address));
}
