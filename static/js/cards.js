// The card of a cited work, beside the citation: <a href="/works/…/" data-card="/works/…/card/?from=…">.
// Without this the link leads to the work's page, as it still does with Ctrl or the middle button.
//
//   click or Enter   opens the card and takes the focus into it; again closes it
//   mouse            opens it after resting HOVER ms on the link; it stays while pointer or focus is on link or card
//   Escape, a press elsewhere, the focus moving on, the link scrolled far away: closes it
//   narrow or touch  the card is a sheet at the foot of the window
//
// The frame with its words is <template id="citecard">; what is in it is fetched from our own server, once a page view.
import { findPlace, findSide } from "./card-place.js";

const HOVER = 300;
const FETCH_AHEAD = 120;
const GRACE = 280;
const PATIENCE = 250;
const USUAL = 440; // pixels: as high as a card is
const LINK = "a[data-card]";
const FOCUSABLE = "a[href], button:not([disabled], [hidden]), summary";
const SHEET = "(width < 40rem), (hover: none)";

/** The address of the fragment of a card. */
export function makeAddress(card) {
  return `${card}${card.includes("?") ? "&" : "?"}fragment=1`;
}

/** Fetches cards and keeps them; what is broken off or fails is fetched again when it is asked for next. */
export function keepCards(fetch) {
  const kept = new Map();
  const read = async (address, signal) => {
    const response = await fetch(address, { signal, credentials: "same-origin" });
    if (!response.ok) throw new Error(`${response.status}: ${address}`);
    return response.text();
  };
  return function ask(address) {
    if (kept.has(address)) return kept.get(address);
    const leave = new AbortController();
    const asked = { isDone: false, stop: () => asked.isDone || (kept.delete(address), leave.abort()) };
    asked.text = read(address, leave.signal).then(
      (text) => ((asked.isDone = true), text),
      (error) => {
        if (kept.get(address) === asked) kept.delete(address);
        throw error;
      },
    );
    asked.text.catch(() => {}); // Who waits for it hears of the failure; nobody may be waiting.
    kept.set(address, asked);
    return asked;
  };
}

/** The element of a card in the text of an answer; null where it is something else. */
function readCard(document, text) {
  const parsed = new document.defaultView.DOMParser().parseFromString(text, "text/html");
  const body = parsed.querySelector(".citecard__body");
  return body && document.importNode(body, true);
}

function loadStyle(document, address) {
  return new Promise((resolve) => {
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    style.addEventListener("load", resolve);
    style.addEventListener("error", resolve);
    document.head.append(style);
  });
}

class Cards {
  constructor(document, { fetch, wait, stop }) {
    Object.assign(this, { document, wait, stop, window: document.defaultView });
    this.ask = keepCards(fetch);
    this.frame = document.getElementById("citecard");
    this.open = null; // { link, card, asked, isPinned, isSheet, watcher }
    this.coming = null; // { link, timers, asked, at }
  }

  start() {
    this.style = loadStyle(this.document, this.frame.dataset.style);
    for (const link of this.document.querySelectorAll(LINK)) {
      link.setAttribute("aria-haspopup", "dialog");
      link.setAttribute("aria-expanded", "false");
      link.removeAttribute("title"); // The tooltip would lie over the card, which says the same.
    }
    const on = (name, act, options) => this.document.addEventListener(name, act.bind(this), options);
    on("pointerover", this.onPointer);
    on("click", this.onClick);
    on("keydown", this.onKey, true);
    on("focusin", this.onFocus);
    on("pointerdown", this.onPress);
    on("pointerup", this.onRelease);
    this.document.documentElement.addEventListener("pointerleave", () => this.leave());
    this.window.addEventListener("resize", () => this.onResize());
    this.window.addEventListener("pagehide", () => this.close());
  }

  // --- the mouse

  onPointer(event) {
    if (event.pointerType !== "mouse") return;
    const link = event.target.closest?.(LINK);
    if (this.open?.card.contains(event.target) || (link && link === this.open?.link)) {
      this.stop(this.closing);
      this.forget();
    } else if (link) {
      this.hover(link, event);
    } else {
      this.leave();
    }
  }

  /** The pointer came to a link: its card opens, if the pointer stays. */
  hover(link, { clientX, clientY }) {
    if (this.open?.isPinned || this.coming?.link === link || this.isNarrow()) return;
    this.leave();
    const asked = this.wait(() => (coming.asked = this.ask(makeAddress(link.dataset.card))), FETCH_AHEAD);
    const shown = this.wait(() => {
      this.coming = null;
      this.show(link, { at: { x: clientX, y: clientY } });
    }, HOVER);
    const coming = (this.coming = { link, timers: [asked, shown], asked: null });
  }

  /** The pointer left: what it waited for does not come, what it opened goes. */
  leave() {
    this.forget();
    if (!this.open || this.open.isPinned) return;
    this.stop(this.closing);
    this.closing = this.wait(() => this.close(), GRACE);
  }

  forget() {
    this.coming?.timers.forEach(this.stop);
    this.coming?.asked?.stop();
    this.coming = null;
  }

  // --- clicks, keys, focus

  onClick(event) {
    const link = event.target.closest?.(LINK);
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (this.open?.link === link && this.open.isPinned) this.close({ backTo: link });
    else this.show(link, { isPinned: true });
  }

  onPress(event) {
    this.pressed = event.target;
    this.forget(); // Who presses wants the link, or its card at once.
  }

  onRelease(event) {
    const isInside = (target) => [this.open.card, this.open.link].some((part) => part.contains(target));
    // Where a press began inside, words in the card are being marked.
    if (this.open && !isInside(event.target) && !isInside(this.pressed)) this.close();
  }

  onKey(event) {
    if (event.key === "Escape") {
      this.forget();
      if (!this.open) return;
      event.preventDefault();
      event.stopPropagation();
      this.close({ backTo: this.holdsFocus() ? this.open.link : null });
    } else if (event.key === "Tab" && this.open) {
      this.onTab(event);
    }
  }

  /** The card stands at the end of the page, and is walked through as if it stood behind its link. */
  onTab(event) {
    const { link, card } = this.open;
    const parts = [...card.querySelectorAll(FOCUSABLE)].filter((part) => part.checkVisibility?.() ?? true);
    const active = this.document.activeElement;
    if (active === link && !event.shiftKey && parts.length) {
      event.preventDefault();
      parts[0].focus();
    } else if (card.contains(active) && event.shiftKey && (active === card || active === parts[0])) {
      event.preventDefault();
      link.focus();
    } else if (card.contains(active) && !event.shiftKey && active === parts.at(-1)) {
      link.focus({ preventScroll: true }); // From there the browser goes on to what follows the link.
    }
  }

  onFocus(event) {
    if (!this.open) return;
    if (this.open.card.contains(event.target)) this.open.isPinned = true;
    else if (event.target !== this.open.link) this.close();
  }

  holdsFocus() {
    return this.open.card.contains(this.document.activeElement) || this.document.activeElement === this.open.link;
  }

  onResize() {
    if (!this.open) return;
    this.open.side = undefined;
    this.place();
  }

  // --- opening and closing

  async show(link, { isPinned = false, at = null } = {}) {
    this.forget();
    if (this.open?.link === link) {
      this.open.isPinned ||= isPinned;
      if (isPinned) this.enter();
      return;
    }
    this.close();
    const card = this.frame.content.firstElementChild.cloneNode(true);
    const asked = this.ask(makeAddress(link.dataset.card));
    const open = (this.open = { link, card, asked, isPinned, at });
    const name = card.querySelector(".citecard__name");
    name.textContent = link.textContent.trim();
    name.lang = link.closest("[lang]")?.lang ?? "";
    card.querySelector(".citecard__close").addEventListener("click", () => this.close({ backTo: link }));
    await this.style;
    // What comes at once is shown at once; only what takes longer says that it is on its way.
    const late = this.wait(() => this.lay(open), PATIENCE);
    try {
      const body = readCard(this.document, await asked.text);
      if (!body) throw new Error(`no card: ${link.dataset.card}`);
      this.fill(open, body);
    } catch {
      this.fail(open);
    }
    this.stop(late);
    this.lay(open);
  }

  fill(open, body) {
    open.card.querySelector(".citecard__content").replaceChildren(body);
  }

  fail({ card, link }) {
    for (const state of card.querySelectorAll("[data-state]")) state.hidden = state.dataset.state !== "failed";
    card.querySelector("[data-state=failed] a").href = link.href;
  }

  /** Brings the card into the page, if it is still the one that is wanted. */
  lay(open) {
    if (this.open !== open) return;
    const { card, link } = open;
    if (!card.isConnected) {
      open.isSheet = this.isNarrow();
      card.classList.toggle("citecard--sheet", open.isSheet);
      this.document.body.append(card);
      link.setAttribute("aria-expanded", "true");
      link.setAttribute("aria-controls", card.id);
      this.watch(open);
    }
    this.place();
    if (open.isPinned) this.enter();
  }

  enter() {
    const { card } = this.open;
    if (card.isConnected && !card.contains(this.document.activeElement)) card.focus({ preventScroll: true });
  }

  /** Closes the card when its link is scrolled far away. */
  watch(open) {
    const { IntersectionObserver } = this.window;
    if (!IntersectionObserver) return;
    const look = ([entry]) => {
      if (!entry.isIntersecting && this.open === open) this.close({ backTo: this.holdsFocus() ? open.link : null });
    };
    open.watcher = new IntersectionObserver(look, { rootMargin: "240px 0px" });
    open.watcher.observe(open.link);
  }

  /** Whether a card is a sheet at the foot of the window: far from its link, so that no pointer could reach it in time. */
  isNarrow() {
    return this.window.matchMedia(SHEET).matches;
  }

  place() {
    const { card, link, at, isSheet } = this.open ?? {};
    if (!card?.isConnected) return;
    const { innerHeight: height, scrollX, scrollY } = this.window;
    const width = this.document.documentElement.clientWidth;
    card.style.removeProperty("max-height");
    const size = { width: card.offsetWidth, height: card.offsetHeight };
    if (isSheet) {
      // The citation is lifted over the sheet that would cover it.
      const covered = link.getBoundingClientRect().bottom - (height - size.height) + 16;
      if (covered > 0) this.window.scrollBy({ top: covered });
      return;
    }
    const lines = [...link.getClientRects()];
    // A card that fills itself later stays on its side.
    this.open.side ??= findSide(lines, card.querySelector(".citecard__body") ? size.height : USUAL, { width, height });
    const place = findPlace(lines, at, this.open.side, size, { width, height });
    card.style.left = `${place.left + scrollX}px`;
    card.style.top = `${place.top + scrollY}px`;
    if (place.room < size.height) card.style.maxHeight = `${place.room}px`;
  }

  close({ backTo = null } = {}) {
    if (!this.open) return;
    const { link, card, asked, watcher } = this.open;
    this.open = null;
    this.stop(this.closing);
    asked.stop();
    watcher?.disconnect();
    backTo?.focus({ preventScroll: true });
    card.remove();
    link.setAttribute("aria-expanded", "false");
    link.removeAttribute("aria-controls");
  }
}

/** Called when pointer or focus first reaches a citation; `clicked` where that was a click, held for us. */
export function start(document, element, { clicked = false, fetch, wait = setTimeout, stop = clearTimeout } = {}) {
  if (!document.getElementById("citecard")) {
    if (clicked) document.defaultView.location.assign(element.href);
    return;
  }
  const ask = fetch ?? ((address, options) => document.defaultView.fetch(address, options));
  // A card has titles in italics, and a font that comes after it is not used for it.
  document.fonts?.load("italic 1em Literata");
  const cards = new Cards(document, { fetch: ask, wait: (...all) => wait(...all), stop: (timer) => stop(timer) });
  cards.start();
  if (clicked) cards.show(element, { isPinned: true });
  else if (element.matches(":hover") && document.defaultView.matchMedia("(hover: hover)").matches) {
    const [{ left, bottom }] = element.getClientRects();
    cards.hover(element, { clientX: left, clientY: bottom });
  }
}
