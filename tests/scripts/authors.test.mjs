import assert from "node:assert/strict";
import test from "node:test";

import { numberRows } from "../../static/curation/authors.js";

test("authors are numbered in their order, and one that goes leaves no gap", () => {
  assert.deepEqual(numberRows([{}, { isGone: true }, {}]), [0, null, 1]);
  assert.deepEqual(numberRows([]), []);
});
