import assert from "node:assert/strict";
import test from "node:test";

import { coverWords, findWords, moveEdge, reachTo, readKey, splitAt } from "../../static/curation/review.js";

const TEXT = "Hun sier: «vi venter, lenge på – svar», og går.";

test("a word ends at spaces and quotation marks, and keeps its punctuation", () => {
  const words = findWords(TEXT).map(({ from, to }) => TEXT.slice(from, to));
  assert.deepEqual(words, ["Hun", "sier:", "vi", "venter,", "lenge", "på", "svar", "og", "går."]);
});

test("places count code points, as the site counts them", () => {
  const text = "\u{1F600} smil";
  assert.deepEqual(findWords(text), [{ start: 2, end: 6, from: 3, to: 7 }]);
});

const words = [
  { passage: "7", start: 0, end: 3 },
  { passage: "7", start: 4, end: 8 },
  { passage: "9", start: 0, end: 2 },
  { passage: "9", start: 3, end: 6 },
];
const order = ["7", "9"];

test("a span covers the words that it reaches into, over passages too", () => {
  assert.deepEqual(coverWords(words, order, { first: "7", start: 4, last: "7", end: 8 }), { from: 1, to: 1 });
  assert.deepEqual(coverWords(words, order, { first: "7", start: 6, last: "9", end: 2 }), { from: 1, to: 2 });
  assert.deepEqual(coverWords(words, order, { first: "9", start: 2, last: "9", end: 3 }), { from: 0, to: 0 });
});

test("an edge moves as far as there are words, and one word stays", () => {
  assert.deepEqual(moveEdge({ from: 1, to: 2 }, "end", 1, 4), { from: 1, to: 3 });
  assert.deepEqual(moveEdge({ from: 1, to: 3 }, "end", 1, 4), { from: 1, to: 3 });
  assert.deepEqual(moveEdge({ from: 1, to: 1 }, "end", -1, 4), { from: 1, to: 1 });
  assert.deepEqual(moveEdge({ from: 1, to: 2 }, "start", -5, 4), { from: 0, to: 2 });
  assert.deepEqual(moveEdge({ from: 1, to: 2 }, "start", 5, 4), { from: 2, to: 2 });
});

test("a word that is clicked becomes the nearer edge", () => {
  assert.deepEqual(reachTo({ from: 2, to: 8 }, 0), { from: 0, to: 8 });
  assert.deepEqual(reachTo({ from: 2, to: 8 }, 3), { from: 3, to: 8 });
  assert.deepEqual(reachTo({ from: 2, to: 8 }, 7), { from: 2, to: 7 });
  assert.deepEqual(reachTo({ from: 2, to: 8 }, 12), { from: 2, to: 12 });
});

test("an edge that was moved in leaves a second part", () => {
  assert.deepEqual(splitAt({ from: 2, to: 4 }, { from: 2, to: 8 }), [
    { from: 2, to: 4 },
    { from: 5, to: 8 },
  ]);
  assert.deepEqual(splitAt({ from: 5, to: 8 }, { from: 2, to: 8 }), [
    { from: 2, to: 4 },
    { from: 5, to: 8 },
  ]);
  assert.equal(splitAt({ from: 2, to: 9 }, { from: 2, to: 8 }), undefined);
});

test("keys are for the page unless somebody writes, or means the browser", () => {
  const press = (key, target = { tagName: "BODY" }, more = {}) => readKey({ key, target, ...more });
  assert.equal(press("A"), "a");
  assert.equal(press("Backspace"), "Backspace");
  assert.equal(press("1", { tagName: "INPUT", type: "radio" }), "1");
  for (const tagName of ["INPUT", "TEXTAREA", "SELECT"]) assert.equal(press("a", { tagName, type: "text" }), "");
  assert.equal(press("a", { tagName: "DIV", isContentEditable: true }), "");
  for (const held of ["ctrlKey", "metaKey", "altKey", "isComposing"]) {
    assert.equal(press("a", undefined, { [held]: true }), "");
  }
});
