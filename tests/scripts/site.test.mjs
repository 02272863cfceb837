import assert from "node:assert/strict";
import test from "node:test";

import { HAS, TOUCHED, isPlain, startParts, waitForKeys, waitForTouch } from "../../static/js/site.js";

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** An element that only the selector `kind` finds. */
function makeElement(kind, more = {}) {
  const element = { ...more };
  element.closest = (selector) => (selector === kind ? element : null);
  return element;
}

function makeDocument(more = {}) {
  const heard = [];
  return {
    heard,
    addEventListener: (name, act, { signal }) => heard.push({ name, act, signal }),
    send(type, target, event = {}) {
      let prevented = false;
      const given = { type, target, button: 0, preventDefault: () => (prevented = true), ...event };
      for (const { name, act, signal } of heard) if (name === type && !signal.aborted) act(given);
      return prevented;
    },
    ...more,
  };
}

/** A module that comes when `arrive` or `fail` is called, and keeps how it was started. */
function makePart() {
  const part = { loads: 0, starts: [] };
  part.load = () => {
    part.loads += 1;
    return new Promise((resolve, reject) => {
      part.fail = () => reject(new Error("away"));
      part.arrive = () => resolve({ start: (document, ...told) => part.starts.push(told) });
    });
  };
  return part;
}

test("only what the page has is fetched", async () => {
  const [here, away] = [makePart(), makePart()];
  startParts({ querySelector: (selector) => (selector === ".here" ? {} : null) }, [[".here", here.load], [".away", away.load]]);
  here.arrive();
  await settle();
  assert.deepEqual([here.starts.length, away.loads], [1, 0]);
});

test("a touch fetches once and tells what was touched", async () => {
  const [document, part] = [makeDocument(), makePart()];
  waitForTouch(document, null, [["a", part.load]]);
  document.send("pointerover", makeElement("p"));
  assert.equal(part.loads, 0);
  const link = makeElement("a", { href: "/works/x/" });
  document.send("pointerover", link);
  document.send("focusin", makeElement("a"));
  part.arrive();
  await settle();
  document.send("pointerover", makeElement("a"));
  assert.equal(part.loads, 1);
  assert.deepEqual(part.starts, [[link, { clicked: false }]]);
});

test("a click waits for its module, but not one that means a new tab", async () => {
  const [document, part] = [makeDocument(), makePart()];
  waitForTouch(document, null, [["a", part.load]]);
  const link = makeElement("a", { href: "/works/x/" });
  assert.equal(document.send("click", link, { ctrlKey: true }), false);
  assert.equal(document.send("click", link), true);
  part.arrive();
  await settle();
  assert.deepEqual(part.starts, [[link, { clicked: true }]]);
  assert.equal(document.send("click", link), false); // from here on it is the module's
});

test("where no module comes, the link is followed and clicks are left alone", async () => {
  const [document, part, gone] = [makeDocument(), makePart(), []];
  waitForTouch(document, (address) => gone.push(address), [["a", part.load]]);
  const link = makeElement("a", { href: "/works/x/" });
  document.send("click", link);
  part.fail();
  await settle();
  assert.deepEqual(gone, ["/works/x/"]);
  assert.equal(document.send("click", link), false);
});

test("who is in the box already has touched it", () => {
  const part = makePart();
  waitForTouch(makeDocument({ activeElement: makeElement("input") }), null, [["input", part.load]]);
  assert.equal(part.loads, 1);
});

test("other buttons and keys are not a plain click", () => {
  assert.equal(isPlain({ button: 0 }), true);
  for (const other of [{ button: 1 }, { button: 0, metaKey: true }, { button: 0, shiftKey: true }, { button: 0, altKey: true }]) {
    assert.equal(isPlain(other), false);
  }
});

test("every module of the tables is there and can be started", async () => {
  for (const [, load] of [...HAS, ...TOUCHED]) assert.equal(typeof (await load()).start, "function");
});

test("what keys do is fetched by the first of them, once, and only on a page that has use for it", async () => {
  const part = makePart();
  const document = makeDocument({ querySelector: () => ({}), documentElement: { dataset: {} } });
  waitForKeys(document, part.load);
  const nowhere = { closest: () => null };
  document.send("keydown", nowhere, { key: "x" });
  document.send("keydown", nowhere, { key: "j", ctrlKey: true });
  document.send("keydown", makeElement("input, textarea, select"), { key: "j" });
  assert.equal(part.loads, 0);
  assert.equal(document.send("keydown", nowhere, { key: "/" }), true);
  document.send("keydown", nowhere, { key: "j" });
  part.arrive();
  await settle();
  assert.deepEqual([part.loads, part.starts.length, part.starts[0][0].key], [1, 1, "/"]);
  const bare = makeDocument({ querySelector: () => null });
  waitForKeys(bare, part.load);
  assert.equal(bare.heard.length, 0);
});

test("keys that were switched off fetch nothing, the button for help does", () => {
  const part = makePart();
  const document = makeDocument({ querySelector: () => ({}), documentElement: { dataset: { keys: "off" } } });
  waitForKeys(document, part.load);
  document.send("keydown", { closest: () => null }, { key: "j" });
  assert.equal(part.loads, 0);
  document.send("click", makeElement("[data-walk-help]"));
  assert.equal(part.loads, 1);
});
