import assert from "node:assert/strict";
import test from "node:test";

import { copy, copyFor, readStretches, writeMarkup, writePlain } from "../../static/js/copy.js";

const text = (data) => ({ nodeType: 3, data });
const element = (localName, childNodes, isLeftOut = false) => ({ nodeType: 1, localName, childNodes, matches: () => isLeftOut });

const entry = element("p", [
  text("\n  Aas, B. (2010). "),
  element("i", [text("Rom  for\n valg & <mer>")]),
  text(" [Masteroppgave]. "),
  element("span", [text("worked out")], true),
]);

test("an element gives its words with blanks evened out, italics kept, what is for the ear alone left out", () => {
  assert.deepEqual(readStretches(entry), [
    { text: "Aas, B. (2010). ", italic: false },
    { text: "Rom for valg & <mer>", italic: true },
    { text: " [Masteroppgave].", italic: false },
  ]);
  assert.deepEqual(readStretches({ value: "https://example.org/q/1" }), [{ text: "https://example.org/q/1", italic: false }]);
  assert.deepEqual(readStretches(element("p", [text(" ")])), []);
});

test("the markup holds italics and nothing else", () => {
  assert.equal(writeMarkup(readStretches(entry)), "Aas, B. (2010). <i>Rom for valg &amp; &lt;mer&gt;</i> [Masteroppgave].");
  assert.equal(writePlain(readStretches(entry)), "Aas, B. (2010). Rom for valg & <mer> [Masteroppgave].");
});

class Item {
  constructor(parts) {
    this.parts = parts;
  }
}

test("paragraphs are copied rich and plain", async () => {
  const written = [];
  const clipboard = { write: async (items) => written.push(...items) };
  const paragraphs = [[{ text: "«Ja» (Aas, 2010)", italic: false }], readStretches(entry)];
  assert.equal(await copy(paragraphs, { clipboard, ClipboardItem: Item }), true);
  const { parts } = written[0];
  assert.equal(await parts["text/plain"].text(), "«Ja» (Aas, 2010)\n\nAas, B. (2010). Rom for valg & <mer> [Masteroppgave].");
  assert.match(await parts["text/html"].text(), /^<p>«Ja» \(Aas, 2010\)<\/p><p>Aas.*<i>Rom/u);
});

test("a browser that takes text alone gets text", async () => {
  const written = [];
  const clipboard = { writeText: async (plain) => written.push(plain) };
  assert.equal(await copy([readStretches(entry)], { clipboard }), true);
  assert.match(written[0], /^Aas, B\. \(2010\)\. Rom/u);
});

test("without a clipboard the older command copies", async () => {
  const data = {};
  let fill;
  const document = {
    addEventListener: (_name, act) => (fill = act),
    removeEventListener() {},
    execCommand: () => fill({ clipboardData: { setData: (type, said) => (data[type] = said) }, preventDefault() {} }),
  };
  assert.equal(await copy([readStretches(entry)], { document, clipboard: undefined }), true);
  assert.match(data["text/html"], /<i>Rom/u);
});

function makeButton() {
  const classes = new Set();
  return { dataset: { copy: "#ref", copied: "Copied" }, classes, classList: { add: (name) => classes.add(name), remove: (name) => classes.delete(name) } };
}

test("the button says so to eye and ear, for a while", async () => {
  const button = makeButton();
  const said = [];
  let after;
  const document = { querySelectorAll: () => [entry] };
  await copyFor(button, { document, clipboard: { writeText: async () => {} }, say: (words) => said.push(words), later: (act) => (after = act) });
  assert.deepEqual(said, ["Copied: Aas, B. (2010). Rom for valg & <mer> [Masteroppgave]."]);
  assert.ok(button.classes.has("is-copied"));
  after();
  assert.ok(!button.classes.has("is-copied"));
});

test("what cannot be copied is marked, and nothing is claimed", async () => {
  const button = makeButton();
  const said = [];
  let marked;
  const document = {
    querySelectorAll: () => [entry],
    addEventListener() {},
    removeEventListener() {},
    getSelection: () => ({ selectAllChildren: (node) => (marked = node) }),
  };
  await copyFor(button, { document, clipboard: undefined, say: (words) => said.push(words) });
  assert.equal(marked, entry);
  assert.deepEqual([said, [...button.classes]], [[], []]);
});
