// Keeps a list of files under way fresh: fetches the part of the page that changes until nothing is under way.

const OFTEN = 1000;
const SELDOM = 5000;

/** Puts the new part in the place of the old, and the focus back where it was. */
export function replaceRuns(document, place, html) {
  const focused = document.activeElement?.id;
  const old = place.querySelector("#runs");
  const made = document.createElement("template");
  made.innerHTML = html.trim();
  const fresh = made.content.querySelector("#runs");
  if (!fresh) return undefined;
  if (fresh.outerHTML === old.outerHTML) return old;
  old.replaceWith(fresh);
  if (focused) document.getElementById(focused)?.focus();
  return fresh;
}

/** Follows until nothing is live; says aloud only what changed in the summary. A page with more to show is loaded anew. */
export function startFollowing(document, { fetch, later, isHidden, reload }) {
  const place = document.querySelector("[data-follow]");
  if (!place?.querySelector("#runs[data-live]")) return;
  const status = place.querySelector("[data-status]");
  const look = async () => {
    if (isHidden()) return later(look, OFTEN);
    try {
      const answer = await fetch(place.dataset.follow, { headers: { Accept: "text/html" }, redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      const runs = replaceRuns(document, place, await answer.text());
      say(runs?.querySelector("[data-summary]")?.textContent ?? "");
      if (runs?.hasAttribute("data-live")) later(look, OFTEN);
      else if (place.dataset.reload) reload();
    } catch {
      say(place.dataset.lost);
      later(look, SELDOM);
    }
  };
  const say = (text) => {
    if (status.textContent !== text) status.textContent = text;
  };
  later(look, OFTEN);
}

if (typeof window !== "undefined") {
  startFollowing(document, {
    fetch: (...given) => window.fetch(...given),
    later: (act, ms) => window.setTimeout(act, ms),
    isHidden: () => document.hidden,
    reload: () => window.location.reload(),
  });
}
