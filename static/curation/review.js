// Goes through findings without loading whole pages: fetches the part of the page that changes, and gives keys to what
// the page's own buttons and links do. Without it every one of them works as a form or a link.

const FRAGMENT = "X-Review-Fragment";
const KEYS_OFF = "review-keys-off";

// -- words, apart from the page

const WORD = /[^\s«»“”„"]*[\p{L}\p{N}_][^\s«»“”„"]*/gu;

/** Where each word begins and ends, counted in code points, as the site counts. */
export function findWords(text) {
  const words = [];
  let units = 0;
  let points = 0;
  const count = (to) => {
    points += [...text.slice(units, to)].length;
    units = to;
    return points;
  };
  for (const match of text.matchAll(WORD)) {
    const from = match.index;
    words.push({ start: count(from), end: count(from + match[0].length), from, to: from + match[0].length });
  }
  return words;
}

/** The first and last of the words that a span covers; words are {passage, start, end} in the order of the text. */
export function coverWords(words, order, span) {
  const reaches = (word) =>
    order.indexOf(word.passage) > order.indexOf(span.first) || (word.passage === span.first && word.end > span.start);
  const stays = (word) =>
    order.indexOf(word.passage) < order.indexOf(span.last) || (word.passage === span.last && word.start < span.end);
  const covered = words.map((word, index) => (reaches(word) && stays(word) ? index : -1)).filter((index) => index >= 0);
  return covered.length ? { from: covered[0], to: covered.at(-1) } : { from: 0, to: 0 };
}

/** The chosen words with one edge so many words further; at least one stays. */
export function moveEdge(chosen, edge, by, count) {
  if (edge === "start") return { ...chosen, from: Math.max(0, Math.min(chosen.from + by, chosen.to)) };
  return { ...chosen, to: Math.min(count - 1, Math.max(chosen.to + by, chosen.from)) };
}

/** The chosen words with the edge that is nearer to a word at that word. */
export function reachTo(chosen, index) {
  const isStart = Math.abs(index - chosen.from) < Math.abs(index - chosen.to);
  return isStart ? { ...chosen, from: Math.min(index, chosen.to) } : { ...chosen, to: Math.max(index, chosen.from) };
}

/** The two parts that moving an edge inwards leaves, or undefined where neither edge was moved so. */
export function splitAt(chosen, before) {
  if (chosen.to < before.to) return [{ from: before.from, to: chosen.to }, { from: chosen.to + 1, to: before.to }];
  if (chosen.from > before.from) return [{ from: before.from, to: chosen.from - 1 }, { from: chosen.from, to: before.to }];
  return undefined;
}

/** What a key does here: the name of a thing to press, or "". */
export function readKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return "";
  const target = event.target;
  const tag = target?.tagName;
  const isRadio = tag === "INPUT" && ["radio", "checkbox"].includes(target.type);
  if ((tag === "INPUT" && !isRadio) || tag === "TEXTAREA" || tag === "SELECT" || target?.isContentEditable) return "";
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

// -- moving a quotation's edges by words

function startMoving(document, card, say, texts) {
  const tool = card.querySelector("[data-span]");
  if (!tool) return undefined;
  const passages = [...card.querySelectorAll("[data-passage]")];
  const order = passages.map((passage) => passage.dataset.passage);
  const stood = passages.map((passage) => passage.cloneNode(true));
  const words = passages.flatMap((passage) =>
    findWords(passage.textContent).map((word) => ({ ...word, passage: passage.dataset.passage })),
  );
  const before = coverWords(words, order, {
    first: tool.dataset.first,
    start: Number(tool.dataset.start),
    last: tool.dataset.last,
    end: Number(tool.dataset.end),
  });
  let chosen = before;

  passages.forEach((passage) => {
    const text = passage.textContent;
    const nodes = [];
    let at = 0;
    words.forEach((word, index) => {
      if (word.passage !== passage.dataset.passage) return;
      nodes.push(text.slice(at, word.from));
      const span = document.createElement("span");
      span.dataset.word = index;
      span.textContent = text.slice(word.from, word.to);
      nodes.push(span);
      at = word.to;
    });
    nodes.push(text.slice(at));
    passage.replaceChildren(...nodes);
  });
  const spans = passages.flatMap((passage) => [...passage.querySelectorAll("[data-word]")]);

  const show = (said) => {
    spans.forEach((span, index) => {
      span.classList.toggle("review-in", index >= chosen.from && index <= chosen.to);
      span.classList.toggle("review-edge", index === chosen.from || index === chosen.to);
    });
    if (said) say(said);
  };
  const tell = (edge) => {
    const near = edge === "start" ? spans.slice(chosen.from, chosen.from + 4) : spans.slice(Math.max(chosen.from, chosen.to - 3), chosen.to + 1);
    show(`${edge === "start" ? texts.sayBegins : texts.sayEnds} ${near.map((span) => span.textContent).join(" ")}`);
  };
  const put = (part, suffix) => {
    const first = words[part.from];
    const last = words[part.to];
    const isStart = part.from === before.from;
    const isEnd = part.to === before.to;
    // An edge that was not moved stays where it was, also within a word.
    const given = {
      [`first${suffix}`]: isStart ? tool.dataset.first : first.passage,
      [`start${suffix}`]: isStart ? tool.dataset.start : first.start,
      [`last${suffix}`]: isEnd ? tool.dataset.last : last.passage,
      [`end${suffix}`]: isEnd ? tool.dataset.end : last.end,
    };
    for (const [name, value] of Object.entries(given)) {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name, value });
      tool.querySelector("[data-places]").append(input);
    }
  };
  const moving = {
    step(edge, by) {
      chosen = moveEdge(chosen, edge, by, words.length);
      tell(edge);
    },
    reach(index) {
      const was = chosen;
      chosen = reachTo(chosen, index);
      tell(was.from === chosen.from ? "end" : "start");
    },
    fill() {
      tool.querySelector("[data-places]").replaceChildren();
      put(chosen, "");
    },
    fillSplit() {
      const parts = splitAt(chosen, before);
      if (!parts) {
        say(texts.sayNoSplit);
        return false;
      }
      tool.querySelector("[data-places]").replaceChildren();
      put(parts[0], "");
      put(parts[1], "2");
      return true;
    },
    leave() {
      passages.forEach((passage, index) => passage.replaceChildren(...stood[index].cloneNode(true).childNodes));
      for (const part of ["[data-moving]", "[data-hint]"]) tool.querySelector(part).hidden = true;
      tool.querySelector("[data-by-number]").hidden = false;
      tool.open = false;
    },
  };
  for (const part of ["[data-moving]", "[data-hint]"]) tool.querySelector(part).hidden = false;
  tool.querySelector("[data-by-number]").hidden = true;
  tool.open = true;
  show(texts.sayMoving);
  return moving;
}

// -- the page

export function startReview(document, { fetch, history, location, makeFormData, makeDialogKeys }) {
  const place = document.querySelector("[data-review]");
  const live = document.querySelector("[data-live]");
  const help = document.querySelector("#review-help");
  if (!place) return;
  const texts = place.dataset;
  let moving;
  let isBusy = false;

  const say = (text) => {
    live.textContent = "";
    live.textContent = text;
  };
  const part = () => place.querySelector("[data-part]");
  const card = () => place.querySelector("[data-finding]");

  const settle = () => {
    moving = undefined;
    const help_button = place.querySelector("[data-help]");
    if (help_button) help_button.hidden = false;
    const go = place.querySelector("[data-narrow-go]");
    if (go) go.hidden = true;
    const pane = place.querySelector("[data-text]");
    const mark = pane?.querySelector(".review-own, .review-word");
    if (mark) pane.scrollTop += mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  };

  const replace = (html) => {
    const made = document.createElement("template");
    made.innerHTML = html.trim();
    const fresh = made.content.querySelector("[data-part]");
    if (!fresh) return false;
    const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
    const was = card()?.dataset.finding;
    part().replaceWith(fresh);
    if (fresh.dataset.title) document.title = fresh.dataset.title;
    const again = focused && document.getElementById(focused);
    // Who wrote in a field wants to go on with the next finding, not in the same field of it.
    const goes_on = again && again.tagName === "BUTTON" && !again.disabled && !again.closest("details:not([open])");
    (goes_on ? again : card()?.querySelector("[data-heading]"))?.focus({ preventScroll: true });
    const said = [...fresh.querySelectorAll("[data-said] li")].map((line) => line.textContent.trim());
    if (was !== card()?.dataset.finding || !said.length) said.push(card()?.dataset.coming ?? "");
    settle();
    if (fresh.getBoundingClientRect().top < 0) place.scrollIntoView();
    say(said.join(" "));
    return true;
  };

  const load = async (address, options, { push }) => {
    if (isBusy) return;
    isBusy = true;
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, {
        ...options,
        credentials: "same-origin",
        headers: { Accept: "text/html", [FRAGMENT]: "1" },
      });
      if (answer.ok && replace(await answer.text())) {
        if (push && answer.url !== location.href) history.pushState({}, "", answer.url);
      } else if (options.method === "POST") {
        // No part of the review: a page that asks to log in, or that says what is not allowed.
        say(texts.lost);
        if (answer.redirected) location.assign(answer.url);
        else showLost();
      } else {
        location.assign(answer.url || address);
      }
    } catch {
      say(texts.lost);
      showLost();
    } finally {
      isBusy = false;
      place.removeAttribute("aria-busy");
    }
  };
  const showLost = () => {
    const line = document.createElement("li");
    line.className = "error";
    line.textContent = texts.lost;
    place.querySelector("[data-said]")?.replaceChildren(line);
  };

  const go = (address) => load(address, {}, { push: true });
  const send = (form, button) => {
    const address = form.getAttribute("action") || location.href;
    if (form.method === "get") return go(`${address}?${new URLSearchParams(makeFormData(form, button))}`);
    return load(address, { method: "POST", body: makeFormData(form, button) }, { push: true });
  };

  const move = () => {
    moving ??= startMoving(document, card(), say, texts);
    return moving;
  };
  const leave = () => {
    moving?.leave();
    moving = undefined;
    card()?.querySelector("[data-heading]")?.focus();
    say(texts.sayLeft);
  };

  place.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (button?.dataset.step) {
      const [edge, by] = button.dataset.step.split(":");
      move()?.step(edge, Number(by));
      return;
    }
    if (button?.hasAttribute("data-store")) moving?.fill();
    if (button?.hasAttribute("data-split-here") && !moving?.fillSplit()) return;
    send(event.target, button);
  });
  place.addEventListener("change", (event) => {
    const form = event.target.closest("[data-narrow]");
    if (form) send(form);
  });
  place.addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) return help.showModal();
    if (event.target.closest("[data-leave]")) return leave();
    const summary = event.target.closest("[data-span] > summary");
    if (summary) {
      event.preventDefault();
      return moving ? leave() : move();
    }
    const word = moving && event.target.closest("[data-word]");
    if (word) return moving.reach(Number(word.dataset.word));
    const link = event.target.closest("a[data-go]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      go(link.href);
    }
    return undefined;
  });

  const press = (key) => {
    const found = place.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!found || found.disabled) return false;
    found.click();
    return true;
  };
  const merge = () => {
    const tool = card()?.querySelector("[data-merge]");
    const first = tool?.querySelector("button");
    if (!first) return false;
    if (tool.open && tool.contains(document.activeElement)) first.click();
    else {
      tool.open = true;
      first.focus();
    }
    return true;
  };
  const edit = () => {
    const field = card()?.querySelector("[data-edit]") ?? card()?.querySelector("input:not([type=hidden]), textarea");
    field?.focus();
    return Boolean(field);
  };
  const pressWhileMoving = (event) => {
    const tool = card().querySelector("[data-span]");
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) moving.step(event.shiftKey ? "start" : "end", by);
    else if (event.key === "Escape") leave();
    else if (event.key.toLowerCase() === "s") tool.querySelector("[data-split-here]").click();
    else if (event.key === "Enter" && !event.target.closest("button, a, summary")) tool.querySelector("[data-store]").click();
    else return false;
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (help?.open) return;
    if (event.key === "Escape" && event.target.matches?.("input, select, textarea")) {
      card()?.querySelector("[data-heading]")?.focus();
      return;
    }
    const key = readKey(event);
    if (!key || isBusy || makeDialogKeys.areOff()) return;
    let isDone = false;
    if (moving) isDone = pressWhileMoving(event);
    else if (key === "?") {
      help.showModal();
      isDone = true;
    } else if (key === "e") isDone = edit();
    else if (key === "s") isDone = Boolean(move());
    else if (key === "m") isDone = merge();
    else isDone = press(key);
    if (isDone) event.preventDefault();
  });
  const box = help?.querySelector("[data-keys-on]");
  if (box) {
    box.checked = !makeDialogKeys.areOff();
    box.addEventListener("change", () => makeDialogKeys.turn(box.checked));
  }
  return { settle, go, load };
}

if (typeof window !== "undefined") {
  const review = startReview(document, {
    fetch: (...given) => window.fetch(...given),
    history: window.history,
    location: window.location,
    makeFormData: (form, button) => new FormData(form, button?.name ? button : undefined),
    makeDialogKeys: {
      areOff: () => window.localStorage.getItem(KEYS_OFF) === "1",
      turn: (on) => (on ? window.localStorage.removeItem(KEYS_OFF) : window.localStorage.setItem(KEYS_OFF, "1")),
    },
  });
  if (review) {
    review.settle();
    window.addEventListener("popstate", () => review.load(window.location.href, {}, { push: false }));
  }
}
