"""`make screenshots`: every page of a site on the example theses, at three widths, light and dark.

There are two sites, each in a folder of its own that is removed at the end: one on which every public page has
something to show, and one where a thesis waits for its curator (the pages ``admin-...``). The pictures stay in
``var/screenshots``, with an ``index.html`` to look them through. ``ARGS="--only theme chapter"`` takes some pages
(``admin`` all of the admin, ``public`` all others), ``ARGS=--missing`` those that have no picture yet,
``ARGS="--site DIR"`` keeps the sites in DIR and DIR-desk for the next time, ``ARGS=--readme`` takes the two of the
README.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page

    from tests.browser.sites import Site

ROOT = Path(__file__).resolve().parents[2]
WIDTHS = {1440: 1000, 768: 1024, 390: 844}
# What the browser is told to prefer, by the name of the look.
SCHEMES: dict[str, dict[str, Any]] = {"light": {"color_scheme": "light"}, "dark": {"color_scheme": "dark"}}
MORE: dict[str, dict[str, Any]] = {
    "contrast": {"color_scheme": "light", "contrast": "more"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
    "print": {"color_scheme": "light", "media": "print"},
}
# Looks beyond light and dark are taken of these pages, at the first width.
OF_MORE = ("home", "search", "thesis", "chapter", "quotations", "theme", "matrix", "compare-two")
LOOKS = [f"{width}-{scheme}" for width in WIDTHS for scheme in SCHEMES] + [f"1440-{look}" for look in MORE]
_PLAIN = {"color_scheme": "light", "contrast": "no-preference", "forced_colors": "none", "media": "screen"}
# Taller pictures than this are cut: Chromium draws no more in one piece.
TALLEST = 16_000


@dataclass(frozen=True, slots=True)
class Shot:
    """A page at a width, in all its looks. ``moment`` names what is done on it first, "" nothing."""

    name: str
    address: str
    width: int
    moment: str = ""
    session: str = ""

    def find_looks(self) -> dict[str, dict[str, Any]]:
        with_more = self.name in OF_MORE and self.width == max(WIDTHS)
        return SCHEMES | MORE if with_more else SCHEMES


def take(site: str, folder: str, shots: Sequence[Shot]) -> list[str]:
    """Takes the pictures; what was wrong with the pages."""
    from tests.browser.browsers import run_chromium

    faults: list[str] = []
    with run_chromium() as browser:
        for shot in shots:
            size = {"width": shot.width, "height": WIDTHS[shot.width]}
            context = browser.new_context(
                base_url=site,
                viewport=size,
                locale="nb-NO",
                reduced_motion="reduce",  # type: ignore[arg-type]
            )
            if shot.session:
                context.add_cookies([{"name": "sessionid", "value": shot.session, "url": site}])
            page = context.new_page()
            context.on("console", lambda message: _note(faults, message))
            try:
                _take_one(page, shot, Path(folder), faults)
            except Exception as error:  # noqa: BLE001 (one page less, and said; the others go on)
                faults.append(f"{shot.name} at {shot.width}: {str(error).splitlines()[0]}")
            context.close()
    return faults


def _take_one(page: Page, shot: Shot, folder: Path, faults: list[str]) -> None:
    from tests.screenshots.moments import MOMENTS

    page.goto(shot.address, wait_until="load")
    # At a second view the fonts are there from the first paint, however busy the machine is.
    page.reload(wait_until="load")
    page.evaluate("document.fonts.ready")
    if shot.moment:
        moment = MOMENTS[shot.moment]
        moment.act(page)
        page.locator(moment.shows).first.wait_for(timeout=5_000)
        page.wait_for_timeout(300)
    wide, height = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    if wide > shot.width:
        faults.append(f"{shot.name} is {wide} pixels wide at {shot.width}")
    for look, preferred in shot.find_looks().items():
        page.emulate_media(**(_PLAIN | preferred))
        page.screenshot(
            path=folder / f"{shot.name}-{shot.width}-{look}.png",
            # What is opened lies over the part that is seen.
            full_page=not shot.moment and height <= TALLEST,
            animations="disabled",
        )


def _note(faults: list[str], message: ConsoleMessage) -> None:
    # A page that is not there is one of the pages to be seen.
    if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
        faults.append(f"{message.page.url if message.page else ''}: {message.text}")


@contextmanager
def serve_examples(folder: Path) -> Iterator[Site]:
    """A site on which every public page has something to show."""
    with _serve(folder, lambda site: site.dress()) as site:
        yield site


@contextmanager
def serve_desk(folder: Path) -> Iterator[Site]:
    """A site on which every page of the admin has something to show: one thesis waits for its curator."""
    from tests.browser.admin_pages import allow_everything

    with _serve(folder, allow_everything) as site:
        yield site


@contextmanager
def _serve(folder: Path, finish: Callable[[Site], None]) -> Iterator[Site]:
    from tests.browser.sites import Site

    site = Site(folder)
    if not (folder / "sessions.json").exists():
        site.furnish()
        finish(site)
    else:
        site.run("collectstatic", "--noinput")
    try:
        site.serve()
        yield site
    finally:
        site.halt()
        site.end()


def name_pages() -> dict[str, list[str]]:
    """The names of all pages and moments, of the public pages and of the admin."""
    from tests.browser.admin_pages import name_pictures
    from tests.browser.public_pages import PAGES
    from tests.screenshots.moments import MOMENTS

    return {"public": [*PAGES, *MOMENTS], "admin": name_pictures()}


def find_public_shots(site: Site) -> list[Shot]:
    from tests.browser.public_pages import PAGES, find_addresses
    from tests.screenshots.moments import MOMENTS

    addresses, sessions = find_addresses(site), site.sessions
    shots = [
        Shot(name, address, width, session=sessions.get(PAGES[name].role, ""))
        for name, address in addresses.items()
        for width in WIDTHS
    ]
    shots += [
        Shot(name, addresses[moment.page], width, moment=name)
        for name, moment in MOMENTS.items()
        for width in WIDTHS
    ]
    return shots


def find_admin_shots(site: Site) -> list[Shot]:
    from tests.browser.admin_pages import SEEN_BY, find_addresses

    session = site.sessions[SEEN_BY]
    return [
        Shot(name, address, width, session=session)
        for name, address in find_addresses(site).items()
        for width in WIDTHS
    ]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make screenshots", description=__doc__.split("\n")[0])
    parser.add_argument("--only", nargs="+", default=[], metavar="PAGE")
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--site", type=Path)
    parser.add_argument("--readme", action="store_true", help="take the two pictures of the README instead")
    parser.add_argument("--into", type=Path, default=Path(os.environ.get("KB_DATA", "var")) / "screenshots")
    parser.add_argument("--processes", type=int, default=min(4, os.cpu_count() or 1))
    given = parser.parse_args(arguments)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    # Who is asked to end takes the server along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    import django

    django.setup()
    folder = given.into.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    named = name_pages()
    chosen = {page for each in given.only or named for page in named.get(each, [each])}
    if unknown := sorted(chosen - {page for pages in named.values() for page in pages}):
        sys.exit(f"No such page: {', '.join(unknown)}. There are: {', '.join(chain(*named.values()))}")
    with tempfile.TemporaryDirectory(prefix="tverrsnitt-screenshots-") as temporary:
        at = (given.site or Path(temporary) / "data").resolve()
        if given.readme:
            from tests.screenshots.readme import take_readme_pictures

            with serve_examples(at) as site:
                for path in take_readme_pictures(site, ROOT / "docs/images"):
                    say(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")
            return 0
        sites = (
            ("public", serve_examples, at, find_public_shots),
            ("admin", serve_desk, at.with_name(f"{at.name}-desk"), find_admin_shots),
        )
        faults: list[str] = []
        for group, serve, place, find_shots in sites:
            wanted = [page for page in named[group] if page in chosen]
            if given.missing:
                wanted = [page for page in wanted if not _is_there(folder, page)]
            if not wanted:
                continue
            say(f"The {group} pages: making a site on the example theses ...")
            with serve(place) as site:
                shots = [shot for shot in find_shots(site) if shot.name in wanted]
                faults += take_all(site.address, folder, shots, given.processes)
    from tests.screenshots.album import write_album

    for fault in faults:
        say(f"! {fault}")
    say(f"To look through: {write_album(folder, LOOKS, named, faults)}")
    return 0


def take_all(address: str, folder: Path, shots: Sequence[Shot], processes: int) -> list[str]:
    """All pictures, in several browsers at once; what was wrong with the pages, each said once."""
    start, done, faults = time.monotonic(), 0, []
    parts = [shots[at : at + 6] for at in range(0, len(shots), 6)]
    with ProcessPoolExecutor(processes) as pool:
        waiting = {pool.submit(take, address, str(folder), part): len(part) for part in parts}
        try:
            for part in as_completed(waiting):
                faults += part.result()
                done += waiting[part]
                say(f"{done} of {len(shots)} pages, {time.monotonic() - start:.0f} s")
        except BaseException:
            # Who interrupts does not wait for the rest.
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return sorted(set(faults))


def _is_there(folder: Path, page: str) -> bool:
    shots = [Shot(page, "", width) for width in WIDTHS]
    return all(
        (folder / f"{page}-{shot.width}-{look}.png").exists() for shot in shots for look in shot.find_looks()
    )


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
