import assert from "node:assert/strict";
import test from "node:test";

import { chooseScheme, findChoice, startSchemeSwitch } from "../../static/js/scheme.js";

function makePage(scheme) {
  const makeButton = (choice) => {
    const attributes = {};
    const listeners = {};
    return {
      dataset: { schemeChoice: choice },
      setAttribute: (name, value) => (attributes[name] = value),
      addEventListener: (name, act) => (listeners[name] = act),
      click: () => listeners.click(),
      isPressed: () => attributes["aria-pressed"],
    };
  };
  const buttons = Object.fromEntries(["auto", "light", "dark"].map((choice) => [choice, makeButton(choice)]));
  const metas = ["light", "dark"].map((name) => ({ dataset: {}, media: `(prefers-color-scheme: ${name})` }));
  const document = {
    documentElement: { dataset: scheme ? { scheme } : {} },
    querySelectorAll: (selector) => (selector.startsWith("meta") ? metas : Object.values(buttons)),
  };
  const pressed = () => Object.values(buttons).map((button) => button.isPressed());
  return { buttons, document, metas, pressed };
}

function makeStorage() {
  const kept = {};
  return {
    kept,
    storage: () => ({ setItem: (name, value) => (kept[name] = value), removeItem: (name) => delete kept[name] }),
  };
}

test("a page follows the device unless the reader chose", () => {
  assert.equal(findChoice({ dataset: {} }), "auto");
  assert.equal(findChoice({ dataset: { scheme: "dark" } }), "dark");
  assert.equal(findChoice({ dataset: { scheme: "mauve" } }), "auto");
});

test("three states: each button says whether it holds, and the choice is remembered", () => {
  const { buttons, document, pressed } = makePage();
  const { kept, storage } = makeStorage();
  startSchemeSwitch(document, { storage });
  assert.deepEqual(pressed(), ["true", "false", "false"]);
  buttons.dark.click();
  assert.equal(document.documentElement.dataset.scheme, "dark");
  assert.deepEqual([pressed(), kept], [["false", "false", "true"], { scheme: "dark" }]);
  buttons.auto.click();
  assert.ok(!("scheme" in document.documentElement.dataset));
  assert.deepEqual([pressed(), kept], [["true", "false", "false"], {}]);
});

test("the browser's own frame takes the colour of the choice, and lets it go again", () => {
  const { document, metas } = makePage();
  chooseScheme(document, "dark");
  assert.deepEqual(metas.map((meta) => meta.media), ["not all", "all"]);
  chooseScheme(document, "light");
  assert.deepEqual(metas.map((meta) => meta.media), ["all", "not all"]);
  chooseScheme(document, "auto");
  assert.deepEqual(metas.map((meta) => meta.media), ["(prefers-color-scheme: light)", "(prefers-color-scheme: dark)"]);
});

test("what was chosen on an earlier page is shown as chosen", () => {
  const { document, metas, pressed } = makePage("light");
  startSchemeSwitch(document, makeStorage());
  assert.deepEqual(pressed(), ["false", "true", "false"]);
  assert.equal(metas[1].media, "not all");
});

test("closed storage stops nothing", () => {
  const { buttons, document } = makePage();
  startSchemeSwitch(document, {
    storage: () => {
      throw new Error("closed");
    },
  });
  buttons.dark.click();
  assert.equal(document.documentElement.dataset.scheme, "dark");
});

test("a page without the switch is left alone", () => {
  startSchemeSwitch({ documentElement: { dataset: {} }, querySelectorAll: () => [] }, {});
});
