// Brings the chosen cell of a matrix into view; without this the reader scrolls to it.
const table = document.querySelector(".matrixwrap");
const chosen = table?.querySelector("td > a[aria-current]");
if (chosen) {
  const cell = chosen.getBoundingClientRect();
  const frame = table.getBoundingClientRect();
  table.scrollTop += cell.top - frame.top - frame.height / 2;
  if (cell.right > frame.right) table.scrollLeft += cell.right - frame.right + cell.width;
}
