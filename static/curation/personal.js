// Words marked in the text of a passage with the mouse or the keyboard go into the field "Other words" of its card.
// Without this module the words are typed; everything else on the page is plain forms.

/** What was chosen, on one line and without what only curators see ("▮" buttons), or "" where it is too much. */
export function readWords(text, longest = 2000) {
  const words = text.replace(/[\u00ad]/g, "").replace(/\s+/g, " ").trim();
  return words.length <= longest ? words : "";
}

function textOf(range) {
  const fragment = range.cloneContents();
  for (const form of fragment.querySelectorAll("form")) form.remove();
  return fragment.textContent ?? "";
}

function onSelection() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
  const range = selection.getRangeAt(0);
  const start = range.startContainer.parentElement?.closest("[data-text]");
  const end = range.endContainer.parentElement?.closest("[data-text]");
  if (!start || start !== end) return;
  const field = start.closest("[data-passage]")?.querySelector("[data-words]");
  const words = readWords(textOf(range));
  if (field && words) field.value = words;
}

if (typeof document !== "undefined" && document.querySelector("[data-personal]")) {
  document.addEventListener("selectionchange", onSelection);
}
