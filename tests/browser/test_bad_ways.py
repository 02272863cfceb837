"""What goes wrong when files are given is said where one looks, and leaves nothing behind."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import check_accessible, check_reflow
from tests.browser.conftest import Open, Windows
from tests.browser.sites import DRAFT, EXAMPLES, PASSWORD, UNREAD, Site, stop_worker

UPLOAD = "/admin/records/thesis/upload/"
RUN = re.compile(r"/admin/records/import/\d+/change/")
PDF = EXAMPLES / UNREAD


def give(page: Page, *files: Path) -> None:
    page.goto(UPLOAD)
    page.set_input_files("input[type=file]", files)
    page.click(".upload [type=submit]")


def write_picture(folder: Path) -> Path:
    path = folder / "oppgave.pdf"  # a picture, whatever its name says
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    return path


def write_half_a_pdf(folder: Path) -> Path:
    path = folder / "halv.pdf"
    path.write_bytes(PDF.read_bytes()[:2000])
    return path


def write_half_a_docx(folder: Path) -> Path:
    path = folder / "halv.docx"
    path.write_bytes((EXAMPLES / "2024-halvdal-hundre-dager.docx").read_bytes()[:5000])
    return path


def write_shopping_list(folder: Path) -> Path:
    path = folder / "handleliste.txt"
    path.write_text("Melk\nBrød\nEgg\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("write", [write_picture, write_half_a_pdf, write_half_a_docx, write_shopping_list])
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(
    write: Callable[[Path], Path], curator: Page, site: Site, tmp_path: Path
) -> None:
    before = site.count("thesis")
    give(curator, write(tmp_path))
    curator.wait_for_url(RUN)
    expect(curator.locator(".run-failed .run-problem")).to_be_visible()
    # Two sentences: what is wrong, and what to do.
    assert len(re.findall(r"[.:](?:\s|$)", curator.locator(".run-problem").inner_text())) >= 2
    check_accessible(curator, within=".runs")
    assert site.count("thesis") == before


def test_the_very_file_that_is_here_already_leads_to_its_thesis(curator: Page, site: Site) -> None:
    before = site.count("thesis")
    give(curator, EXAMPLES / DRAFT)
    curator.wait_for_url(RUN)
    expect(curator.locator(".run-unchanged")).to_be_visible()
    expect(curator.locator(".run-thesis")).to_have_text("Dugnad med tilskuddsbrev")
    assert site.count("thesis") == before


def test_a_file_that_is_too_large_is_marked_before_it_is_sent(
    curator: Page, site: Site, tmp_path: Path
) -> None:
    huge = tmp_path / "stor.pdf"
    with huge.open("wb") as file:
        file.truncate(51 * 1024**2)
    before = site.count("import")
    sent: list[str] = []
    curator.on("request", lambda request: sent.append(request.method))
    curator.goto(UPLOAD)
    curator.set_input_files("input[type=file]", huge)
    expect(curator.locator(".upload-fault")).to_be_visible()
    check_accessible(curator)
    curator.locator(".upload [type=submit]").click(force=True)
    assert "POST" not in sent
    assert site.count("import") == before


def test_a_lost_connection_is_told_and_the_files_can_be_sent_again(
    curator: Page, windows: Windows, site: Site
) -> None:
    windows.expected += ["ERR_", "Failed to load resource"]
    before = site.count("import")
    curator.goto(UPLOAD)
    curator.set_input_files("input[type=file]", PDF)
    curator.context.set_offline(True)
    curator.click(".upload [type=submit]")
    expect(curator.locator("[data-error]")).to_be_visible()
    check_accessible(curator, within=".upload")
    assert site.count("import") == before
    curator.context.set_offline(False)
    curator.click(".upload [type=submit]")
    curator.wait_for_url(RUN)
    expect(curator.locator(".run-created")).to_be_visible()


def test_a_page_that_follows_says_that_the_site_is_away_and_goes_on_when_it_is_back(
    curator: Page, windows: Windows, site: Site, tmp_path: Path
) -> None:
    windows.expected += ["ERR_", "Failed to load resource"]
    stop_worker(site)
    give(curator, write_shopping_list(tmp_path))
    curator.wait_for_url(RUN)
    status = curator.locator("[data-status]")
    expect(curator.locator(".runs-idle")).to_be_visible()
    port = site.port
    site.halt()
    expect(status).to_have_text(curator.locator("[data-follow]").get_attribute("data-lost") or "-")
    site.serve(port=port)
    site.start()
    expect(curator.locator(".run-failed")).to_be_visible()


def test_who_may_only_read_gives_no_files_and_decides_nothing(
    open_as: Open, windows: Windows, site: Site
) -> None:
    windows.expected += ["403", "Forbidden"]
    reader = open_as("reader")
    thesis = site.ask("SELECT id FROM records_thesis WHERE state = 'draft' ORDER BY id LIMIT 1")[0][0]
    for address in (
        UPLOAD,
        f"/admin/records/thesis/{thesis}/review/",
        f"/admin/records/thesis/{thesis}/publish/",
    ):
        answer = reader.goto(address)
        assert answer is not None
        assert answer.status == 403, address
    expect(reader.locator("main a[href='/admin/']")).to_be_visible()
    check_accessible(reader)
    check_reflow(reader)


def test_a_curator_is_not_offered_to_publish(curator: Page, site: Site) -> None:
    thesis = site.ask("SELECT id FROM records_thesis WHERE state = 'draft' ORDER BY id LIMIT 1")[0][0]
    curator.goto(f"/admin/records/thesis/{thesis}/publish/")
    expect(curator.locator("button[value=review]")).to_be_visible()
    expect(curator.locator("button[value=publish]")).to_have_count(0)


def test_who_is_not_logged_in_is_asked_to_and_comes_to_where_they_were_going(visitor: Page) -> None:
    visitor.goto(UPLOAD)
    visitor.wait_for_url(re.compile("/admin/login/"))
    check_accessible(visitor)
    check_reflow(visitor)
    visitor.fill("#id_username", "curator")
    visitor.fill("#id_password", "not the password")
    visitor.keyboard.press("Enter")
    expect(visitor.locator(".errornote")).to_be_visible()
    check_accessible(visitor)
    visitor.fill("#id_username", "curator")
    visitor.fill("#id_password", PASSWORD)
    visitor.keyboard.press("Enter")
    visitor.wait_for_url(re.compile(UPLOAD))
