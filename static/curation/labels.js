// Names for the fields of Django's own forms that have none but to the eye: those in rows under a heading, and those in
// which a record is picked by typing.

/** The words over a cell of a row, without the help that stands beside them. */
export function findHeading(cell) {
  const name = [...cell.classList].find((each) => each.startsWith("field-"))?.slice("field-".length);
  const table = cell.closest("table");
  const heading = name ? table?.querySelector(`th.column-${CSS.escape(name)}`) : table?.querySelector("thead th:last-child");
  return heading?.textContent.trim() ?? "";
}

export function nameRows(root) {
  for (const field of root.querySelectorAll(".tabular td :is(input:not([type=hidden]), select, textarea)")) {
    if (field.labels?.length || field.hasAttribute("aria-label")) continue;
    const heading = findHeading(field.closest("td"));
    if (heading) field.setAttribute("aria-label", heading);
  }
}

export function namePickers(root) {
  for (const picker of root.querySelectorAll(".select2-container")) {
    const field = picker.previousElementSibling;
    const name = field?.getAttribute("aria-label") || field?.labels?.[0]?.textContent.trim().replace(/:$/u, "");
    if (!name) continue;
    for (const part of picker.querySelectorAll("[role=combobox], [role=textbox], .select2-search__field")) {
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", part.getAttribute("role") === "textbox" ? `${name}: ${part.textContent.trim()}` : name);
    }
  }
}

if (typeof window !== "undefined") {
  const name = () => {
    nameRows(document);
    namePickers(document);
  };
  name();
  // Rows are added, and the pickers are made when their library gets to it, which may be after all has loaded.
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
}
