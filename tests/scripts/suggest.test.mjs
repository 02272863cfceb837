import assert from "node:assert/strict";
import test from "node:test";

import { findNext, startSuggesting } from "../../static/js/suggest.js";

test("arrows lead through the options and back to the box", () => {
  assert.equal(findNext(-1, "ArrowDown", 3), 0);
  assert.equal(findNext(2, "ArrowDown", 3), -1);
  assert.equal(findNext(-1, "ArrowUp", 3), 2);
  assert.equal(findNext(0, "ArrowUp", 3), -1);
  assert.equal(findNext(-1, "ArrowDown", 0), -1);
});

class Element {
  constructor(tag) {
    Object.assign(this, { tag, attributes: {}, children: [], listeners: {}, dataset: {}, value: "", id: "", textContent: "" });
  }
  setAttribute(name, value) {
    this.attributes[name] = value;
  }
  removeAttribute(name) {
    delete this.attributes[name];
  }
  append(...parts) {
    this.children.push(...parts.filter((part) => part instanceof Element));
  }
  replaceChildren(...parts) {
    this.children = parts;
  }
  addEventListener(name, act) {
    this.listeners[name] = act;
  }
  querySelector() {
    return this.input;
  }
  closest() {
    return this;
  }
}

const ROWS = [
  { kind: "Theme", label: "Trust", url: "/themes/trust/" },
  { kind: "Search", label: "trusting", url: "/search/?q=trusting" },
];

function makePage(answer = async () => ({ json: async () => ({ suggestions: ROWS }) })) {
  const form = new Element("form");
  form.dataset = { suggestions: "/s/", suggestionsLabel: "Suggestions", suggestionsNone: "None", suggestionsSome: "{n}: choose" };
  form.input = Object.assign(new Element("input"), { id: "q" });
  const waiting = [];
  const gone = [];
  const asked = [];
  const document = {
    activeElement: form.input,
    querySelectorAll: () => [form],
    createElement: (tag) => new Element(tag),
  };
  startSuggesting(document, {
    fetch: (address) => (asked.push(address), answer()),
    later: (act) => waiting.push(act),
    stop: () => waiting.splice(0),
    go: (url) => gone.push(url),
  });
  const [list, status] = form.children;
  const type = async (text) => {
    form.input.value = text;
    form.input.listeners.input();
    await waiting.pop()();
  };
  const press = (key) => {
    let prevented = false;
    form.input.listeners.keydown({ key, preventDefault: () => (prevented = true) });
    return prevented;
  };
  return { input: form.input, list, status, type, press, gone, asked, waiting };
}

test("what is typed brings a list that says how long it is", async () => {
  const page = makePage();
  assert.equal(page.input.attributes["aria-controls"], page.list.id);
  await page.type("tru st");
  assert.deepEqual(page.asked, ["/s/?q=tru%20st"]);
  assert.equal(page.list.hidden, false);
  assert.equal(page.input.attributes["aria-expanded"], "true");
  assert.equal(page.status.textContent, "2: choose");
  assert.deepEqual(page.list.children.map((option) => option.attributes.role), ["option", "option"]);
});

test("the arrow keys choose, Enter goes there", async () => {
  const page = makePage();
  await page.type("tru");
  assert.equal(page.press("Enter"), false); // nothing is chosen: the form is sent
  page.press("ArrowDown");
  page.press("ArrowDown");
  assert.equal(page.input.attributes["aria-activedescendant"], "q-suggestions-1");
  assert.equal(page.list.children[1].attributes["aria-selected"], "true");
  assert.equal(page.press("Enter"), true);
  assert.deepEqual(page.gone, ["/search/?q=trusting"]);
});

test("Escape and leaving close the list, a click goes there", async () => {
  const page = makePage();
  await page.type("tru");
  assert.equal(page.press("Escape"), true);
  assert.equal(page.list.hidden, true);
  await page.type("trus");
  page.list.listeners.click({ target: page.list.children[0] });
  assert.deepEqual(page.gone, ["/themes/trust/"]);
  page.input.listeners.blur();
  page.waiting.pop()();
  assert.equal(page.input.attributes["aria-expanded"], "false");
});

test("too little typed, nothing found or no answer leave the box as it is", async () => {
  const page = makePage();
  await page.type("t");
  assert.deepEqual(page.asked, []);
  const empty = makePage(async () => ({ json: async () => ({ suggestions: [] }) }));
  await empty.type("xyz");
  assert.deepEqual([empty.list.hidden, empty.status.textContent], [true, "None"]);
  const broken = makePage(async () => {
    throw new Error("away");
  });
  await broken.type("xyz");
  assert.equal(broken.list.hidden, true);
});
