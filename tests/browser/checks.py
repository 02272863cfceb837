"""What holds for every page: accessible by rule, walkable by keyboard, readable on a phone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
BEST_PRACTICE = ("best-practice",)
# Said on the console around each judgement: what the policy complains of in between is axe's own doing.
JUDGING, JUDGED = "axe begins", "axe is done"
# Colours that are still on their way would be judged as they are half-way.
_SETTLE = """() => Promise.all(document.getAnimations()
  .filter((each) => Number.isFinite(each.effect?.getComputedTiming().endTime))
  .map((each) => each.finished.catch(() => null)))"""
_FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  return {
    tag: at.tagName.toLowerCase(), id: at.id, name: at.getAttribute("name") ?? "",
    label: (at.getAttribute("aria-label") ?? at.innerText ?? at.value ?? "").trim().slice(0, 80),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
  };
}"""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What axe says of a page: ``violations``, and ``doubts`` that it cannot settle (the number of places by rule)."""

    violations: list[dict[str, Any]]
    doubts: dict[str, int]


def check_accessible(page: Page, *, within: str = "", leave_out: tuple[str, ...] = ()) -> None:
    """Fails where the page, as it stands, breaks a rule of WCAG 2.2 AA that axe can judge, in light or in dark.

    ``within`` is a selector of the part to judge; ``leave_out`` are codes of rules, each with its reason beside it.
    """
    before = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    found: dict[str, Any] = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        if fault := judge(page, within=within, leave_out=leave_out).violations:
            found[scheme] = fault
    page.emulate_media(color_scheme="dark" if before else "light")
    assert not found, f"{page.url}\n" + json.dumps(found, ensure_ascii=False, indent=2)


def bring_axe(page: Page) -> None:
    """Puts axe into the page, where it is not there yet."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)


def judge(
    page: Page, tags: tuple[str, ...] = WCAG, *, within: str = "", leave_out: tuple[str, ...] = ()
) -> Judgement:
    """What axe says of the page, or of the part ``within``, by the rules with these tags."""
    page.evaluate(_SETTLE)
    bring_axe(page)
    options = {
        "runOnly": {"type": "tag", "values": tags},
        "resultTypes": ["violations", "incomplete"],
        "preload": False,
        "rules": {rule: {"enabled": False} for rule in leave_out},
    }
    page.evaluate("(word) => console.debug(word)", JUDGING)
    told = page.evaluate(
        "([within, options]) => axe.run(within ?? document, options)", [within or None, options]
    )
    page.evaluate("(word) => console.debug(word)", JUDGED)
    violations = [
        {
            "rule": fault["id"],
            "where": [" ".join(map(str, node["target"])) for node in fault["nodes"]][:5],
            "why": fault["nodes"][0]["failureSummary"],
        }
        for fault in told["violations"]
    ]
    return Judgement(violations, {doubt["id"]: len(doubt["nodes"]) for doubt in told["incomplete"]})


def check_reflow(page: Page, *, width: int = 320) -> None:
    """Fails where the page must be scrolled sideways at ``width`` pixels (WCAG 1.4.10)."""
    size = page.viewport_size or {"width": 1280, "height": 900}
    page.set_viewport_size({"width": width, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(size)
    assert wide <= width, f"{page.url} is {wide} pixels wide at {width}"


def focused(page: Page) -> dict[str, Any] | None:
    """What has the keyboard: ``tag``, ``id``, ``name``, ``label``, and whether it is ``seen``; None if nothing has."""
    return page.evaluate(_FOCUSED)  # type: ignore[no-any-return]


def tab_to(page: Page, selector: str, *, key: str = "Tab", most: int = 150) -> list[str]:
    """Presses Tab until what ``selector`` finds has the keyboard; the labels that were passed.

    Fails if something on the way has the keyboard and cannot be seen, or if it is not reached.
    """
    passed: list[str] = []
    for _ in range(most):
        page.keyboard.press(key)
        at = focused(page)
        if at is None:
            continue
        assert at["seen"], f"the keyboard is where nobody sees it: {at}"
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return passed
        passed.append(at["label"])
    raise AssertionError(f"{selector} is not reached with {key}; passed: {passed}")
