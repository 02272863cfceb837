"""A theme on whole lists, many suggestions at once, and suggestions made anew."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.urls import reverse

from kb.importing.store import ingest_file
from kb.importing.vocabulary import ensure_vocabulary
from kb.records.models import (
    Operation,
    Quotation,
    SuggestionRun,
    Theme,
    ThemeLabel,
    ThemeLink,
)
from tests.importing.small_thesis import FIRST
from tests.recipes import make_chapter, make_passage, make_quotation, make_theme, make_thesis, tag

pytestmark = pytest.mark.django_db

TAG = reverse("admin:records_theme_tag")
DECIDE = reverse("admin:records_themelink_decide")
SUGGEST = reverse("admin:records_theme_suggest")


def take_back(admin):
    admin.post(reverse("admin:history_undo", args=[Operation.objects.first().pk]))


@pytest.fixture
def quotations():
    """Forty in two theses, more than a page of the list holds."""
    found = []
    for thesis in (make_thesis("Den ene"), make_thesis("Den andre")):
        chapter = make_chapter(thesis)
        for number in range(20):
            passage = make_passage(chapter, f"Vi snakker sammen hver dag, sier nummer {number}.")
            found.append(make_quotation(passage, kind="interview" if number % 2 else "policy"))
    return found


def test_all_pages_of_the_public_list_get_a_theme_after_a_look(admin, quotations):
    theme = make_theme()
    tag(quotations[1], theme)
    tag(quotations[3], theme, suggested=True)
    tag(quotations[5], theme, suggested=True, state="rejected")
    listed = admin.get("/quotations/", {"kind": "interview"})
    assert listed.context["page"].tag_url == f"{TAG}?kind=interview"
    assert admin.get(listed.context["page"].tag_url).context["n_records"] == 20
    given = {"theme": theme.pk, "deed": "add", "step": "look"}
    plan = admin.post(f"{TAG}?kind=interview", given).context["plan"]
    assert (plan.n_without, plan.n_accepted, plan.n_suggested, plan.n_rejected, plan.n_changed) == (
        17,
        1,
        1,
        1,
        18,
    )
    assert ThemeLink.objects.count() == 3
    admin.post(f"{TAG}?kind=interview", {**given, "step": "do", "seen": plan.seen})
    assert ThemeLink.objects.confirmed().count() == 19
    assert ThemeLink.objects.get(object_id=quotations[5].pk).state == "rejected"
    assert Operation.objects.count() == 1
    take_back(admin)
    assert ThemeLink.objects.count() == 3
    assert ThemeLink.objects.confirmed().count() == 1


def test_a_theme_is_taken_off_a_list_and_suggestions_do_not_come_back(admin, quotations):
    theme = make_theme()
    tag(quotations[1], theme)
    tag(quotations[3], theme, suggested=True)
    given = {"theme": theme.pk, "deed": "remove", "step": "look"}
    plan = admin.post(TAG, given).context["plan"]
    admin.post(TAG, {**given, "step": "do", "seen": plan.seen})
    assert ThemeLink.objects.get().state == "rejected"


def test_a_list_that_changed_since_is_looked_at_again(admin, quotations):
    theme = make_theme()
    given = {"theme": theme.pk, "deed": "add", "step": "look"}
    seen = admin.post(TAG, given).context["plan"].seen
    tag(quotations[0], theme)
    again = admin.post(TAG, {**given, "step": "do", "seen": seen})
    assert again.context["plan"].n_accepted == 1
    assert ThemeLink.objects.count() == 1


def test_readers_are_not_offered_to_put_themes_on(client, quotations):
    assert client.get("/quotations/").context["page"].tag_url == ""
    client.force_login(User.objects.create_user("ser", is_staff=True))
    assert client.get("/quotations/").context["page"].tag_url == ""
    assert client.post(TAG, {"theme": make_theme().pk, "deed": "add", "step": "look"}).status_code == 403


def test_all_that_the_admins_list_finds_is_meant(admin, quotations):
    theme = make_theme()
    address = f"{reverse('admin:records_quotation_changelist')}?kind__exact=interview"
    data = {"action": "tag_selected", "_selected_action": [quotations[1].pk], "select_across": "1"}
    given = {**data, "theme": theme.pk, "deed": "add"}
    plan = admin.post(address, {**given, "step": "look"}).context["plan"]
    assert plan.n_changed == 20
    admin.post(address, {**given, "step": "do", "seen": plan.seen})
    assert ThemeLink.objects.confirmed().count() == 20


# -- suggestions


@pytest.fixture
def suggested(quotations):
    theme, other = make_theme("Tillit"), make_theme("Makt")
    for number, quotation in enumerate(quotations):
        tag(quotation, theme, suggested=True, confidence=number / 40)
    tag(quotations[0], other, suggested=True, confidence=0.95)
    tag(quotations[0].passage, theme, suggested=True, confidence=0.95)
    return theme


@pytest.mark.parametrize("deed", ["accept", "reject"])
def test_those_asked_for_are_settled_as_one(admin, suggested, deed):
    asked = {"theme": suggested.pk, "sort": "quotation", "least": "75", "most": "90"}
    address = f"{DECIDE}?{'&'.join(f'{name}={value}' for name, value in asked.items())}"
    page = admin.get(address)
    assert page.context["n"] == 7
    percents = [row.percent for row in page.context["sample"]]
    assert percents == sorted(percents, reverse=True)
    assert (max(percents), min(percents)) == (90, 75)
    admin.post(address, {"deed": deed, "seen": page.context["seen"]})
    assert ThemeLink.objects.filter(state=f"{deed}ed").count() == 7
    assert ThemeLink.objects.filter(state="suggested").count() == 35
    take_back(admin)
    assert ThemeLink.objects.filter(state="suggested").count() == 42


def test_of_many_a_few_are_shown_from_sure_to_unsure(admin, suggested):
    page = admin.get(f"{DECIDE}?least=0")
    assert page.context["n"] == 42
    percents = [row.percent for row in page.context["sample"]]
    assert len(percents) == 10
    assert (percents[0], percents[-1]) == (98, 0)


def test_suggestions_that_changed_since_the_sample_are_looked_at_again(admin, suggested):
    seen = admin.get(DECIDE).context["seen"]
    ThemeLink.objects.filter(tag=suggested).first().delete()
    assert admin.post(DECIDE, {"deed": "accept", "seen": seen}).status_code == 200
    assert not ThemeLink.objects.confirmed().exists()


def test_before_a_theme_is_chosen_each_is_told_with_those_that_are_mostly_right(admin, suggested):
    tallies = admin.get(DECIDE).context["tallies"]
    assert [(tally.theme, tally.n_sure, tally.n_all) for tally in tallies] == [
        ("Tillit", 13, 41),
        ("Makt", 1, 1),
    ]
    for tally in tallies:
        assert admin.get(DECIDE + tally.sure_query).context["n"] == tally.n_sure
        narrowed = admin.get(DECIDE + tally.all_query).context
        assert (narrowed["n"], narrowed["tallies"]) == (tally.n_all, ())


def test_what_the_suggestions_were_narrowed_to_holds_for_each_theme(admin, suggested, quotations):
    thesis = quotations[0].thesis
    tallies = admin.get(f"{DECIDE}?thesis={thesis.pk}&sort=passage").context["tallies"]
    assert [(tally.theme, tally.n_all) for tally in tallies] == [("Tillit", 1)]
    assert admin.get(DECIDE + tallies[0].all_query).context["n"] == 1


@pytest.mark.parametrize("query", ["least=x", "most=900", "theme=99999", "thesis=-", "sort=alt"])
def test_a_question_that_means_nothing_finds_nothing(admin, suggested, query):
    page = admin.get(f"{DECIDE}?{query}")
    assert page.status_code == 200
    assert page.context["n"] == 0


def test_of_a_whole_thesis_the_title_is_not_told_twice(admin, suggested, quotations):
    thesis = quotations[0].thesis
    tag(thesis, make_theme("Rom"), suggested=True, confidence=0.9)
    said = admin.get(f"{DECIDE}?sort=thesis").content.decode()
    assert said.count(thesis.title) == 2  # in the choice of theses, and under the suggestion
    assert "<q>" not in said


def test_settling_takes_the_right_to(onlooker, client, suggested):
    assert onlooker.get(DECIDE).status_code == 403
    assert onlooker.post(DECIDE, {"deed": "accept"}).status_code == 403


# -- anew


@pytest.fixture
def read(db):
    """A thesis that was read with the vocabulary of a new base."""
    ensure_vocabulary()
    return ingest_file("forste.txt", FIRST.encode(), publish=True).thesis


def work():
    call_command("work", "--once", "--poll", "0")


def look(admin, theme):
    admin.post(SUGGEST, {"theme": theme.pk})
    work()
    run = SuggestionRun.objects.first()
    assert run.state == "ready"
    return run


def carry_out(admin, run):
    admin.post(reverse("admin:records_theme_suggestrun", args=[run.pk]), {"deed": "carry"})
    work()
    run.refresh_from_db()
    assert run.state == "done"


def label(theme, text):
    return ThemeLabel.objects.create(theme=theme, language="nb", kind="alternative", text=text)


@pytest.mark.usefixtures("search_index")
def test_where_nothing_changed_nothing_is_suggested_anew(admin, read):
    admin.post(SUGGEST, {"theme": ""})
    work()
    run = SuggestionRun.objects.get()
    assert (run.state, run.done, run.total, run.changes.count()) == ("ready", 1, 1, 0)


@pytest.mark.usefixtures("search_index")
def test_a_label_that_was_added_finds_more_and_rejected_ones_never_come_back(admin, read):
    theme = make_theme("Sammenheng")
    passage = max(read.passages.filter(chapter__kind="chapter"), key=lambda passage: len(passage.text))
    word = max(passage.text.replace(".", " ").replace(",", " ").split(), key=len).strip("«»()").lower()
    label(theme, word)
    run = look(admin, theme)
    assert not ThemeLink.objects.filter(tag=theme).exists()
    page = admin.get(reverse("admin:records_theme_suggestrun", args=[run.pk]))
    new = {kind: n for kind, _label, n in page.context["kinds"]}["new"]
    assert new
    assert page.context["rows"][0]["theme"] == theme
    carry_out(admin, run)
    links = ThemeLink.objects.filter(tag=theme)
    assert links.count() == new
    assert set(links.values_list("origin", "state")) == {("suggested", "suggested")}
    links.filter(pk=links.first().pk).update(state="rejected")
    assert look(admin, theme).changes.count() == 0
    ThemeLabel.objects.filter(theme=theme, text=word).delete()
    carry_out(admin, look(admin, theme))
    assert set(ThemeLink.objects.filter(tag=theme).values_list("state", flat=True)) == {"rejected"}


@pytest.mark.usefixtures("search_index")
def test_what_was_made_anew_is_taken_back_in_one(admin, read):
    theme = Theme.objects.filter(links__origin="suggested").first()
    before = sorted(ThemeLink.objects.values_list("pk", "state", "confidence"))
    theme.labels.all().delete()
    Theme.objects.filter(pk=theme.pk).update(name="Et ord som ingen har")
    carry_out(admin, look(admin, theme))
    assert not ThemeLink.objects.filter(tag=theme).exists()
    operation = Operation.objects.get(name="renew_suggestions")
    assert SuggestionRun.objects.get().operation == operation
    admin.post(reverse("admin:history_undo", args=[operation.pk]))
    assert sorted(ThemeLink.objects.values_list("pk", "state", "confidence")) == before


@pytest.mark.usefixtures("search_index")
def test_a_vocabulary_that_changed_since_the_look_is_looked_at_again(admin, read):
    theme = Theme.objects.filter(links__origin="suggested").first()
    theme.labels.all().delete()
    run = look(admin, theme)
    label(theme, "noe ganske annet")
    admin.post(reverse("admin:records_theme_suggestrun", args=[run.pk]), {"deed": "carry"})
    run.refresh_from_db()
    assert run.state == "ready"


@pytest.mark.usefixtures("search_index")
def test_a_look_is_called_off_and_one_is_not_started_twice(admin, read):
    theme = make_theme("Sammenheng")
    for _ in range(2):
        admin.post(SUGGEST, {"theme": theme.pk})
    run = SuggestionRun.objects.get()
    now = reverse("admin:records_theme_suggestnow", args=[run.pk])
    assert 'data-live="1"' in admin.get(now).content.decode()
    admin.post(reverse("admin:records_theme_suggestrun", args=[run.pk]), {"deed": "cancel"})
    work()
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert "data-live" not in admin.get(now).content.decode()


@pytest.mark.usefixtures("search_index")
def test_what_a_killed_worker_had_in_hand_goes_on_where_it_was(admin, read):
    ingest_file("andre.txt", FIRST.replace("Leder A", "Leder C").encode(), publish=True)
    admin.post(SUGGEST, {"theme": ""})
    first = min(Quotation.objects.values_list("thesis", flat=True))
    run = SuggestionRun.objects.get()
    from kb.importing.resuggesting import _digest as digest
    from kb.importing.resuggesting import find_changes, resume_lost_runs, vocabulary_in_use

    vocabulary = vocabulary_in_use()
    assert find_changes(read, vocabulary, run) == []
    SuggestionRun.objects.update(
        state="weighing",
        worker="borte",
        through=first,
        done=1,
        total=2,
        ticket=None,
        digest=digest(vocabulary),
    )
    assert resume_lost_runs() == 1
    work()
    run.refresh_from_db()
    assert (run.state, run.done) == ("ready", 2)


def test_who_may_not_change_links_suggests_nothing_anew(client):
    user = User.objects.create_user("ser", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_theme", "change_theme"]))
    client.force_login(user)
    assert client.post(SUGGEST, {"theme": ""}).status_code == 403
    assert not SuggestionRun.objects.exists()
