// The text of a chapter (.reading): notes level with their lines, where the reader is, how the text looks, and links to
// passages that are copied. All of it is there without: notes fold out below their passage, links are links.
const GAP = 14;
const NEAREST = 12;

// --- notes -------------------------------------------------------------------------------------------------------

/**
 * Where notes stand: each as near to where it is wanted as the one above lets it, none past `end` where there is room
 * for all before it. `notes` are { top, height } from top to bottom; the answer is a top for each.
 */
export function placeNotes(notes, { gap = GAP, end = Infinity } = {}) {
  const tops = [];
  let free = -Infinity;
  for (const { top, height } of notes) {
    tops.push(Math.max(top, free));
    free = tops.at(-1) + height + gap;
  }
  // The last ones go up again where they would hang out below, as far as those above leave room.
  const needed = notes.reduce((sum, { height }) => sum + height + gap, -gap);
  let limit = Math.max(end, needed);
  for (let at = notes.length - 1; at >= 0; at -= 1) {
    const highest = limit - notes[at].height;
    if (tops[at] <= highest) break;
    tops[at] = highest;
    limit = highest - gap;
  }
  return tops;
}

function isBeside(note) {
  return note.ownerDocument.defaultView.getComputedStyle(note).position === "absolute";
}

/** Sets the notes level with the line that each is about. Reads everything first, then writes: one layout. */
export function layNotes(root) {
  const text = root.querySelector(".reading__text");
  const notes = [...root.querySelectorAll(".note")].filter((note) => note.offsetParent !== null);
  if (!notes.length || !isBeside(notes[0])) {
    for (const note of root.querySelectorAll(".note")) note.style.transform = "";
    text.style.minHeight = "";
    return;
  }
  const start = text.getBoundingClientRect().top;
  const last = root.querySelector(".reading__text > .neighbours:last-child");
  const end = (last ? last.getBoundingClientRect().top : text.getBoundingClientRect().bottom) - start;
  const rows = notes.map((note) => {
    const passage = note.closest(".passage").getBoundingClientRect().top - start;
    const mark = note.id && root.querySelector(`[aria-describedby="${note.id}"]`);
    const line = mark ? mark.getClientRects()[0] : null;
    return { note, passage, top: line ? line.top - start : passage, height: note.offsetHeight };
  });
  const tops = placeNotes(rows, { end });
  rows.forEach(({ note, passage }, at) => {
    note.style.transform = `translateY(${Math.round(tops[at] - passage)}px)`;
  });
  // A short text with much beside it is as long as what is beside it.
  text.style.minHeight = `${Math.ceil(tops.at(-1) + rows.at(-1).height)}px`;
  text.classList.add("is-placed");
}

function startNotes(root, window) {
  let waiting = 0;
  const again = () => {
    window.cancelAnimationFrame(waiting);
    waiting = window.requestAnimationFrame(() => layNotes(root));
  };
  layNotes(root);
  new window.ResizeObserver(again).observe(root.querySelector(".reading__text"));
  root.ownerDocument.fonts?.ready.then(again);
  root.addEventListener("reading-changed", again);
  for (const [name, isLit] of [["pointerover", true], ["pointerout", false]]) {
    root.addEventListener(name, (event) => light(root, event.target, isLit));
  }
}

/** A quotation and its note are lit together. */
function light(root, target, isLit) {
  const note = target.closest?.(".note[id]");
  const mark = target.closest?.(".said[aria-describedby]");
  const id = note?.id ?? mark?.getAttribute("aria-describedby");
  if (!id) return;
  for (const each of root.querySelectorAll(`.said[aria-describedby="${id}"]`)) each.classList.toggle("is-lit", isLit && !mark);
  root.querySelector(`#${id}`)?.classList.toggle("is-lit", isLit && !note);
}

// --- where the reader is --------------------------------------------------------------------------------------------

/** The last of `places` that has been passed; null before the first. */
export function findLast(places, passed) {
  return places.reduce((last, place) => (passed.has(place) ? place : last), null);
}

function startPlace(root, window) {
  const document = root.ownerDocument;
  const links = new Map([...root.querySelectorAll("a[data-section]")].map((link) => [link.dataset.section, link]));
  const chapter = root.querySelector("a[aria-current=page]");
  if (chapter) links.set(root.querySelector(".reading__section")?.id, chapter);
  const headings = [...root.querySelectorAll(".reading__heading")];
  const pages = [...root.querySelectorAll("[data-page]")];
  const here = root.querySelector("[data-here]");
  const page = root.querySelector("[data-here-page]");
  const passed = new Set();
  let shown = null;

  const show = () => {
    const heading = findLast(headings, passed);
    const printed = findLast(pages, passed);
    const sign = printed?.matches(".passage__page--inferred") ? "~" : "";
    page.textContent = printed ? sign + printed.textContent.trim() : "";
    if (heading === shown) return;
    shown = heading;
    here.textContent = heading ? heading.textContent.trim().replace(/\s+/gu, " ") : "";
    const current = heading && links.get(heading.closest("section").id);
    for (const link of links.values()) {
      if (link !== chapter) link.removeAttribute("aria-current");
    }
    if (!current) return;
    if (current !== chapter) current.setAttribute("aria-current", "true");
    keepInView(root.querySelector("[data-side]"), current);
  };

  // Whatever lies above where a jump ends has been passed: no scrolling is listened to, nothing measured.
  const watch = new window.IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) passed[isIntersecting ? "add" : "delete"](target);
      show();
    },
    { root: document, rootMargin: "9999999px 0px -82% 0px" },
  );
  for (const each of [...headings, ...pages]) watch.observe(each);
}

/** Scrolls the contents, not the page, so far that `link` is seen. */
function keepInView(box, link) {
  if (!box || box.scrollHeight <= box.clientHeight) return;
  const [outer, inner] = [box.getBoundingClientRect(), link.getBoundingClientRect()];
  const room = outer.height / 5;
  if (inner.top < outer.top + room) box.scrollTop += inner.top - outer.top - room;
  else if (inner.bottom > outer.bottom - room) box.scrollTop += inner.bottom - outer.bottom + room;
}

/** A click on a strip of ticks leads to the quotation whose tick is nearest, as the link leads to the section. */
export function findTick(x, { step, n }) {
  const at = Math.round((x - 1) / step);
  return at >= 0 && at < n && Math.abs(at * step + 1 - x) <= NEAREST ? at : null;
}

function startTicks(root) {
  root.addEventListener("click", (event) => {
    const strip = event.target.closest?.(".strip");
    const link = strip?.closest("a[data-section]");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const section = root.ownerDocument.getElementById(link.dataset.section);
    const marks = section ? [...section.querySelectorAll(".said[data-step]")] : [];
    const x = event.clientX - strip.getBoundingClientRect().left;
    const at = findTick(x, { step: Number(strip.dataset.stepWidth), n: marks.length });
    if (at === null) return;
    event.preventDefault();
    root.ownerDocument.defaultView.location.hash = marks[at].id;
  });
}

// --- links to passages ----------------------------------------------------------------------------------------------

/** The whole address of a place on this page, without what the reader asked for. */
export function addressOf(hash, { origin, pathname }) {
  return `${origin}${pathname}${hash}`;
}

function startLinks(root, { clipboard, location, history, later }) {
  if (!clipboard) return;
  root.addEventListener("click", async (event) => {
    const link = event.target.closest?.(".passage__link");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const hash = link.getAttribute("href");
    try {
      await clipboard.writeText(addressOf(hash, location));
    } catch {
      location.hash = hash; // Not allowed to copy: then it is the link that it was.
      return;
    }
    history.replaceState(history.state, "", hash);
    link.classList.add("has-copied");
    link.textContent = "✓";
    import("./announce.js").then(({ announce }) => announce(root.dataset.linkCopied));
    later(() => {
      link.classList.remove("has-copied");
      link.textContent = "¶";
    }, 2000);
  });
}

// --- how the text looks ----------------------------------------------------------------------------------------------

/** Radio buttons named as a preference: shows what is chosen, keeps what is chosen anew (scheme-first.js reads it). */
export function startPreferences(root, { html, storage }) {
  for (const name of ["text-size", "marks"]) {
    const kept = html.getAttribute(`data-${name}`);
    for (const input of root.querySelectorAll(`input[name="${name}"]`)) {
      input.checked = kept === null ? "default" in input.dataset : input.value === kept;
      input.addEventListener("change", () => {
        const place = findPlace(root);
        html.setAttribute(`data-${name}`, input.value);
        try {
          storage()?.setItem(name, input.value);
        } catch {
          // Storage is closed to us: the choice holds for this page only.
        }
        place?.();
        root.dispatchEvent(new CustomEvent("reading-changed"));
      });
    }
  }
}

/** Remembers the first passage in the window; called, the answer brings it back to where it was. */
function findPlace(root) {
  const passages = [...root.querySelectorAll(".passage")];
  const first = passages.find((passage) => passage.getBoundingClientRect().bottom > 80);
  if (!first) return null;
  const before = first.getBoundingClientRect().top;
  return () => root.ownerDocument.defaultView.scrollBy({ top: first.getBoundingClientRect().top - before, behavior: "instant" });
}

/** Panels that lie over the text close when they are left, with Escape, or when a link in them was followed. */
function startFolds(root, document) {
  for (const fold of root.querySelectorAll("details[data-fold]")) {
    const summary = fold.querySelector("summary");
    const close = () => {
      fold.open = false;
    };
    fold.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !fold.open) return;
      event.stopPropagation();
      close();
      summary.focus();
    });
    fold.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !fold.contains(event.relatedTarget)) close();
    });
    fold.addEventListener("click", (event) => {
      if (event.target.closest("a[href*='#']")) close();
    });
    document.addEventListener("pointerdown", (event) => {
      if (fold.open && !fold.contains(event.target)) close();
    });
  }
}

export function start(document) {
  const window = document.defaultView;
  for (const root of document.querySelectorAll("[data-reading]")) {
    startPreferences(root, { html: document.documentElement, storage: () => window.localStorage });
    startNotes(root, window);
    startPlace(root, window);
    startTicks(root);
    startFolds(root, document);
    startLinks(root, {
      clipboard: window.navigator.clipboard,
      location: window.location,
      history: window.history,
      later: (act, time) => window.setTimeout(act, time),
    });
  }
}
