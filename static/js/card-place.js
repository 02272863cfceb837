// Where a card is laid: below or above the words it belongs to, never over them, inside the window. No DOM in here.

const GAP = 8;
const EDGE = 12;

/** The line of the words that `at` is on, or nearest to; without it the first line. Words may run over several. */
export function findLine(lines, at) {
  if (!at) return lines[0];
  const far = ({ left, right, top, bottom }) =>
    Math.max(left - at.x, at.x - right, 0) + Math.max(top - at.y, at.y - bottom, 0);
  return lines.reduce((best, line) => (far(line) < far(best) ? line : best));
}

/** "below" where a card so high fits, else "above" where it does, else the side with more room. */
export function findSide(lines, height, view) {
  const { below, above } = findRooms(lines, view);
  return height <= below || below >= above ? "below" : "above";
}

/** { left, top, room } in the window for a card of `size` on that side of the words that stand on `lines` (rectangles). */
export function findPlace(lines, at, side, size, view) {
  const rooms = findRooms(lines, view);
  const room = Math.max(rooms[side], 0);
  const left = Math.min(findLine(lines, at).left, view.width - size.width - EDGE);
  return {
    left: Math.max(left, EDGE),
    top: side === "below" ? rooms.bottom + GAP : rooms.top - GAP - Math.min(size.height, room),
    room,
  };
}

function findRooms(lines, view) {
  const top = Math.min(...lines.map((line) => line.top));
  const bottom = Math.max(...lines.map((line) => line.bottom));
  return { top, bottom, below: view.height - bottom - GAP - EDGE, above: top - GAP - EDGE };
}
