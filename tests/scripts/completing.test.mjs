import assert from "node:assert/strict";
import test from "node:test";

import { readKey, step } from "../../static/curation/completing.js";

test("keys do what the page says, but not while somebody types or holds another key", () => {
  assert.deepEqual(readKey({ key: "a" }, false), { do: "accept" });
  assert.deepEqual(readKey({ key: "?" }, false), { do: "help" });
  assert.deepEqual(readKey({ key: "2" }, false), { do: "choose", at: 1 });
  assert.equal(readKey({ key: "a" }, true), null);
  assert.equal(readKey({ key: "a", ctrlKey: true }, false), null);
  assert.equal(readKey({ key: "6" }, false), null);
});

test("the first and the last entry are the ends", () => {
  assert.equal(step(0, -1, 3), 0);
  assert.equal(step(2, 1, 3), 2);
  assert.equal(step(1, 1, 3), 2);
});
