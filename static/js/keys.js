// Keys for pages that hold quotations ([data-walk]): j and k step from one to the next, c copies, / leads to the search
// box, ? opens the help, where all of them can be switched off (WCAG 2.1.4). Fetched when the first of them is pressed.
//
// data-walk is a selector of what is stepped to; without one it is what carries data-step: in a text the mark of a
// quotation, whose note (aria-describedby) has the button that copies. In a list the card has it itself. The words that
// are read out stand in the help (parts/_keys.html).
import { announce } from "./announce.js";

const FIELDS = "input:not([type=radio], [type=checkbox]), textarea, select, dialog[open], [role=listbox], [popover], .citecard";

/** Whether the key is meant for something else: a field, a choice, a window that lies over the page. */
export function isTyping(target) {
  return Boolean(target?.isContentEditable || target?.closest?.(FIELDS));
}

/**
 * The place among `boxes` ({ top, bottom }, in order, relative to the window) to step to; null where there is none.
 * `current` is the place that has the focus, null for none: then the step is from what the reader looks at.
 */
export function findStep(boxes, { current, forward, height }) {
  const seen = current !== null && boxes[current].bottom > 0 && boxes[current].top < height;
  if (seen) {
    const next = current + (forward ? 1 : -1);
    return next >= 0 && next < boxes.length ? next : null;
  }
  const line = height / 4;
  if (forward) {
    const next = boxes.findIndex((box) => box.top >= line - 8 || box.bottom > height * 0.6);
    return next < 0 ? null : next;
  }
  const before = boxes.findLastIndex((box) => box.top < line - 8);
  return before < 0 ? null : before;
}

/** Words with numbers in them: fill("{n} of {total}", { n: 1, total: 2 }). */
export function fill(words, values) {
  return words.replace(/\{(\w+)\}/gu, (all, name) => values[name] ?? all);
}

function findSteps(root) {
  return [...root.querySelectorAll(root.dataset.walk || "[data-step]")].filter((each) => each.getClientRects().length);
}

function findCurrent(document, steps) {
  const at = steps.findIndex((each) => each.contains(document.activeElement));
  return at < 0 ? null : at;
}

function step(root, help, forward) {
  const document = root.ownerDocument;
  const window = document.defaultView;
  const steps = findSteps(root);
  const boxes = steps.map((each) => each.getBoundingClientRect());
  const at = findStep(boxes, { current: findCurrent(document, steps), forward, height: window.innerHeight });
  if (at === null) {
    announce(help.dataset.noMore);
    return;
  }
  const target = steps[at];
  target.tabIndex = -1;
  target.focus({ preventScroll: true, focusVisible: true });
  const isTall = boxes[at].bottom - boxes[at].top > window.innerHeight * 0.6;
  target.scrollIntoView({ block: isTall ? "start" : "center" });
  announce([fill(help.dataset.place, { n: at + 1, total: steps.length }), target.dataset.step].filter(Boolean).join(": "));
}

function copy(root, help) {
  const document = root.ownerDocument;
  const steps = findSteps(root);
  const at = findCurrent(document, steps);
  const target = at === null ? null : steps[at];
  const holder = document.getElementById(target?.getAttribute("aria-describedby")) ?? target;
  // A note may be about several quotations of one speaker: a button for each.
  const button =
    holder?.querySelector(`[data-copy="#cited-${target?.id.slice(2)}"]`) ?? holder?.querySelector("[data-copy]") ?? findPassageLink(root, target);
  if (button) button.click();
  else copyAddress(holder?.querySelector("a[href]"), help);
}

/** The link of the passage that `target` stands in, else of the first one that begins in the window. */
function findPassageLink(root, target) {
  const passages = target ? [target.closest(".passage")] : [...root.querySelectorAll(".passage")];
  return passages.find((each) => each?.getBoundingClientRect().bottom > 80)?.querySelector(".passage__link");
}

async function copyAddress(link, help) {
  if (!link) return;
  await help.ownerDocument.defaultView.navigator.clipboard?.writeText(link.href);
  announce(help.dataset.linkCopied);
}

function search(root) {
  const document = root.ownerDocument;
  const field = root.querySelector("[data-walk-search]") ?? document.querySelector("main input[type=search], input[name=q]");
  const fold = field?.closest("details:not([open])");
  if (fold && !field.getClientRects().length) fold.open = true;
  field?.focus();
  field?.select();
}

function openHelp(help) {
  if (!help.open) help.showModal();
}

/** Starts the keys of the page. `event` is the key that had them fetched, or the press of a button for help. */
export function start(document, event) {
  const root = document.querySelector("[data-walk]");
  const help = document.getElementById("keys");
  if (!root || !help) return;
  const html = document.documentElement;
  const isOff = () => html.getAttribute("data-keys") === "off";
  const acts = {
    j: () => step(root, help, true),
    k: () => step(root, help, false),
    c: () => copy(root, help),
    "/": () => search(root),
    "?": () => openHelp(help),
  };
  const press = (pressed) => {
    if (isOff() || pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.isComposing) return;
    const act = Object.hasOwn(acts, pressed.key) ? acts[pressed.key] : null;
    if (!act || isTyping(pressed.target)) return;
    pressed.preventDefault();
    act();
  };
  const choice = help.querySelector("input[name=keys]");
  choice.checked = !isOff();
  choice.addEventListener("change", () => {
    html.setAttribute("data-keys", choice.checked ? "on" : "off");
    try {
      document.defaultView.localStorage.setItem("keys", choice.checked ? "on" : "off");
    } catch {
      // Storage is closed to us: the choice holds for this page only.
    }
  });
  help.addEventListener("click", (pressed) => {
    if (pressed.target === help) help.close();
  });
  document.addEventListener("keydown", press);
  document.addEventListener("click", (pressed) => {
    if (pressed.target.closest?.("[data-walk-help]")) openHelp(help);
  });
  if (event?.type === "keydown") press(event);
  else if (event) openHelp(help);
}
