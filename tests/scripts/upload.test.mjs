import assert from "node:assert/strict";
import test from "node:test";

import { replaceRuns, startFollowing } from "../../static/curation/runs.js";
import { addFiles, findFault, readAnswer, tellSize } from "../../static/curation/upload.js";

test("a file is looked at before it is sent", () => {
  assert.equal(findFault({ size: 0 }, 10), "empty");
  assert.equal(findFault({ size: 10 }, 10), "");
  assert.equal(findFault({ size: 11 }, 10), "tooLarge");
});

test("files chosen twice are there once, and a new version is one file", () => {
  const a = { name: "a.txt", size: 1, lastModified: 1 };
  const b = { name: "b.txt", size: 1, lastModified: 1 };
  assert.deepEqual(addFiles([a], [{ ...a }, b], 50), [a, b]);
  assert.deepEqual(addFiles([a], [b], 1), [b]);
});

test("sizes are told as people read them", () => {
  assert.equal(tellSize(0, "nb"), "0 kB");
  assert.equal(tellSize(4500, "nb"), "5 kB");
  assert.equal(tellSize(2.5 * 1024 * 1024, "nb"), "2,5 MB");
  assert.equal(tellSize(51.2 * 1024 * 1024, "en"), "51 MB");
});

test("an answer that is a page instead is no answer", () => {
  assert.deepEqual(readAnswer('{"next": "/x/"}'), { next: "/x/" });
  assert.equal(readAnswer("<html>Log in</html>"), undefined);
});

function makeList(html, live) {
  return {
    outerHTML: html,
    hasAttribute: () => live,
    querySelector: () => ({ textContent: html }),
    replaceWith() {},
  };
}

function makePage(answers) {
  const status = { textContent: "" };
  const first = makeList("0 of 2", true);
  const place = {
    dataset: { follow: "/now/", lost: "gone" },
    querySelector: (wanted) => (wanted === "[data-status]" ? status : first),
  };
  let made;
  const document = {
    activeElement: null,
    querySelector: () => place,
    getElementById: () => null,
    createElement: () => ({ set innerHTML(html) { made = answers.lists[html]; }, content: { querySelector: () => made } }),
  };
  return { document, place, status };
}

test("the list is fetched until nothing is under way; a silent site is told and asked again", async () => {
  const lists = { one: makeList("1 of 2", true), two: makeList("2 of 2", false) };
  const { document, place, status } = makePage({ lists });
  place.dataset.reload = "1";
  const answers = ["one", new Error("no network"), "two"];
  const waits = [];
  let next;
  let reloaded = 0;
  startFollowing(document, {
    fetch: async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return { ok: true, text: async () => answer };
    },
    later: (act, ms) => { next = act; waits.push(ms); },
    isHidden: () => false,
    reload: () => (reloaded += 1),
  });
  await next();
  assert.equal(status.textContent, "1 of 2");
  await next();
  assert.equal(status.textContent, "gone");
  await next();
  assert.equal(status.textContent, "2 of 2");
  assert.deepEqual(waits, [1000, 1000, 5000]);
  assert.equal(reloaded, 1);
});

test("a page that is no list leaves the list as it is", () => {
  const { document, place } = makePage({ lists: {} });
  assert.equal(replaceRuns(document, place, "log in"), undefined);
});
