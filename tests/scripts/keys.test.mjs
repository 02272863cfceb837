import assert from "node:assert/strict";
import test from "node:test";

import { fill, findStep, isTyping } from "../../static/js/keys.js";

const box = (top, height = 60) => ({ top, bottom: top + height });
const boxes = [box(-400), box(300), box(1200)];
const height = 800;

test("from the quotation that has the focus the step goes to the one beside it", () => {
  assert.equal(findStep(boxes, { current: 1, forward: true, height }), 2);
  assert.equal(findStep(boxes, { current: 1, forward: false, height }), 0);
});

test("there is no step past the first or the last", () => {
  const near = [box(100), box(300)];
  assert.equal(findStep(near, { current: 0, forward: false, height }), null);
  assert.equal(findStep(near, { current: 1, forward: true, height }), null);
});

test("without focus, or once it has been scrolled away, the step goes from what the reader looks at", () => {
  assert.equal(findStep(boxes, { current: null, forward: true, height }), 1);
  assert.equal(findStep(boxes, { current: null, forward: false, height }), 0);
  assert.equal(findStep(boxes, { current: 2, forward: true, height }), 1);
  assert.equal(findStep([], { current: null, forward: true, height }), null);
});

test("a quotation taller than the window is not passed over", () => {
  assert.equal(findStep([box(-100, 900)], { current: null, forward: true, height }), 0);
});

test("keys mean nothing where somebody types", () => {
  const target = (matches) => ({ closest: (selector) => (selector.includes(matches) ? {} : null) });
  assert.equal(isTyping(target("textarea")), true);
  assert.equal(isTyping(target("[role=listbox]")), true);
  assert.equal(isTyping(target("nothing")), false);
  assert.equal(isTyping({ isContentEditable: true }), true);
  assert.equal(isTyping(null), false);
});

test("numbers are put into words", () => {
  assert.equal(fill("{n} of {total}, {other}", { n: 2, total: 9 }), "2 of 9, {other}");
});
