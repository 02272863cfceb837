"""What each kind of page weighs in a real browser: first view with nothing kept, and the second one.

The site runs as in production, on the example theses. Bytes are those on the wire, heads and all; beside each first
view stands what part it is of the median web page (HTTP Archive: 2.6 MB, and 613 KB of script). Times are of this
machine, and only told. ``python -m tests.performance.weight DIR /address/ …`` measures pages of the base in DIR.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Browser

MEDIAN, MEDIAN_SCRIPT = 2_600_000, 613_000
HEADS = (
    "page", "asked", "sent kB", "of median", "html kB", "css kB", "script kB", "of median", "font kB", "nodes", "shift",
    "first ms", "largest ms", "again", "kB",
)  # fmt: skip
_ROW = "{:17}{:>6}{:>9}{:>10}{:>9}{:>8}{:>10}{:>10}{:>9}{:>7}{:>8}{:>10}{:>11}{:>7}{:>6}"


def measure_weight(names: tuple[str, ...] = ()) -> None:
    """The table, for a site made on the example theses; without a browser only a line that says so."""
    from tests.browser.browsers import MISSING, find_chromium, run_chromium
    from tests.browser.public_pages import find_addresses
    from tests.browser.test_weight import MAIN
    from tests.screenshots.__main__ import serve_examples

    if find_chromium() is None:
        print(f"\nWeight of pages: not measured, {MISSING}")  # noqa: T201
        return
    with (
        tempfile.TemporaryDirectory(prefix="tverrsnitt-weight-") as folder,
        serve_examples(Path(folder) / "data") as site,
        run_chromium() as browser,
    ):
        addresses = find_addresses(site)
        chosen = {name: addresses[name] for name in names or MAIN}
        # A page of somebody else's making beside ours: a form of two fields in Django's admin.
        _print_table(browser, site.address, chosen | {"(Django's login)": "/admin/login/"})


def _print_table(browser: Browser, site: str, addresses: Mapping[str, str]) -> None:
    print("\n" + _ROW.format(*HEADS))  # noqa: T201
    for name, address in addresses.items():
        print(_ROW.format(*_measure(browser, site, name, address)), flush=True)  # noqa: T201


def _measure(browser: Browser, site: str, name: str, address: str) -> list[str]:
    from tests.browser.weighing import hold_back_fonts, open_window, weigh

    with open_window(browser, site) as window:
        first, again = weigh(window, address), weigh(window, address)
    with open_window(browser, site) as window:
        hold_back_fonts(window)
        late = weigh(window, address)
    script = first.size("Script")
    return [
        name,
        str(first.requests),
        f"{first.sent / 1000:.1f}",
        f"1:{MEDIAN / first.sent:.0f}",
        f"{first.sent_of('Document') / 1000:.1f}",
        f"{first.sent_of('Stylesheet') / 1000:.1f}",
        f"{script / 1000:.1f}",
        f"1:{MEDIAN_SCRIPT / script:.0f}",
        f"{first.sent_of('Font') / 1000:.1f}",
        str(first.nodes),
        f"{max(first.shift, late.shift):.3f}",
        f"{first.first:.0f}",
        f"{first.largest:.0f}",
        str(again.requests),
        f"{again.sent / 1000:.1f}",
    ]


def main(arguments: list[str]) -> None:
    """Without arguments the table of `make bench`; with a folder, the addresses named on the base in it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    if not arguments:
        measure_weight()
        return
    from tests.browser.browsers import run_chromium
    from tests.browser.sites import Site

    site = Site(Path(arguments[0]).resolve())
    site.run("collectstatic", "--noinput")
    try:
        site.serve()
        with run_chromium() as browser:
            _print_table(
                browser, site.address, {address.strip("/")[-16:]: address for address in arguments[1:]}
            )
    finally:
        site.halt()


if __name__ == "__main__":
    main(sys.argv[1:])
