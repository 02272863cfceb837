// Authors of a work in order: buttons move a row up or down, and the numbers follow. Without it the numbers are typed.

/** The numbers that rows get: in their order, those to be deleted left out. */
export function numberRows(rows) {
  let next = 0;
  return rows.map((row) => (row.isGone ? null : next++));
}

export function startAuthors(document) {
  const table = document.querySelector("#authorships-group tbody");
  const words = document.querySelector("script[data-authors]")?.dataset;
  if (!table || !words) return;

  const rows = () => [...table.querySelectorAll("tr.form-row:not(.empty-form)")];
  const isGone = (row) => Boolean(row.querySelector("input[name$=-DELETE]")?.checked);

  const number = () => {
    const all = rows();
    numberRows(all.map((row) => ({ isGone: isGone(row) }))).forEach((place, index) => {
      const field = all[index].querySelector("input[name$=-order]");
      if (field && place !== null) field.value = String(place);
    });
  };

  // A row may have a line above it that names the record.
  const move = (row, by, button) => {
    const all = rows();
    const other = all[all.indexOf(row) + by];
    if (!other) return;
    if (by < 0) other.before(row);
    else other.after(row);
    number();
    button.focus();
  };

  const equip = (row) => {
    const cell = row.querySelector("td.field-order");
    if (!cell || cell.querySelector("button")) return;
    for (const [by, sign, word] of [
      [-1, "↑", words.up],
      [1, "↓", words.down],
    ]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "authors-move";
      button.textContent = sign;
      button.setAttribute("aria-label", word);
      button.addEventListener("click", () => move(row, by, button));
      cell.append(button);
    }
  };

  rows().forEach(equip);
  document.addEventListener("formset:added", (event) => {
    if (!table.contains(event.target)) return;
    equip(event.target);
    number();
  });
  table.addEventListener("change", (event) => {
    if (event.target.matches("input[name$=-DELETE]")) number();
  });
}

if (typeof document !== "undefined") startAuthors(document);
