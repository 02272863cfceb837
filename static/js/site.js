// What every page starts. Each part works on markup that is complete without it:
//   scheme.js  the switch between light and dark
//   copy.js    buttons that copy a text ([data-copy])
//   suggest.js suggestions below the search boxes (form[data-suggestions])
import { startCopying } from "./copy.js";
import { startSchemeSwitch } from "./scheme.js";
import { startSuggesting } from "./suggest.js";

startSchemeSwitch(document, {
  storage: () => window.localStorage,
  query: window.matchMedia("(prefers-color-scheme: dark)"),
});
startCopying(document, window.navigator);
startSuggesting(document, {
  fetch: (address) => window.fetch(address),
  go: (address) => window.location.assign(address),
});
