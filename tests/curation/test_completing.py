"""The pages on which files of references complete works: who may, what they show, what a decision does."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from kb.curation.completing import words
from kb.importing import candidates, likeness
from kb.importing.libraries import entries as library_entries
from kb.records.models import Operation, Reference, ReferenceEntry, ReferenceFile, Work
from tests.recipes import make_chapter, make_citation, make_passage, make_person, make_thesis, make_work

pytestmark = pytest.mark.django_db

START = "admin:records_work_complete"
LIBRARY = """@book{a, author = {Kvernmo, Siv}, title = {Møtet ved døra}, year = {2015}, publisher = {Fjellbygd forlag}}
@book{b, author = {Hansen, Per}, title = {En bok av en med et vanlig navn}, year = {2001}}
@book{c, author = {Ukjent, Kari}, title = {<script>alert(1)</script>}, year = {1999}}
@book{d, author = {Borte, Bo}, title = {Uten slutt
"""


def make_stub(family: str, year: str, text: str = "") -> Work:
    stub = make_work(make_person(family, ""), year=year, title="")
    thesis = make_thesis()
    passage = make_passage(
        make_chapter(thesis), text or f"Døra er åpen, skriver {family} ({year}), om <b>dører</b>."
    )
    make_citation(passage, stub, family)
    return stub


@pytest.fixture
def stub(db: None) -> Work:
    make_stub("Hansen", "2001")
    return make_stub("Kvernmo", "2015")


def upload(browser: Any, text: str = LIBRARY, name: str = "bibliotek.bib", **more: Any) -> Any:
    data = {"file": SimpleUploadedFile(name, text.encode()), "whole": "yes", **more}
    return browser.post(reverse(START), {key: value for key, value in data.items() if value is not None})


@pytest.fixture
def file(admin: Any, stub: Work) -> ReferenceFile:
    upload(admin)
    return ReferenceFile.objects.get()


def page_of(file: ReferenceFile) -> str:
    return reverse(f"{START}_file", args=[file.pk])


def decide(browser: Any, row: ReferenceEntry, **data: Any) -> Any:
    return browser.post(reverse(f"{START}_entry", args=[row.file_id, row.pk]), data)


def cards(browser: Any, file: ReferenceFile, **query: Any) -> list[Any]:
    return list(browser.get(page_of(file), query).context["cards"])


def test_a_file_is_read_and_its_entries_shown_with_their_works(
    admin: Any, stub: Work, file: ReferenceFile
) -> None:
    response = admin.get(page_of(file))
    (card,) = response.context["cards"]
    (choice,) = card.choices
    assert (card.verdict, choice.work) == ("sure", stub)
    assert [row.name for row in choice.rows] == ["authors", "title", "type", "publisher"]
    assert all(row.is_ticked for row in choice.rows)
    assert choice.n_theses == 1
    assert [piece.text for piece in choice.places[0].pieces if piece.is_marked] == ["Kvernmo"]
    counts = {code: count for code, _label, count in response.context["tabs"]}
    assert (counts["sure"], counts["likely"], counts["none"], counts["all"]) == (1, 1, 1, 3)
    assert [problem["line"] for problem, _told in response.context["problems"]] == [4]


def test_what_the_file_and_the_theses_say_is_shown_as_text(admin: Any, file: ReferenceFile) -> None:
    page = html.fromstring(admin.get(page_of(file), {"show": "all"}).content.decode())
    assert "<script>alert(1)</script>" in page.text_content()
    assert page.xpath("//blockquote//b | //script[not(@src)]") == []


def test_filling_in_goes_on_to_the_next_and_can_be_taken_back(
    admin: Any, stub: Work, file: ReferenceFile
) -> None:
    card = cards(admin, file)[0]
    response = decide(
        admin,
        card.row,
        do="fill",
        work=stub.pk,
        seen=card.choices[0].mark,
        field=["title", "type"],
        show="all",
        next=2,
    )
    assert response["Location"].endswith("?show=all#entry-2")
    stub.refresh_from_db()
    assert (stub.title, stub.type, stub.publisher) == ("Møtet ved døra", "book", "")
    (decided,) = cards(admin, file, show="decided")
    assert decided.operation is not None
    last = admin.get(page_of(file)).context["last"]
    assert last == decided.operation
    admin.post(reverse(f"{START}_undo", args=[file.pk, last.pk]))
    stub.refresh_from_db()
    assert stub.title == ""
    assert cards(admin, file)[0].row.state == "open"


def test_what_was_changed_meanwhile_is_not_filled_in(admin: Any, stub: Work, file: ReferenceFile) -> None:
    card = cards(admin, file)[0]
    Work.objects.filter(pk=stub.pk).update(publisher="Et annet")
    decide(admin, card.row, do="fill", work=stub.pk, seen=card.choices[0].mark, field=["title"])
    stub.refresh_from_db()
    assert stub.title == ""


@pytest.mark.parametrize(
    "data", [{}, {"do": "fill"}, {"do": "fill", "work": "99999"}, {"do": "sell"}, {"do": "join", "work": "x"}]
)
def test_a_decision_that_makes_no_sense_changes_nothing(
    admin: Any, file: ReferenceFile, data: dict[str, str]
) -> None:
    row = file.entries.first()
    assert row is not None
    assert decide(admin, row, **data).status_code == 302
    assert file.entries.filter(state="open").count() == 3
    assert not Operation.objects.exists()


def test_a_work_that_was_not_proposed_cannot_be_filled_in(admin: Any, file: ReferenceFile) -> None:
    other = make_work()
    row = file.entries.get(number=1)
    decide(admin, row, do="fill", work=other.pk, seen="", field=["title"])
    row.refresh_from_db()
    assert row.state == "open"


def test_skipping_and_adding(admin: Any, file: ReferenceFile) -> None:
    decide(admin, file.entries.get(number=2), do="skip")
    decide(admin, file.entries.get(number=3), do="add")
    assert [row.state for row in file.entries.all()] == ["open", "skipped", "added"]
    assert file.entries.get(number=3).work == Work.objects.get(year="1999")
    assert len(cards(admin, file, show="decided")) == 2


def test_all_that_are_sure_are_looked_over_and_filled_in_as_one(
    admin: Any, stub: Work, file: ReferenceFile
) -> None:
    address = reverse(f"{START}_sure", args=[file.pk])
    (row,) = admin.get(address).context["rows"]
    assert row["work"] == stub
    stub.refresh_from_db()
    assert stub.title == "", "looking is not doing"
    entry = row["row"].pk
    admin.post(address, {"entry": [entry, "x"], f"seen-{entry}": row["mark"]})
    stub.refresh_from_db()
    assert stub.title == "Møtet ved døra"
    assert Operation.objects.get().name == "complete_works"
    assert admin.get(address).context["rows"] == []


def test_without_a_tick_nothing_is_filled_in(admin: Any, stub: Work, file: ReferenceFile) -> None:
    admin.post(reverse(f"{START}_sure", args=[file.pk]), {})
    stub.refresh_from_db()
    assert stub.title == ""


def test_an_import_is_left_and_gone_on_with(admin: Any, file: ReferenceFile) -> None:
    (listed,) = admin.get(reverse(START)).context["files"]
    assert (listed, listed.n_open, listed.n_all) == (file, 3, 3)
    assert listed.by.username == "kari"
    assert upload(admin)["Location"] == page_of(file)
    assert ReferenceFile.objects.count() == 1


def test_comparing_anew_finds_works_that_came_later(admin: Any, file: ReferenceFile) -> None:
    late = make_stub("Ukjent", "1999")
    admin.post(reverse(f"{START}_again", args=[file.pk]))
    assert file.entries.get(number=3).candidates == [late.pk]


def test_reference_lists_of_the_theses_are_a_source_too(admin: Any, stub: Work) -> None:
    assert admin.post(reverse(f"{START}_lists"))["Location"] == reverse(START)
    full = make_work(make_person("Kvernmo", "Siv"), year="2015", title="Møtet ved døra")
    Reference.objects.create(thesis=make_thesis(), work=full, order=1, raw="…", first_line=1, last_line=1)
    address = admin.post(reverse(f"{START}_lists"))["Location"]
    (card,) = admin.get(address).context["cards"]
    joined = card.choices[1]
    assert (card.verdict, joined.work, joined.join_to) == ("double", stub, full)
    decide(admin, card.row, do="join", work=stub.pk, keep=full.pk, seen=joined.mark)
    assert not Work.objects.filter(pk=stub.pk).exists()


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("", {}),
        ("%PDF-1.7", {}),
        ("Bare tekst.", {}),
        ("@book{a, title = {Uten slutt", {}),
        (LIBRARY, {"whole": None}),
        (LIBRARY, {"file": None}),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field(admin: Any, text: str, more: dict[str, Any]) -> None:
    response = upload(admin, text, **more)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not ReferenceFile.objects.exists()


def test_a_file_beyond_the_limit_is_refused(admin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.curation.completing.pages.MOST_BYTES", 10)
    assert upload(admin).context["form"].errors


def addresses(file: ReferenceFile) -> list[tuple[str, str]]:
    row = file.entries.first()
    assert row is not None
    return [
        ("get", reverse(START)),
        ("get", page_of(file)),
        ("get", reverse(f"{START}_sure", args=[file.pk])),
        ("post", reverse(START)),
        ("post", reverse(f"{START}_lists")),
        ("post", reverse(f"{START}_again", args=[file.pk])),
        ("post", reverse(f"{START}_sure", args=[file.pk])),
        ("post", reverse(f"{START}_entry", args=[file.pk, row.pk])),
        ("post", reverse(f"{START}_undo", args=[file.pk, 1])),
    ]


def test_nobody_completes_works_without_the_right(client: Any, admin: Any, file: ReferenceFile) -> None:
    reader = User.objects.create_user("ola", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_work"))
    client.force_login(reader)
    for method, address in addresses(file):
        assert getattr(client, method)(address).status_code == 403
    client.logout()
    for method, address in addresses(file):
        assert getattr(client, method)(address).status_code == 302


def test_joining_takes_the_right_to_merge(client: Any, admin: Any, stub: Work) -> None:
    full = make_work(make_person("Kvernmo", "Siv"), year="2015", title="Møtet ved døra")
    upload(admin)
    file = ReferenceFile.objects.get()
    reader = User.objects.create_user("per", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__in=["view_work", "change_work"]))
    client.force_login(reader)
    response = client.get(page_of(file), {"show": "double"})
    assert not response.context["may_join"]
    (card,) = response.context["cards"]
    joined = decide(client, card.row, do="join", work=stub.pk, keep=full.pk, seen=card.choices[1].mark)
    assert joined.status_code == 403
    assert Work.objects.filter(pk=stub.pk).exists()


def test_nothing_is_done_by_looking(admin: Any, file: ReferenceFile) -> None:
    row = file.entries.first()
    assert row is not None
    for name, args in (
        ("lists", []),
        ("again", [file.pk]),
        ("entry", [file.pk, row.pk]),
        ("undo", [file.pk, 1]),
    ):
        assert admin.get(reverse(f"{START}_{name}", args=args)).status_code == 405


def test_what_was_done_elsewhere_is_not_taken_back_here(
    admin: Any, file: ReferenceFile, curator: User
) -> None:
    from kb.records.actions import correct_work

    correct_work(work=Work.objects.all()[0], by=curator)
    operation = Operation.objects.get()
    assert admin.post(reverse(f"{START}_undo", args=[file.pk, operation.pk])).status_code == 404


def test_a_page_asks_the_base_about_as_often_for_many_entries_as_for_one(admin: Any, stub: Work) -> None:
    text = "".join(
        f"@book{{{letter}, author = {{Kvernmo{letter}xyz, S}}, title = {{Bok {letter}}}, year = 2001}}\n"
        for letter in "abcdefghijklmno"
    )
    upload(admin, text)
    file = ReferenceFile.objects.get()
    admin.get(page_of(file))
    with CaptureQueriesContext(connection) as queries:
        admin.get(page_of(file), {"show": "all"})
    assert len(queries) < 30


def test_every_reason_problem_and_refusal_has_words() -> None:
    import ast

    def codes(module: Any, *names: str) -> set[str]:
        tree = ast.parse(Path(module.__file__).read_text("utf-8"))
        return {
            call.args[0].value
            for call in ast.walk(tree)
            if isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id in names
            and call.args
            and isinstance(call.args[0], ast.Constant)
        }

    folder = Path(library_entries.__file__).parent
    modules = [type("Module", (), {"__file__": str(path)}) for path in folder.glob("*.py")]
    problems = set().union(*(codes(module, "Problem") for module in modules))
    refusals = set().union(*(codes(module, "UnreadableLibrary") for module in modules))
    assert problems == set(words._PROBLEMS)
    assert refusals | {"is_pdf", "is_zip", "is_database"} == set(words._UNREADABLE)
    assert codes(likeness, "Reason") == set(words._REASONS)
    assert set(candidates.Verdict) == set(words.VERDICTS)


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("complete", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_tells_and_stores_nothing_on_a_dry_run(
    stub: Work, tmp_path: Path, search_index: None
) -> None:
    path = tmp_path / "bibliotek.bib"
    path.write_text(LIBRARY)
    out, err = run(str(path), "--dry-run")
    assert "Møtet ved døra" in out
    assert "line 4" in err
    assert not ReferenceFile.objects.exists()
    stub.refresh_from_db()
    assert stub.title == ""


def test_the_command_fills_in_what_is_sure_and_a_second_run_changes_nothing(
    stub: Work, tmp_path: Path, search_index: None
) -> None:
    path = tmp_path / "bibliotek.bib"
    path.write_text(LIBRARY)
    run(str(path))
    stub.refresh_from_db()
    assert stub.title == "Møtet ved døra"
    run(str(path))
    assert Operation.objects.count() == 1


def test_the_command_says_what_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("")
    for path in (tmp_path / "a.bib", tmp_path / "b.bib"):
        with pytest.raises(CommandError):
            run(str(path))
