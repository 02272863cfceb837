// Keys for going through the entries of a file of references. Without it every button works as it is.

/** What a key does: {do, at} or null; `typing` is true where the key belongs to a field. */
export function readKey(event, typing) {
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return null;
  const simple = { j: "next", k: "before", a: "accept", x: "skip", u: "undo", "?": "help" };
  if (simple[event.key]) return { do: simple[event.key] };
  return /^[1-5]$/.test(event.key) ? { do: "choose", at: Number(event.key) - 1 } : null;
}

/** The place that comes after `at` in a list of `count`, one step on or back; the ends hold. */
export function step(at, by, count) {
  return Math.max(0, Math.min(count - 1, at + by));
}

export function startCompleting(document, location) {
  const root = document.querySelector("[data-complete]");
  if (!root) return;
  const cards = [...root.querySelectorAll("[data-entry]")];
  const help = root.querySelector("[data-help]");
  const opener = root.querySelector("[data-help-open]");
  const named = cards.findIndex((card) => `#${card.id}` === location.hash);
  let at = Math.max(0, named);
  let isSent = false;

  const show = (index, focus = true) => {
    cards[at]?.classList.remove("card-now");
    at = index;
    cards[at]?.classList.add("card-now");
    if (focus && cards[at]) {
      cards[at].focus({ preventScroll: true });
      cards[at].scrollIntoView({ block: "start" });
    }
  };

  const send = (form) => {
    if (!form || isSent) return;
    isSent = true;
    form.requestSubmit();
  };

  const openChoice = () => cards[at]?.querySelector("[data-choice][open]") ?? cards[at];

  const run = {
    next: () => show(step(at, 1, cards.length)),
    before: () => show(step(at, -1, cards.length)),
    accept: () => send(openChoice()?.querySelector("form[data-accept]")),
    skip: () => send(cards[at]?.querySelector("form[data-skip]")),
    undo: () => send(root.querySelector("form[data-undo]")),
    help: () => help.showModal(),
    choose: (place) => {
      const choices = [...(cards[at]?.querySelectorAll("[data-choice]") ?? [])];
      if (!choices[place]) return;
      for (const choice of choices) choice.open = choice === choices[place];
      choices[place].querySelector("summary").focus();
    },
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches?.("textarea, select, input:not([type=checkbox])") || help.open;
    const key = readKey(event, typing);
    if (!key || (!cards.length && !["undo", "help"].includes(key.do))) return;
    event.preventDefault();
    run[key.do](key.at);
  });
  cards.forEach((card, index) => card.addEventListener("focusin", () => show(index, false)));
  opener.hidden = false;
  opener.addEventListener("click", run.help);
  if (cards.length) show(at, named >= 0);
}

if (typeof document !== "undefined") startCompleting(document, window.location);
