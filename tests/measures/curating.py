"""What it takes to bring a thesis from its file to the public: `python -m tests.measures.curating FILE ...`.

A real browser goes the whole way before a site of its own: adds the file, waits until it is read, sees to the
particulars, accepts what is sure chapter by chapter, decides ``LOOKED_AT`` findings one by one with a key, looks
through personal data, leaves the rest knowingly and publishes. Printed are clicks and keys, the seconds the machine
took, and the minutes with a person who gives each step the seconds in ``READS``: an assumption, not measured.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.browser.browsers import PATIENCE, run_chromium  # noqa: E402 - Django comes first
from tests.browser.curating import Curator  # noqa: E402 - Django comes first
from tests.browser.sites import Site  # noqa: E402 - Django comes first

LOOKED_AT = 40
READS = {"particulars": 90, "finding": 8, "sample": 30, "personal": 10, "other": 60}


def curate(site: Site, curator: Curator, file: Path) -> dict[str, float]:
    """The way of one thesis; what it took."""
    page, begun = curator.page, time.monotonic()
    curator.give(file)
    read = time.monotonic() - begun
    curator.open_thesis()
    curator.see_to_particulars()
    chapters = [
        row[0]
        for row in site.ask(
            "SELECT id FROM records_chapter WHERE level = 1 AND is_hidden = 0 AND thesis_id = "  # noqa: S608
            f"{int(curator.thesis)} ORDER BY id"
        )
    ]
    samples = 0
    for chapter in chapters:
        page.goto(f"/admin/records/thesis/{curator.thesis}/review/sure/{chapter}/")
        if page.locator(".review-sample").count():
            curator.clicks += 1  # the way to it stands under each finding of the chapter
            curator.decide("a")
            samples += 1
    page.goto(f"/admin/records/thesis/{curator.thesis}/review/")
    findings = 0
    while findings < LOOKED_AT and curator.at not in {"done", "particulars"}:
        curator.decide("a")
        findings += 1
    curator.see_to_personal_data()
    personal = site.ask(
        f"SELECT count(*) FROM records_passage WHERE personal_data <> '' AND thesis_id = {int(curator.thesis)}"  # noqa: S608
    )[0][0]
    curator.publish()
    site.wait_until_indexed()
    seconds = time.monotonic() - begun
    person = (
        READS["particulars"]
        + READS["sample"] * samples
        + READS["finding"] * findings
        + READS["personal"] * personal
        + READS["other"]
    )
    return {
        "clicks": curator.clicks,
        "keys": curator.keys,
        "chapters accepted": samples,
        "findings looked at": findings,
        "passages with personal data": personal,
        "seconds to read the file": round(read, 1),
        "seconds of the machine in all": round(seconds, 1),
        "minutes with a person": round((seconds + person) / 60, 1),
    }


def main(files: list[Path]) -> None:
    with tempfile.TemporaryDirectory(prefix="tverrsnitt-curating-") as folder, run_chromium() as browser:
        site = Site(Path(folder) / "data")
        site.furnish()
        try:
            site.serve()
            site.start()
            for file in files:
                context = browser.new_context(base_url=site.address, locale="nb-NO")
                context.set_default_timeout(PATIENCE)
                key = site.sessions["chief"]
                context.add_cookies([{"name": "sessionid", "value": key, "url": site.address}])
                print(file.name)
                for name, value in curate(site, Curator(context.new_page()), file).items():
                    print(f"  {name}: {value}")
                context.close()
        finally:
            site.close()


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
