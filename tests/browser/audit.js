// What holds for every public page and axe does not judge. Evaluates to an object of functions;
// each gives the faults it finds as lines of text, and none leaves a trace on the page.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const shown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: false });
  const squeeze = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const nameOf = (node) => squeeze(axe.commons.text.accessibleTextVirtual(axe.utils.getNodeFromTree(node)));
  const isHiddenForEyes = (node) => node.closest(".visually-hidden, .skip:not(:focus)") !== null;
  const tell = (node) => {
    const sign = (each) => each.localName + (each.id ? "#" + each.id : "") + [...each.classList].map((name) => "." + name).join("");
    const words = squeeze(node.getAttribute("aria-label") || node.innerText || node.textContent || node.value).slice(0, 40);
    return `${node.parentElement ? sign(node.parentElement) + " > " : ""}${sign(node)} “${words}”`;
  };
  const twice = (list) => [...new Set(list.filter((each, at) => list.indexOf(each) !== at))];
  // What is folded may be shown wide open by the sheet; axe takes it for hidden unless it is opened.
  const withAxe = (work) => {
    const folded = all("details:not([open])");
    for (const each of folded) each.open = true;
    axe.setup(document);
    try { return work(); } finally {
      axe.teardown();
      for (const each of folded) each.open = false;
    }
  };

  const TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab]";
  const VAGUE = /^(her|here|les mer|read more|mer|meir|more|vis|show|lenke|link|klikk her|neste|forrige|\W*)$/i;
  const LANDMARKS = "nav, aside, form[aria-label], form[aria-labelledby], search, section[aria-label], "
    + "section[aria-labelledby], [role=region], [role=search], [role=navigation], [role=complementary]";

  function outline() {
    const faults = [];
    for (const id of twice(all("[id]").map((node) => node.id))) faults.push(`the id ${id} stands twice`);
    const headings = all("h1, h2, h3, h4, h5, h6").filter(shown);
    const first = headings.filter((node) => node.localName === "h1");
    if (first.length !== 1) faults.push(`${first.length} headings of the first level`);
    let level = 0;
    for (const node of headings) {
      const its = Number(node.localName[1]);
      if (its > level + 1) faults.push(`from level ${level} to ${its}: ${tell(node)}`);
      if (!squeeze(node.textContent)) faults.push(`an empty heading: ${tell(node)}`);
      level = its;
    }
    for (const [what, selector] of [["main", "main"], ["banner", "body > header"], ["contentinfo", "body > footer"]]) {
      if (all(selector).filter(shown).length !== 1) faults.push(`not exactly one ${what}`);
    }
    for (const link of all("a[href^='#']")) {
      const id = decodeURIComponent(link.getAttribute("href").slice(1));
      if (id && !document.getElementById(id)) faults.push(`leads nowhere: ${tell(link)} to #${id}`);
    }
    return faults;
  }

  function names() {
    return withAxe(() => {
      const faults = [];
      const marks = all(LANDMARKS).filter(shown).map((node) => {
        const name = nameOf(node) && (node.getAttribute("aria-label")
          || document.getElementById(node.getAttribute("aria-labelledby"))?.textContent || node.title);
        if (!name && node.localName !== "search" && node.getAttribute("role") !== "search") faults.push(`without a name: ${tell(node)}`);
        return `${node.localName} ${squeeze(name)}`;
      });
      for (const mark of twice(marks)) faults.push(`two landmarks with one name: ${mark}`);
      for (const svg of all("svg, img").filter((node) => shown(node) && !node.parentElement.closest("svg"))) {
        const isKnown = svg.closest("[aria-hidden=true]") || (svg.localName === "img" ? svg.hasAttribute("alt") : /img|group/.test(svg.getAttribute("role")) && nameOf(svg));
        if (!isKnown) faults.push(`an image without a name that is not hidden either: ${tell(svg.parentElement)}`);
      }
      for (const table of all("table:not([role=presentation])").filter(shown)) {
        const isNamed = squeeze(table.caption?.textContent) || table.hasAttribute("aria-label") || table.hasAttribute("aria-labelledby");
        if (!isNamed) faults.push(`a table without a caption: ${tell(table)}`);
        if (all("th:not([scope])", table).length) faults.push(`heads without scope: ${tell(table)}`);
        if (!table.querySelector("th[scope]")) faults.push(`a table without heads: ${tell(table)}`);
      }
      for (const link of all("a[href]").filter((each) => shown(each) && !each.closest("[aria-hidden=true]"))) {
        if (VAGUE.test(nameOf(link)) && !link.closest("table")) faults.push(`says not where it leads: ${tell(link)}`);
        if (link.target === "_blank") faults.push(`opens a window of its own: ${tell(link)}`);
      }
      for (const button of all("button, summary").filter(shown)) {
        if (!nameOf(button)) faults.push(`without a name: ${tell(button)} in ${tell(button.parentElement)}`);
      }
      return faults;
    });
  }

  // Links of the same words that lead to different places, where neither item, row nor heading tells them apart.
  function twins() {
    return withAxe(() => {
      const led = new Map();
      let heading = "";
      for (const node of all("h1, h2, h3, h4, h5, h6, summary, caption, a[href]").filter(shown)) {
        if (node.localName !== "a") heading = squeeze(node.textContent);
        if (node.localName !== "a" || node.closest("table, svg")) continue;
        const around = [];
        for (let at = node.parentElement; at; at = at.parentElement) {
          if (at.matches("li, p, dd, dt, article, figure, blockquote, nav")) around.push(squeeze(at.textContent));
        }
        const key = [nameOf(node), heading, ...around].join(" | ");
        const to = new URL(node.getAttribute("href"), location);
        led.set(key, (led.get(key) ?? new Set()).add(to.pathname + to.search + to.hash));
      }
      return [...led].filter(([, places]) => places.size > 1).map(([key, places]) => `${key.slice(0, 90)} leads to ${[...places].join(" and ").slice(0, 200)}`);
    });
  }

  // The part of the page that is pressed: of a box to tick, its words too.
  function reach(node) {
    const boxes = [...node.getClientRects()].filter((box) => box.width && box.height);
    const label = node.matches("input[type=checkbox], input[type=radio]") && (node.closest("label") ?? node.labels?.[0]);
    if (label) boxes.push(...label.getClientRects());
    return boxes.reduce((most, box) => (!most || box.width * box.height > most.width * most.height ? box : most), null);
  }
  function isInText(node) {
    if (getComputedStyle(node).display !== "inline") return false;
    const block = node.closest("p, li, dd, dt, td, th, blockquote, figcaption, caption, h1, h2, h3, h4, h5, div, span:not(:only-child)") ?? document.body;
    const own = squeeze(node.textContent).length;
    const besides = all("a, button", block).reduce((sum, each) => sum - squeeze(each.textContent).length, squeeze(block.textContent).length);
    return besides > 0 && own > 0;
  }
  function targets(least) {
    const faults = [];
    for (const node of all(TARGETS).filter((each) => shown(each) && !isHiddenForEyes(each))) {
      const box = reach(node);
      if (!box || box.bottom + scrollY <= 0 || (box.width <= 1 && box.height <= 1) || isInText(node)) continue;
      if (Math.min(box.width, box.height) < least - 0.05) faults.push(`${box.width.toFixed(1)} × ${box.height.toFixed(1)}: ${tell(node)}`);
    }
    return faults;
  }

  const scrollsSideways = (node) => /auto|scroll/.test(getComputedStyle(node).overflowX);
  function isCarried(node) {
    for (let at = node.parentElement; at && at !== document.body; at = at.parentElement) if (scrollsSideways(at)) return true;
    return false;
  }
  // What is cut off or sticks out of the page at this width.
  function losses() {
    const faults = [], wide = document.documentElement.scrollWidth;
    if (wide > innerWidth) faults.push(`the page is ${wide} wide in ${innerWidth}`);
    for (const node of all("body *").filter((each) => shown(each) && !isHiddenForEyes(each) && !each.closest("svg, dialog, [popover]"))) {
      const style = getComputedStyle(node), box = node.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) continue;
      const hasWords = [...node.childNodes].some((each) => each.nodeType === 3 && each.data.trim());
      if (hasWords && box.right > innerWidth + 1 && !isCarried(node)) faults.push(`sticks out to ${Math.round(box.right)}: ${tell(node)}`);
      const cutX = /hidden|clip/.test(style.overflowX) && node.scrollWidth > node.clientWidth + 1;
      const cutY = /hidden|clip/.test(style.overflowY) && node.scrollHeight > node.clientHeight + 2;
      if ((cutX || cutY) && squeeze(node.innerText) && style.display !== "inline") faults.push(`cut off: ${tell(node)}`);
    }
    return faults;
  }

  // What scrolls within itself can be scrolled with keys, says what it is, and keeps the heads of its table.
  function scrollers() {
    const faults = [];
    for (const node of all("body *").filter((each) => shown(each) && scrollsSideways(each) && each.scrollWidth > each.clientWidth + 1)) {
      if (node.matches("input, textarea, select, pre")) continue;
      // A row of links in a place with a name: the focus goes through them, and the row follows it.
      if (node.closest("nav[aria-label], nav[aria-labelledby]") && [...node.children].every((each) => each.querySelector("a[href]"))) continue;
      if (node.tabIndex < 0 || !node.matches("[role=region], [role=group], section, nav") || !(node.getAttribute("aria-label") || node.getAttribute("aria-labelledby"))) {
        faults.push(`scrolls, but is no place with a name for the keyboard: ${tell(node)}`);
      }
      for (const head of all("tbody th[scope=row]", node).slice(0, 1)) {
        if (getComputedStyle(head).position !== "sticky") faults.push(`the heads of the rows scroll away: ${tell(node)}`);
      }
    }
    return faults;
  }

  // Everything that takes the keyboard, one after the other: seen, marked, and not behind something else.
  // Asks that a key was pressed before.
  function stops() {
    const faults = [], last = document.activeElement;
    const nodes = all("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']").filter((each) => shown(each) && !each.disabled && each.tabIndex >= 0);
    const look = (node) => {
      const style = getComputedStyle(node);
      return [style.outlineStyle === "none" ? "" : style.outlineWidth + style.outlineColor, style.boxShadow, style.borderColor, style.backgroundColor].join();
    };
    for (const node of nodes) {
      document.activeElement?.blur();
      const before = look(node), around = node.parentElement && look(node.parentElement);
      node.focus();
      if (document.activeElement !== node) continue;
      if (look(node) === before && look(node.parentElement) === around) faults.push(`no sign of focus: ${tell(node)}`);
      const boxes = [...node.getClientRects()].map(({ left, top, right, bottom }) => {
        const [x, y] = [Math.max(left, 0), Math.max(top, 0)];
        return { left: x, top: y, width: Math.min(right, innerWidth) - x, height: Math.min(bottom, innerHeight) - y };
      }).filter((box) => box.width > 0 && box.height > 0);
      const points = boxes.flatMap((box) => [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8], [0.1, 0.8], [0.9, 0.2]].map(([x, y]) => [box.left + x * box.width, box.top + y * box.height]));
      const isOver = ([x, y]) => {
        const top = document.elementFromPoint(x, y);
        return top && (node.contains(top) || top.contains(node) && !top.matches("body, html, main") || node.labels && [...node.labels].some((label) => label.contains(top)));
      };
      if (!points.some(isOver)) faults.push(`has the keyboard where nobody sees it: ${tell(node)}`);
    }
    document.activeElement?.blur();
    if (last instanceof HTMLElement) last.focus({ preventScroll: true });
    scrollTo(0, 0);
    return faults;
  }

  // Where words stand that are in a language: [beginning of the words, language] each.
  function strangers(samples) {
    const faults = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const words = squeeze(node.data);
      if (words.length < 25) continue;
      for (const [text, language] of samples) {
        if (!words.includes(text)) continue;
        const said = node.parentElement.closest("[lang]").lang;
        if (said !== language) faults.push(`“${text}” is ${language} and stands as ${said}: ${tell(node.parentElement)}`);
      }
    }
    return faults;
  }

  function restyle(css) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = css ? [sheet] : [];
  }

  return { outline, names, twins, targets, losses, scrollers, stops, strangers, restyle };
})()
