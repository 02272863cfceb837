import assert from "node:assert/strict";
import test from "node:test";

import { findLine, findPlace, findSide } from "../../static/js/card-place.js";
import { keepCards, makeAddress } from "../../static/js/cards.js";

const view = { width: 1000, height: 800 };
const line = (left, top, width = 120, height = 24) => ({ left, top, right: left + width, bottom: top + height });

test("a card lies below its words where it fits, else above, else where there is more room", () => {
  assert.equal(findSide([line(100, 100)], 400, view), "below");
  assert.equal(findSide([line(100, 600)], 400, view), "above");
  assert.equal(findSide([line(100, 420)], 700, view), "above");
  assert.equal(findSide([line(100, 300)], 700, view), "below");
});

test("it never covers its words, not even where they run over two lines", () => {
  const lines = [line(700, 300), line(80, 327)];
  for (const side of ["below", "above"]) {
    const { top, room } = findPlace(lines, null, side, { width: 400, height: 900 }, view);
    const height = Math.min(900, room);
    assert.ok(side === "below" ? top >= 351 : top + height <= 300);
    assert.ok(top >= 0 && top + height <= view.height);
  }
});

test("it begins where the pointer is, and stays inside the window", () => {
  const lines = [line(900, 300, 80), line(80, 327)];
  assert.equal(findLine(lines, { x: 90, y: 340 }), lines[1]);
  assert.equal(findLine(lines, null), lines[0]);
  const size = { width: 400, height: 300 };
  assert.equal(findPlace(lines, { x: 90, y: 340 }, "below", size, view).left, 80);
  const { left } = findPlace(lines, null, "below", size, view);
  assert.ok(left + size.width < view.width);
  assert.ok(findPlace([line(-5, 300)], null, "below", size, view).left > 0);
});

test("a card is asked for as a fragment, whatever its address", () => {
  assert.equal(makeAddress("/works/a/card/"), "/works/a/card/?fragment=1");
  assert.equal(makeAddress("/works/a/card/?from=b"), "/works/a/card/?from=b&fragment=1");
});

test("a card is fetched once; one that failed or was broken off is fetched again", async () => {
  let n = 0;
  let answer = { ok: false, status: 503 };
  const signals = [];
  const ask = keepCards(async (_address, { signal }) => {
    n += 1;
    signals.push(signal);
    return answer;
  });
  await assert.rejects(ask("/a").text);
  answer = { ok: true, text: async () => "card" };
  assert.equal(await ask("/a").text, "card");
  assert.equal(await ask("/a").text, "card");
  assert.equal(n, 2);
  ask("/a").stop();
  assert.equal(await ask("/a").text, "card");
  assert.equal(n, 2);
  ask("/b").stop();
  assert.equal(signals[2].aborted, true);
  assert.equal(await ask("/b").text, "card");
  assert.equal(n, 4);
});
