import assert from "node:assert/strict";
import test from "node:test";

import { readText, startCopying } from "../../static/js/copy.js";

test("a field gives its value, other elements their words with blanks evened out", () => {
  assert.equal(readText({ value: "Aas (2010)", textContent: "no" }), "Aas (2010)");
  assert.equal(readText({ textContent: "  Aas,\n   B. (2010).  " }), "Aas, B. (2010).");
});

function makeButton(source) {
  const listeners = {};
  const button = {
    hidden: true,
    textContent: "Copy",
    dataset: { copy: "#apa", copied: "Copied" },
    setAttribute() {},
    addEventListener: (name, act) => (listeners[name] = act),
  };
  const document = { querySelectorAll: () => [button], querySelector: () => source };
  return { button, document, click: () => listeners.click() };
}

test("the button shows itself, copies and says so", async () => {
  const { button, document, click } = makeButton({ textContent: "Aas (2010)" });
  const written = [];
  let after;
  startCopying(document, { clipboard: { writeText: async (text) => written.push(text) } }, (act) => (after = act));
  assert.equal(button.hidden, false);
  await click();
  assert.deepEqual(written, ["Aas (2010)"]);
  assert.equal(button.textContent, "Copied");
  after();
  assert.equal(button.textContent, "Copy");
});

test("without a clipboard or a source the button stays hidden", () => {
  const first = makeButton({ textContent: "x" });
  startCopying(first.document, {});
  const second = makeButton(null);
  startCopying(second.document, { clipboard: {} });
  assert.deepEqual([first.button.hidden, second.button.hidden], [true, true]);
});
