// Buttons that copy: <button data-copy="#one, #other" data-copied="Copied">Copy</button>. The selector names what is
// copied, a paragraph each ("+" is the element after the button): with its italics where the program it is pasted into takes them, and as plain text.
// Words for the ear alone (.visually-hidden) and what is marked .nocopy are left out.
// Clicks are heard on the whole document, so buttons that come into a page later need nothing.
import { announce } from "./announce.js";

const SHOWN = 2000;
const LONGEST = 80;
const ITALIC = new Set(["i", "em", "cite"]);

/** What `node` holds, in stretches: [{ text, italic }]; blanks evened out, none at the ends. */
export function readStretches(node) {
  const stretches = [];
  const gather = (each, italic) => {
    if (each.nodeType === 3) stretches.push({ text: each.data, italic });
    if (each.nodeType !== 1 || each.matches(".visually-hidden, .nocopy")) return;
    for (const child of each.childNodes) gather(child, italic || ITALIC.has(each.localName));
  };
  if (node.value === undefined) gather(node, false);
  else stretches.push({ text: node.value, italic: false });
  let after = " ";
  const even = [];
  for (const { text, italic } of stretches) {
    let plain = text.replace(/\s+/gu, " ");
    if (after === " ") plain = plain.replace(/^ /u, "");
    if (!plain) continue;
    after = plain.at(-1);
    even.push({ text: plain, italic });
  }
  const last = even.at(-1);
  if (last) last.text = last.text.trimEnd();
  return even;
}

export function writePlain(stretches) {
  return stretches.map(({ text }) => text).join("");
}

/** The stretches as HTML that holds nothing but italics. */
export function writeMarkup(stretches) {
  const escape = (text) => text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;").replace(/>/gu, "&gt;");
  return stretches.map(({ text, italic }) => (italic ? `<i>${escape(text)}</i>` : escape(text))).join("");
}

/** The older way, for pages that are not served over https: the copy that a key would make, with our text in it. */
function copyByCommand(document, plain, markup) {
  let done = false;
  const fill = (event) => {
    event.clipboardData.setData("text/plain", plain);
    event.clipboardData.setData("text/html", markup);
    event.preventDefault();
    done = true;
  };
  document.addEventListener("copy", fill, { once: true });
  document.execCommand?.("copy");
  document.removeEventListener("copy", fill);
  return done;
}

/** Copies the paragraphs, each an array of stretches; whether it went well. */
export async function copy(paragraphs, { document, clipboard, ClipboardItem }) {
  const plain = paragraphs.map(writePlain).join("\n\n");
  const markup = paragraphs.map((stretches) => `<p>${writeMarkup(stretches)}</p>`).join("");
  const as = (type, text) => new Blob([text], { type });
  try {
    const item = { "text/plain": as("text/plain", plain), "text/html": as("text/html", markup) };
    await clipboard.write([new ClipboardItem(item)]);
    return true;
  } catch {
    // Not every browser takes more than text.
  }
  try {
    await clipboard.writeText(plain);
    return true;
  } catch {
    return copyByCommand(document, plain, markup);
  }
}

/** Copies what the button names, and says so to eye and ear. What cannot be copied is marked, to be copied by hand. */
export async function copyFor(button, { document, later = setTimeout, say = announce, ...tools }) {
  const named = button.dataset.copy;
  const sources = named === "+" ? [button.nextElementSibling] : [...document.querySelectorAll(named)];
  if (!sources.length) return;
  const paragraphs = sources.map(readStretches);
  if (!(await copy(paragraphs, { document, ...tools }))) {
    document.getSelection().selectAllChildren(sources[0]);
    return;
  }
  const whole = paragraphs.map(writePlain).join(" ");
  say(`${button.dataset.copied}: ${whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole}`);
  button.classList.add("is-copied");
  later(() => button.classList.remove("is-copied"), SHOWN);
}

export function start(document, element, { clicked = false } = {}) {
  const tools = { document, clipboard: window.navigator.clipboard, ClipboardItem: window.ClipboardItem };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (button) copyFor(button, tools);
  });
  if (clicked) copyFor(element, tools);
}
