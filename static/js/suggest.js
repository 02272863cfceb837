// Suggestions below a search box: <form data-suggestions="/address/">. The box is complete without them.
// It becomes a combobox with a list (WAI-ARIA 1.2): arrow keys choose, Enter goes there, Escape closes.

const PAUSE = 150;
const SHORTEST = 2;

/** The place that an arrow key leads to among `n` options; -1 is the box itself. */
export function findNext(place, key, n) {
  if (n === 0) return -1;
  if (key === "ArrowDown") return place + 1 >= n ? -1 : place + 1;
  if (key === "ArrowUp") return place < 0 ? n - 1 : place - 1;
  return place;
}

function fill(document, list, rows) {
  list.replaceChildren(
    ...rows.map((row, place) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const label = document.createElement("span");
      label.textContent = row.label;
      if (row.language) label.lang = row.language;
      const kind = document.createElement("span");
      kind.className = "count";
      kind.textContent = row.kind;
      option.append(label, " ", kind);
      return option;
    }),
  );
}

function startBox(document, form, { fetch, later, stop, go }) {
  const input = form.querySelector("input[name=q]");
  if (!input) return;
  const words = form.dataset;
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.suggestionsLabel);
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  // That it is a combobox, site.js has said before this came.
  input.setAttribute("aria-controls", list.id);

  let rows = [];
  let place = -1;
  let waiting;
  let asked = "";

  const mark = (next) => {
    place = next;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    if (place < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", list.children[place].id);
      list.children[place].scrollIntoView?.({ block: "nearest" });
    }
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const show = (found) => {
    rows = found;
    fill(document, list, rows);
    mark(-1);
    list.hidden = rows.length === 0;
    input.setAttribute("aria-expanded", String(rows.length > 0));
    status.textContent = rows.length ? words.suggestionsSome.replace("{n}", rows.length) : words.suggestionsNone;
  };
  const ask = async () => {
    const text = input.value.trim();
    asked = text;
    if (text.length < SHORTEST) return close();
    try {
      const response = await fetch(`${words.suggestions}?q=${encodeURIComponent(text)}`);
      const found = (await response.json()).suggestions;
      if (asked === text && document.activeElement === input) show(found);
    } catch {
      close(); // Without suggestions the box is as good as ever.
    }
  };

  input.addEventListener("input", () => {
    stop(waiting);
    waiting = later(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) {
        if (event.key === "ArrowDown") ask();
        return;
      }
      event.preventDefault();
      mark(findNext(place, event.key, rows.length));
    } else if (event.key === "Enter" && !list.hidden && place >= 0) {
      event.preventDefault();
      go(rows[place].url);
    }
  });
  input.addEventListener("blur", () => later(close, PAUSE));
  // The press would take the focus from the box, and so close the list before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const at = [...list.children].indexOf(event.target.closest("li"));
    if (at >= 0) go(rows[at].url);
  });
}

export function startSuggesting(document, { fetch, later = setTimeout, stop = clearTimeout, go }) {
  for (const form of document.querySelectorAll("form[data-suggestions]")) {
    startBox(document, form, { fetch, later, stop, go });
  }
}

/** Starts the boxes; what was typed into `touched` while this was on its way is asked for now. */
export function start(document, touched) {
  startSuggesting(document, {
    fetch: (address) => window.fetch(address),
    go: (address) => window.location.assign(address),
  });
  if (touched.value !== touched.defaultValue) touched.dispatchEvent(new Event("input"));
}
