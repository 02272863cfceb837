// Says to screen readers what happened quietly: a text into the one #announcer that stands in every page from the start.
// A live region that is made with its text in it is often not read, so nothing else should make its own.

const PAUSE = 60;

/** Have `text` read out. The region is emptied first, so that the same words twice are read twice. */
export function announce(text, { document = window.document, later = setTimeout } = {}) {
  const region = document.getElementById("announcer");
  if (!region || !text) return;
  region.textContent = "";
  later(() => {
    region.textContent = text;
  }, PAUSE);
}
