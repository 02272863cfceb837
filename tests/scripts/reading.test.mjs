import assert from "node:assert/strict";
import test from "node:test";

import { addressOf, findLast, findTick, placeNotes, startPreferences } from "../../static/js/reading.js";

const gap = 10;

test("a note stands level with its line where there is room", () => {
  assert.deepEqual(placeNotes([{ top: 0, height: 40 }, { top: 300, height: 40 }], { gap }), [0, 300]);
});

test("notes that would meet are moved down, one after the other", () => {
  const notes = [{ top: 0, height: 40 }, { top: 20, height: 40 }, { top: 90, height: 40 }];
  assert.deepEqual(placeNotes(notes, { gap }), [0, 50, 100]);
});

test("where there is no room for all, they run on below, from the top", () => {
  const notes = [{ top: 30, height: 40 }, { top: 40, height: 40 }, { top: 50, height: 40 }];
  assert.deepEqual(placeNotes(notes, { gap, end: 60 }), [0, 50, 100]);
});

test("the last notes go up again rather than hang out below the text", () => {
  const notes = [{ top: 0, height: 40 }, { top: 150, height: 40 }, { top: 160, height: 40 }];
  assert.deepEqual(placeNotes(notes, { gap, end: 200 }), [0, 110, 160]);
});

test("no two notes ever overlap, wherever they are wanted and however little room there is", () => {
  let seed = 7;
  const next = (most) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
  for (let round = 0; round < 200; round += 1) {
    const notes = Array.from({ length: 12 }, () => ({ top: next(900), height: 20 + next(80) })).sort((a, b) => a.top - b.top);
    const tops = placeNotes(notes, { gap, end: next(1200) });
    for (let at = 1; at < notes.length; at += 1) {
      assert.ok(tops[at] >= tops[at - 1] + notes[at - 1].height + gap, JSON.stringify({ notes, tops }));
    }
    assert.ok(tops[0] >= 0);
  }
});

test("where the reader is: the last place that was passed", () => {
  assert.equal(findLast(["a", "b", "c"], new Set(["a", "b"])), "b");
  assert.equal(findLast(["a", "b", "c"], new Set()), null);
});

test("a click on a strip means the tick that is nearest, one far from all the section", () => {
  assert.equal(findTick(1, { step: 5, n: 3 }), 0);
  assert.equal(findTick(9, { step: 5, n: 3 }), 2);
  assert.equal(findTick(40, { step: 5, n: 3 }), null);
  assert.equal(findTick(2, { step: 5, n: 0 }), null);
});

test("the address of a passage is that of the page without what was asked of it", () => {
  assert.equal(addressOf("#p1", { origin: "https://t.no", pathname: "/theses/a/4/" }), "https://t.no/theses/a/4/#p1");
});

function makeRadios(name, values, byDefault) {
  return values.map((value) => {
    const input = { name, value, checked: false, dataset: value === byDefault ? { default: "" } : {} };
    input.addEventListener = (_event, act) => (input.change = act);
    return input;
  });
}

function makeReading(kept) {
  const radios = [...makeRadios("text-size", ["0", "1", "2", "3"], "1"), ...makeRadios("marks", ["off", "few", "all"], "all")];
  const root = {
    querySelectorAll: (selector) => radios.filter(({ name }) => selector.includes(`"${name}"`)),
    dispatchEvent() {},
  };
  const attributes = { ...kept };
  const html = {
    getAttribute: (name) => attributes[name] ?? null,
    setAttribute: (name, value) => (attributes[name] = value),
  };
  return { radios, root, html, attributes };
}

test("the controls show what is kept, else what holds without a choice", () => {
  const { radios, root, html } = makeReading({ "data-marks": "few" });
  startPreferences(root, { html, storage: () => null });
  assert.deepEqual(radios.filter(({ checked }) => checked).map(({ name, value }) => [name, value]), [["text-size", "1"], ["marks", "few"]]);
});

test("a choice changes the page and is kept, and holds where nothing can be kept", () => {
  const { radios, root, html, attributes } = makeReading({});
  const kept = {};
  startPreferences(root, { html, storage: () => ({ setItem: (name, value) => (kept[name] = value) }) });
  radios[3].change();
  assert.deepEqual([attributes["data-text-size"], kept], ["3", { "text-size": "3" }]);
  startPreferences(root, {
    html,
    storage: () => {
      throw new Error("closed");
    },
  });
  radios[4].change();
  assert.equal(attributes["data-marks"], "off");
});
