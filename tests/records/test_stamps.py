"""Whatever changes what is counted of a thesis renews its stamp: each sort of save, and each thing that people do."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User

from kb.importing.store import ingest_file
from kb.records import actions
from kb.records.actions.spans import read_span
from kb.records.models import (
    Contributor,
    FactsStamp,
    Mask,
    Operation,
    Quotation,
    ReferenceEntry,
    ReferenceFile,
    SuggestionChange,
    SuggestionRun,
    ThemeLink,
    Thesis,
    Work,
)
from kb.records.stamps import renew_stamps
from kb.synthesis.facts import load_facts
from kb.synthesis.vocabulary import load_vocabulary
from tests import recipes
from tests.importing.small_thesis import FIRST
from tests.records.reanchorings import make_reanchoring
from tests.records.snapshots import take_snapshots
from tests.synthesis.plain_facts import tell_facts, tell_records

pytestmark = pytest.mark.django_db


@pytest.fixture
def base(kari: User) -> SimpleNamespace:
    """Two theses with a chapter over another, voices, quotations, sources and themes, and a draft."""
    base = SimpleNamespace(by=kari)
    base.thesis, base.other = recipes.make_thesis("Den ene"), recipes.make_thesis("Den andre")
    base.draft = recipes.make_thesis("Utkastet", published=False)
    base.theme, base.second = recipes.make_theme("Tillit"), recipes.make_theme("Kontroll")
    base.work, base.same = recipes.make_work(), recipes.make_work()
    for thesis in (base.other, base.draft, base.thesis):
        base.above = recipes.make_chapter(thesis, "Funn")
        base.chapter = recipes.make_chapter(thesis, "Møter", parent=base.above)
        base.leader, base.worker = (
            recipes.make_informant(thesis),
            recipes.make_informant(thesis, "B", "employee"),
        )
        base.passage = recipes.make_passage(base.chapter, "Døra står åpen. Berg (2010) kaller det en sluse.")
        base.missed = recipes.make_passage(base.chapter, "Åpne dører")
        recipes.make_passage(base.chapter, "De sto åpne hele uken.")
        base.quotation = recipes.make_quotation(base.passage, "Døra står åpen.", informant=base.leader)
        base.second_quotation = recipes.make_quotation(base.passage, "en sluse", informant=base.worker)
        base.citation = recipes.make_citation(base.passage, base.work, "Berg (2010)")
        base.again = recipes.make_citation(base.passage, base.same, "Berg", via=base.work)
        base.contribution = thesis.contributors.get()
        base.author = base.contribution.person
        base.co_author = base.work.authors.get()
        base.suggested = recipes.tag(base.quotation, base.theme, suggested=True)
        base.accepted = recipes.tag(base.quotation, base.second)
        recipes.tag(base.passage, base.theme)
    base.lost = recipes.make_quotation(base.passage, "kaller det")
    Quotation.objects.filter(pk=base.lost.pk).update(passage=None, last_passage=None)
    base.row = make_reanchoring(base.lost)
    base.stub = recipes.make_work(title="")
    recipes.make_citation(base.passage, base.stub, "kaller")
    file = ReferenceFile.objects.create(name="bibliotek.bib", format="bibtex", sha256="0" * 64)
    base.entry = ReferenceEntry.objects.create(
        file=file, number=1, data={"title": "En bok"}, verdict="double"
    )
    return base  # the last one named is of ``base.thesis``


def tell() -> dict[str, Any]:
    return tell_facts(load_facts(), load_vocabulary())


def change(record: str, **fields: Any) -> Callable[[Any], None]:
    def save(base: Any) -> None:
        found = getattr(base, record)
        for name, value in fields.items():
            setattr(found, name, getattr(base, value[1:]) if str(value).startswith("@") else value)
        found.save()

    return save


def do(action: str, **arguments: Any) -> Callable[[Any], None]:
    """An action of people; "@name" is what the base has under the name, a list of such a list of those."""

    def find(base: Any, value: Any) -> Any:
        if isinstance(value, list):
            return [find(base, each) for each in value]
        return getattr(base, value[1:]) if str(value).startswith("@") else value

    def act(base: Any) -> None:
        getattr(actions, action)(by=base.by, **{name: find(base, value) for name, value in arguments.items()})

    act.__name__ = action
    return act


def move_quotation(base: Any) -> None:
    span = read_span(first=base.passage, start=0, last=base.passage, end=10)
    actions.move_quotation(quotation=base.quotation, span=span, by=base.by)


def split_quotation(base: Any) -> None:
    parts = [read_span(first=base.passage, start=a, last=base.passage, end=b) for a, b in ((0, 4), (5, 16))]
    actions.split_quotation(quotation=base.quotation, first=parts[0], second=parts[1], by=base.by)


def tag_many(base: Any) -> None:
    keys = [base.quotation.pk, base.second_quotation.pk]
    actions.tag_many(model=Quotation, keys=keys, theme=base.theme, by=base.by)


def untag_many(base: Any) -> None:
    keys = [base.quotation.pk, base.second_quotation.pk]
    actions.untag_many(model=Quotation, keys=keys, theme=base.second, by=base.by)


def import_vocabulary(base: Any) -> None:
    edits = [
        actions.ThemeEdit(base.theme.slug, name="Tiltro", labels=(("nb", "preferred", "Tiltro"),)),
        actions.ThemeEdit(
            "nytt", is_new=True, name="Nytt", broader=base.theme.slug, related=(base.theme.slug,)
        ),
    ]
    actions.import_vocabulary(edits=edits, removed=[base.second.slug], by=base.by)


def place_anew(base: Any) -> None:
    start = base.passage.text.index("kaller det")
    place = {"passage": base.passage.pk, "start": start, "end": start + len("kaller det")}
    actions.place_anew(row=base.row, place=place, by=base.by)


def renew_suggestions(base: Any) -> None:
    """What a look at all theses found: one more, and one no longer."""
    run = SuggestionRun.objects.create()
    shared = {"thesis": base.thesis, "content_type": base.suggested.content_type, "confidence": 0.5}
    for kind, theme, record in (
        ("new", base.theme, base.second_quotation),
        ("lost", base.theme, base.quotation),
    ):
        SuggestionChange.objects.create(run=run, kind=kind, theme=theme, object_id=record.pk, **shared)
    actions.renew_suggestions(run=run, by=base.by)


ACTIONS = [
    renew_suggestions,
    do("accept_quotation", quotation="@quotation"),
    do("reject_quotation", quotation="@quotation"),
    do("set_kind", quotation="@quotation", kind="policy"),
    do("set_speaker", quotation="@quotation", informant="@worker"),
    do("set_citation", quotation="@quotation", citation="@citation"),
    do("mark_quotation", passage="@passage", text="Døra står", kind="interview"),
    do("hide_chapter", chapter="@above"),
    do("hide_passage", passage="@passage"),
    do("accept_theme", link="@suggested"),
    do("reject_theme", link="@suggested"),
    do("tag", record="@second_quotation", theme="@theme"),
    do("untag", record="@quotation", theme="@theme"),
    do("untag", record="@quotation", theme="@second"),
    tag_many,
    untag_many,
    do("settle_many", links=["@suggested"], accept=True),
    do("settle_many", links=["@suggested"], accept=False),
    do("create_theme", name="Åpenhet", broader="@theme"),
    do("move_theme", theme="@theme", broader="@second"),
    do("delete_theme", theme="@theme"),
    do("delete_theme", theme="@theme", heir="@second"),
    import_vocabulary,
    do("merge_themes", keep="@theme", others=["@second"]),
    do("merge_informants", keep="@leader", others=["@worker"]),
    do("merge_works", keep="@work", others=["@same"]),
    do("merge_works", keep="@same", others=["@work"]),
    do("merge_works", keep="@work", others=["@same"], chosen={"year": "2011"}, authors_of="@same"),
    do("split_work", work="@work", citations=["@citation"], fields={"title": "En annen bok"}),
    do("split_work", work="@work", second_hand=["@again"], into="@same"),
    do("split_informant", informant="@leader", quotations=["@quotation"], label="Leder X"),
    do("split_informant", informant="@leader", quotations=["@quotation"], into="@worker"),
    do("join_entry", entry="@entry", keep="@work", stub="@stub"),
    do("set_work", citation="@citation", work="@same"),
    do("publish", thesis="@draft", unchecked=True),
    do("withdraw", thesis="@thesis", reason="På forfatterens ønske."),
    do("return_to_draft", thesis="@thesis"),
    do("make_theme", name="Dørstokker", language="nb", carried=["@passage"]),
    do("make_theme", name="Dørstokker", language="nb", suggested=["@passage"]),
    move_quotation,
    split_quotation,
    do("merge_quotations", keep="@quotation", other="@second_quotation"),
    do("unlink_citation", citation="@citation"),
    do("name_speaker", quotation="@quotation", label="Leder C"),
    do("dissolve_heading", chapter="@chapter"),
    do("raise_heading", passage="@missed", title="Åpne dører", number="", level=2),
    do("rename_slug", record="@thesis", slug="et-nytt-navn"),
    place_anew,
    do("keep_anew", row="@row"),
]
# Who wrote what, and what a theme is called, is counted nowhere; it is taken back as all else.
OF_PEOPLE = [
    do("rename_theme", theme="@theme", name="Tiltro", slug="tiltro"),
    do("set_contributors", thesis="@thesis", role="author", names=["Nordby, Ane", "Per Vik"]),
    do("merge_persons", keep="@author", others=["@co_author"], chosen={"given": "Nytt"}),
    do("split_person", person="@author", contributions=["@contribution"], name={"given": "Ny"}),
    do("tell_apart", records=["@author", "@co_author"]),
    do("tell_apart", records=["@work", "@same"], verdict="later"),
]
# What they save was set before they are called, or they are tried below.
SAVED_BEFORE = {
    "correct_citation",
    "correct_informant",
    "correct_quotation",
    "correct_theme",
    "correct_thesis",
    "correct_work",
}
BACK = {"show_chapter", "show_passage", "undo"}
COUNTED_NOWHERE = {
    "CheckItem", "Doubt", "MOST_AT_ONCE", "MOST_SUGGESTED", "Outdated", "Refused", "ThemeEdit",
    "accept_heading", "add_work", "bring_back", "check_unchanged", "complete_work", "correct_heading",
    "drop_anew", "find_checklist", "find_doubts", "find_obstacles", "mask_everywhere", "mask_words",
    "propose_again", "rename_informant", "reopen_label", "reopen_passage", "send_back", "send_to_review",
    "set_aside", "settle_label", "settle_passage", "skip_entry", "tick", "unmask", "untick",
}  # fmt: skip


def give_broader(base: Any) -> None:
    base.theme.broader = base.second
    base.theme.save()


def correct_role(base: Any) -> None:
    base.leader.role_group = "user"
    actions.correct_informant(informant=base.leader, by=base.by)


def correct_text(base: Any) -> None:
    base.quotation.text = "Døra står"
    actions.correct_quotation(quotation=base.quotation, fields=["text"], by=base.by)


def correct_title(base: Any) -> None:
    base.thesis.title = "En helt annen tittel"
    actions.correct_thesis(thesis=base.thesis, fields=["title"], by=base.by)


def delete(record: str) -> Callable[[Any], None]:
    return lambda base: getattr(base, record).delete()


OTHERS = {
    "a quotation's form": change("quotation", form="block"),
    "a voice's role": change("leader", role_group="user"),
    "a voice's role, corrected": correct_role,
    "words, corrected": correct_text,
    "a title, corrected": correct_title,
    "a theme's broader one": give_broader,
    "a quotation's passages": change("quotation", passage=None, last_passage=None),
    "a citation's second hand": change("citation", via="@same"),
    "access": change("thesis", access="quotations"),
    "a link added by hand": lambda base: base.quotation.themes.add(recipes.make_theme("Nytt")),
    "links removed by hand": lambda base: base.quotation.themes.clear(),
    "a voice gone": delete("leader"),
    "a quotation gone": delete("quotation"),
    "a passage gone": delete("passage"),
    "a chapter gone, with the one under it": delete("above"),
    "a citation gone": delete("citation"),
    "a work gone": delete("work"),
    "works gone together": lambda base: Work.objects.all().delete(),
    "a theme gone": delete("theme"),
    "links gone together": lambda base: ThemeLink.objects.filter(tag=base.theme).delete(),
    "quotations gone together": lambda base: Quotation.objects.filter(thesis=base.other).delete(),
    "a thesis gone": delete("thesis"),
    "theses gone together": lambda base: Thesis.objects.exclude(pk=base.other.pk).delete(),
    "an institution's thesis moved": change("thesis", institution=None),
}


@pytest.mark.parametrize("act", [*ACTIONS, *OTHERS.values()], ids=[*(a.__name__ for a in ACTIONS), *OTHERS])
def test_the_next_question_is_told_of_a_change(base: SimpleNamespace, act: Callable[[Any], None]) -> None:
    before = tell()
    assert before == tell_records()
    act(base)
    after = tell()
    assert after == tell_records()
    assert after != before, "the change changed nothing that is counted"


def test_what_is_shown_again_is_counted_again(base: SimpleNamespace) -> None:
    before = tell()
    actions.hide_chapter(chapter=base.above, by=base.by)
    actions.hide_passage(passage=base.passage, by=base.by)
    assert tell() == tell_records() != before
    actions.show_chapter(chapter=base.above, by=base.by)
    actions.show_passage(passage=base.passage, by=base.by)
    assert tell() == tell_records() == before


@pytest.mark.parametrize("act", [*ACTIONS, *OF_PEOPLE], ids=lambda act: act.__name__)
def test_what_is_taken_back_stands_and_counts_as_before(
    base: SimpleNamespace, act: Callable[[Any], None]
) -> None:
    before, stood = tell(), take_snapshots()
    act(base)
    assert take_snapshots() != stood
    actions.undo(operation=Operation.objects.get(), by=base.by)
    assert take_snapshots() == stood
    assert tell() == tell_records() == before


def cover_more(base: Any) -> None:
    actions.mask_words(passage=base.passage, ranges=[(0, 4)], by=None)
    Operation.objects.all().delete()
    actions.unmask(mask=Mask.objects.get(), by=base.by)


def open_again(base: Any) -> None:
    base.passage.personal_data_settled = base.leader.label_settled = True
    base.passage.save()
    base.leader.save()
    Operation.objects.all().delete()


def reopen_passage(base: Any) -> None:
    open_again(base)
    actions.reopen_passage(passage=base.passage, by=base.by)


def reopen_label(base: Any) -> None:
    open_again(base)
    actions.reopen_label(informant=base.leader, by=base.by)


def send_back(base: Any) -> None:
    actions.send_to_review(thesis=base.draft, by=base.by)
    Operation.objects.all().delete()
    actions.send_back(thesis=base.draft, comment="Se på navnene.", by=base.by)


def tick_again(base: Any) -> None:
    actions.tick(thesis=base.thesis, item="findings", by=None)
    Operation.objects.all().delete()
    actions.tick(thesis=base.thesis, item="findings", by=base.by)


def untick(base: Any) -> None:
    actions.tick(thesis=base.thesis, item="findings", by=None)
    Operation.objects.all().delete()
    actions.untick(thesis=base.thesis, item="findings", by=base.by)


SETTLED = [
    do("mask_words", passage="@passage", ranges=[(0, 4)], settle=True),
    do("mask_everywhere", thesis="@thesis", words="Døra"),
    do("settle_passage", passage="@passage"),
    do("settle_label", informant="@leader"),
    do("rename_informant", informant="@leader", label="Leder Å"),
    do("send_to_review", thesis="@draft"),
    do("tick", thesis="@thesis", item="findings"),
    cover_more, reopen_passage, reopen_label, send_back, tick_again, untick,
]  # fmt: skip


@pytest.mark.parametrize("act", SETTLED, ids=[act.__name__ for act in SETTLED])
def test_what_was_settled_is_taken_back(base: SimpleNamespace, act: Callable[[Any], None]) -> None:
    act(base)
    operation, stood = Operation.objects.get(), take_snapshots()
    actions.undo(operation=operation, by=base.by)
    assert take_snapshots() != stood
    actions.undo(operation=Operation.objects.get(undoes=operation), by=base.by)
    assert take_snapshots() == stood
    assert tell() == tell_records()


def test_every_action_is_tried_here() -> None:
    tried = {act.__name__ for act in [*ACTIONS, *OF_PEOPLE]} | SAVED_BEFORE | BACK | COUNTED_NOWHERE
    assert set(actions.__all__) == tried


def test_a_file_read_anew_is_counted_anew(db: None) -> None:
    ingest_file("forste.txt", FIRST.encode(), publish=True)
    before = tell()
    assert before == tell_records()
    more = FIRST.replace(
        "4 Funn\n",
        "4 Funn\n\nLeder B sier:\n\n«Det er ingen som har tid til å lese alt som kommer.» (Leder B)\n",
    )
    ingest_file("forste.txt", more.encode())
    assert tell() == tell_records()
    assert len(tell()["quotations"]) > len(before["quotations"])
    ingest_file("forste.txt", FIRST.encode())
    assert tell() == tell_records()


def test_only_the_thesis_that_changed_gets_another_stamp(base: SimpleNamespace) -> None:
    before = dict(FactsStamp.objects.values_list("thesis", "stamp"))
    base.quotation.save()
    after = dict(FactsStamp.objects.values_list("thesis", "stamp"))
    assert {pk for pk in after if after[pk] != before[pk]} == {base.thesis.pk}


def test_an_author_taken_away_renews_the_thesis(base: SimpleNamespace) -> None:
    before = dict(FactsStamp.objects.values_list("thesis", "stamp"))
    Contributor.objects.filter(thesis=base.thesis).delete()
    assert FactsStamp.objects.get(thesis=base.thesis).stamp != before[base.thesis.pk]


def test_stamps_are_renewed_many_at_once_and_made_where_there_are_none(base: SimpleNamespace) -> None:
    FactsStamp.objects.filter(thesis=base.thesis).delete()
    before = FactsStamp.objects.get(thesis=base.other).stamp
    renew_stamps([base.thesis.pk, base.other.pk, base.other.pk])
    renew_stamps([])
    assert FactsStamp.objects.filter(thesis=base.thesis).exists()
    assert FactsStamp.objects.get(thesis=base.other).stamp != before
