/*
 * The page of a merge: what the search finds follows the typing, and choosing the record that stays chooses its
 * fields, unless one was chosen by hand. Without this the page works by its buttons.
 */
const PAUSE = 250;

export function followSearch(form, found) {
  const box = form.querySelector("input[type=search]");
  let waiting = 0;
  let asked = 0;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const turn = ++asked;
      const address = `${location.pathname}?${new URLSearchParams(new FormData(form))}`;
      try {
        const answer = await fetch(address, { headers: { Accept: "text/html" } });
        if (!answer.ok || turn !== asked) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        found.replaceChildren(...(page.getElementById(found.id)?.childNodes ?? []));
      } catch {
        // Nothing answers: the button still asks.
      }
    }, PAUSE);
  });
}

export function followKeep(form) {
  const byHand = new Set();
  form.addEventListener("change", (event) => {
    const { name, value } = event.target;
    if (name?.startsWith("field-")) byHand.add(name);
    if (name !== "keep") return;
    const letter = event.target.parentElement.querySelector(".merging-letter").textContent;
    for (const option of form.querySelectorAll("input[data-letters]")) {
      if (!byHand.has(option.name) && option.dataset.letters.includes(letter)) option.checked = true;
    }
    form.dataset.keep = value;
  });
}

for (const form of document.querySelectorAll("form[data-follow]")) {
  followSearch(form, document.getElementById(form.dataset.follow));
}
for (const form of document.querySelectorAll("form.merging-form")) followKeep(form);
