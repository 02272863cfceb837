// Shows what becomes of Markdown beside its field: asks the server, which has the one renderer there is.

/** Lets the button of each Markdown field show its text below it instead of on a page of its own. */
export function startPreviews(document, fetch) {
  for (const place of document.querySelectorAll("[data-markdown]")) {
    const button = place.querySelector("[data-preview]");
    const shown = place.querySelector("[data-shown]");
    const field = place.querySelector("textarea");
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      const body = new URLSearchParams({
        description: field.value,
        csrfmiddlewaretoken: field.form.querySelector("[name=csrfmiddlewaretoken]").value,
      });
      const answer = await fetch(button.getAttribute("formaction"), {
        method: "POST",
        body,
        headers: { "X-Requested-With": "fetch" },
        redirect: "error",
      });
      if (!answer.ok) return;
      shown.innerHTML = await answer.text();
      shown.hidden = false;
    });
  }
}

if (typeof window !== "undefined") startPreviews(document, (...given) => window.fetch(...given));
