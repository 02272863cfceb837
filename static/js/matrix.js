// Brings the chosen cell of a matrix into view, with whole rows and columns under the heads; without this the
// reader scrolls to it.
export function start(document) {
  const frame = document.querySelector(".matrixwrap");
  const cell = frame?.querySelector("td > a[aria-current]")?.parentElement;
  if (!cell) return;
  const row = cell.parentElement;
  const head = frame.querySelector("thead").offsetHeight;
  const side = row.firstElementChild.offsetWidth;
  if (row.offsetTop + row.offsetHeight > frame.clientHeight) {
    let first = row;
    const above = (frame.clientHeight - head) / 2;
    while (first.previousElementSibling && row.offsetTop - first.previousElementSibling.offsetTop < above) first = first.previousElementSibling;
    frame.scrollTop = first.offsetTop - head;
  }
  if (cell.offsetLeft + cell.offsetWidth > frame.clientWidth) {
    let first = cell;
    const before = (frame.clientWidth - side) / 2;
    while (first.previousElementSibling?.matches("td") && cell.offsetLeft - first.previousElementSibling.offsetLeft < before) first = first.previousElementSibling;
    frame.scrollLeft = first.offsetLeft - side;
  }
}
