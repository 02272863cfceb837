"""What a page costs a reader: requests, bytes, script, and whether anything jumps while it comes."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Route

# Every shift of the layout and the largest paint are noted from the first moment, also what comes before this is asked.
_WATCH = """
window.told = { shift: 0, shifted: [], largest: 0 };
const name = (node) => [node?.nodeName ?? "gone", node?.id ?? "", node?.getAttribute?.("class") ?? ""].join(" ").trim();
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    told.shift += entry.value;
    told.shifted.push(...entry.sources.map((source) => name(source.node)));
  }
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) told.largest = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
"""
_TOLD = """() => ({
  ...told,
  nodes: document.getElementsByTagName("*").length,
  first: performance.getEntriesByType("navigation")[0].responseStart,
  height: document.documentElement.scrollHeight,
})"""
QUIET = 0.4  # seconds without a request: then a page has what it wants
LATE = 0.4  # seconds that a font takes on its way where fonts are late: longer than browsers wait for one
KINDS = ("Document", "Stylesheet", "Script", "Font", "Image", "Other")


@dataclass(slots=True)
class Fetched:
    """One answer: what kind of file, and its bytes on the wire (heads and all) and in memory, as the browser counts."""

    address: str
    kind: str
    status: int = 0
    sent: int = 0
    size: int = 0
    is_kept: bool = False


@dataclass(slots=True)
class Weight:
    """One view of a page. Times are milliseconds, as information only: they tell of the machine too."""

    fetched: list[Fetched] = field(default_factory=list)
    shift: float = 0.0
    shifted: list[str] = field(default_factory=list)
    nodes: int = 0
    height: int = 0
    first: float = 0.0
    largest: float = 0.0

    @property
    def requests(self) -> int:
        """How often the network was asked."""
        return sum(not each.is_kept for each in self.fetched)

    @property
    def sent(self) -> int:
        """Bytes that came over the network, heads and all."""
        return sum(each.sent for each in self.fetched)

    def size(self, kind: str) -> int:
        """Bytes of that kind when unpacked, also what the browser had."""
        return sum(each.size for each in self.fetched if each.kind == kind)

    def sent_of(self, kind: str) -> int:
        return sum(each.sent for each in self.fetched if each.kind == kind)


@contextmanager
def open_window(browser: Browser, address: str, **options: Any) -> Iterator[BrowserContext]:
    """A window with nothing kept from before, before the site at ``address``."""
    given = {"locale": "nb-NO", "viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
    context = browser.new_context(base_url=address, **(given | options))
    context.add_init_script(_WATCH)
    try:
        yield context
    finally:
        context.close()


def weigh(context: BrowserContext, address: str, *, script: bool = True) -> Weight:
    """Opens the page in a new tab of the window and tells what that took, until nothing more is fetched."""
    page = context.new_page()
    weight = Weight()
    fetched: dict[str, Fetched] = {}
    asked_last = [time.monotonic()]
    wire = context.new_cdp_session(page)

    def on_asked(event: dict[str, Any]) -> None:
        asked_last[0] = time.monotonic()
        if event["request"]["url"].startswith("data:"):
            return
        if came := event.get("redirectResponse"):
            fetched[event["requestId"] + came["url"]] = Fetched(came["url"], "Document", came["status"])
        fetched[event["requestId"]] = Fetched(event["request"]["url"], event.get("type", "Other"))

    def on_answered(event: dict[str, Any]) -> None:
        if each := fetched.get(event["requestId"]):
            each.status, each.kind = event["response"]["status"], event["type"]
            each.is_kept = bool(event["response"].get("fromDiskCache"))

    def on_kept(event: dict[str, Any]) -> None:
        if each := fetched.get(event["requestId"]):
            each.is_kept = True

    def on_data(event: dict[str, Any]) -> None:
        asked_last[0] = time.monotonic()
        if each := fetched.get(event["requestId"]):
            each.size += event["dataLength"]

    def on_done(event: dict[str, Any]) -> None:
        asked_last[0] = time.monotonic()
        if each := fetched.get(event["requestId"]):
            each.sent = 0 if each.is_kept else int(event["encodedDataLength"])

    for name, act in (
        ("requestWillBeSent", on_asked),
        ("responseReceived", on_answered),
        ("requestServedFromCache", on_kept),
        ("dataReceived", on_data),
        ("loadingFinished", on_done),
    ):
        wire.on(f"Network.{name}", act)
    wire.send("Network.enable")
    page.goto(address, wait_until="load")
    while time.monotonic() - asked_last[0] < QUIET:
        page.wait_for_timeout(QUIET * 250)
    weight.fetched = list(fetched.values())
    if script:
        _read_told(page, weight)
    page.close()
    return weight


def _read_told(page: Page, weight: Weight) -> None:
    told = page.evaluate(_TOLD)
    for name in ("shift", "shifted", "nodes", "height", "first", "largest"):
        setattr(weight, name, told[name])


def hold_back_fonts(context: BrowserContext, seconds: float = LATE) -> None:
    """From now on fonts come so late that the page is read without them first."""

    def wait(route: Route) -> None:
        time.sleep(seconds)
        route.continue_()

    context.route("**/*.woff2", wait)
