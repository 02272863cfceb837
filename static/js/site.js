// What every page starts. Each part works on markup that is complete without it, and is fetched when it is needed:
// what a page has (HAS) at once; what a reader must reach for (TOUCHED) when pointer or focus first comes there.
// A module exports start(document); one that is touched is told the element too, since its first event is over by then.
// Names of files are plain strings on one line: in production they become names that browsers keep for a year.
import { startSchemeSwitch } from "./scheme.js";

export const HAS = [
  ["[data-reading]", () => import("./reading.js")],
  [".matrixwrap a[aria-current]", () => import("./matrix.js")],
];

export const TOUCHED = [
  ["[data-copy]", () => import("./copy.js")],
  ["form[data-suggestions] input[name=q]", () => import("./suggest.js")],
  ["a[data-card]", () => import("./cards.js")],
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
 * Fetches and starts the module of what is first touched. A plain click on a link or button whose module is
 * still on its way waits for it, and start() is told { clicked: true }; where no module comes, a link is followed.
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
        if (clicked?.href) go(clicked.href);
        return;
      } finally {
        leave.abort();
      }
      part.start(document, clicked ?? element, { clicked: clicked !== null });
    };
    const touch = (event) => {
      const element = event.target.closest?.(selector);
      if (!element) return;
      if (event.type === "click" && (element.href || element.localName === "button") && isPlain(event)) {
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

/** Fetches what single keys do on a page of quotations, when the first of them, or the button for help, is pressed. */
export function waitForKeys(document, load = () => import("./keys.js")) {
  if (!document.querySelector("[data-walk]")) return;
  const leave = new AbortController();
  const listen = (event) => {
    const { target } = event;
    if (event.type === "click" && !target.closest?.("[data-walk-help]")) return;
    if (event.type === "keydown") {
      if (!"jkc/?".includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.documentElement.dataset.keys === "off" || target.closest?.("input, textarea, select")) return;
      if (event.key === "/") event.preventDefault(); // Firefox would search the page.
    }
    leave.abort();
    load().then((part) => part.start(document, event));
  };
  for (const name of ["keydown", "click"]) document.addEventListener(name, listen, { signal: leave.signal });
}

/** Says to those who do not see them that suggestions will come: what a box is, is read out when focus reaches it. */
export function nameBoxes(document) {
  for (const input of document.querySelectorAll("form[data-suggestions] input[name=q]")) {
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) {
      input.setAttribute(name, value);
    }
  }
}

/** Opens a row of tabs that scrolls at the chosen one, in browsers that do not do so of themselves. */
export function showChosenTab(document) {
  const tab = document.querySelector(".tabs [aria-current]");
  const row = tab?.closest("ul");
  if (!row || row.scrollLeft) return;
  const beyond = tab.getBoundingClientRect().right - row.getBoundingClientRect().right;
  if (beyond > 0) row.scrollLeft = beyond + row.clientWidth / 3;
}

if (globalThis.window?.document) {
  startSchemeSwitch(document, { storage: () => window.localStorage });
  nameBoxes(document);
  startParts(document);
  waitForTouch(document, (address) => window.location.assign(address));
  waitForKeys(document);
  showChosenTab(document);
}
