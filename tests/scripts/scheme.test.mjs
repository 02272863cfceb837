import assert from "node:assert/strict";
import test from "node:test";

import { findOther, findScheme, startSchemeSwitch } from "../../static/js/scheme.js";

test("what the reader chose comes before what the system asks for", () => {
  assert.equal(findScheme({ chosen: "light", systemIsDark: true }), "light");
  assert.equal(findScheme({ chosen: "dark", systemIsDark: false }), "dark");
  assert.equal(findScheme({ chosen: undefined, systemIsDark: true }), "dark");
  assert.equal(findScheme({ chosen: "mauve", systemIsDark: false }), "light");
});

test("the switch leads to the other scheme", () => {
  assert.equal(findOther("dark"), "light");
  assert.equal(findOther("light"), "dark");
});

function makePage() {
  const listeners = {};
  const button = {
    hidden: true,
    textContent: "",
    dataset: { toDark: "Dark", toLight: "Light" },
    addEventListener: (name, act) => (listeners[name] = act),
  };
  const document = { documentElement: { dataset: {} }, querySelector: () => button };
  return { button, document, click: () => listeners.click() };
}

const query = { matches: false, addEventListener() {} };

test("the switch shows itself, changes the page and remembers", () => {
  const { button, document, click } = makePage();
  const kept = {};
  startSchemeSwitch(document, { storage: () => ({ setItem: (name, value) => (kept[name] = value) }), query });
  assert.deepEqual([button.hidden, button.textContent], [false, "Dark"]);
  click();
  assert.deepEqual([document.documentElement.dataset.scheme, button.textContent], ["dark", "Light"]);
  assert.deepEqual(kept, { scheme: "dark" });
});

test("closed storage stops nothing", () => {
  const { document, click } = makePage();
  const storage = () => {
    throw new Error("closed");
  };
  startSchemeSwitch(document, { storage, query });
  click();
  assert.equal(document.documentElement.dataset.scheme, "dark");
});

test("a page without the switch is left alone", () => {
  startSchemeSwitch({ querySelector: () => null }, { query });
});
