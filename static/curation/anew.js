// Gives keys to what the buttons of the page do. Without it all of them work by mouse and keyboard as they are.

/** What a key presses here: the value of a data-key, "search" or "help", or "". */
export function readKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return "";
  const tag = event.target?.tagName;
  if (["INPUT", "TEXTAREA", "SELECT"].includes(tag) || event.target?.isContentEditable) return "";
  if (event.key === "/") return "search";
  if (event.key === "?") return "help";
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

function start(document) {
  const busy = new WeakSet();
  document.addEventListener("keydown", (event) => {
    const key = readKey(event);
    if (!key) return;
    if (key === "search") {
      const field = document.querySelector("[data-search]");
      if (!field) return;
      event.preventDefault();
      field.focus();
    } else if (key === "help") {
      const help = document.querySelector("[data-help]");
      help.open = !help.open;
      if (help.open) help.querySelector("summary").focus();
    } else {
      const button = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key);
      if (!button) return;
      event.preventDefault();
      button.click();
    }
  });
  // One decision a page, however often it is pressed.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-decide]")) return;
    if (busy.has(event.target)) event.preventDefault();
    busy.add(event.target);
  });
  document.querySelector("[data-focus]")?.focus({ preventScroll: true });
}

if (typeof document !== "undefined" && document.querySelector("[data-anew]")) start(document);
