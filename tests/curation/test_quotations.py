from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from kb.curation.marking import show_quotation
from kb.records.models import Chapter, Citation, Passage, Quotation, ThemeLink
from tests.curation.test_pages import form_data
from tests.recipes import (
    make_chapter,
    make_citation,
    make_informant,
    make_passage,
    make_quotation,
    make_theme,
    make_thesis,
    make_work,
    tag,
)

pytestmark = pytest.mark.django_db

LIST = reverse("admin:records_quotation_changelist")
ADD = reverse("admin:records_quotation_add")


@pytest.fixture
def quotation():
    chapter = make_chapter(make_thesis())
    make_passage(chapter, "Før det kom et spørsmål.")
    passage = make_passage(chapter, "Hun svarte «vi <b>får</b> det til» & lo.")
    return make_quotation(passage, "vi <b>får</b> det til", confidence=0.4)


def page(record):
    return reverse(f"admin:records_{record._meta.model_name}_change", args=[record.pk])


def do(admin, action, *records, **more):
    address = reverse(f"admin:records_{records[0]._meta.model_name}_changelist")
    return admin.post(
        address, {"action": action, "_selected_action": [record.pk for record in records], **more}
    )


def test_the_least_sure_come_first(admin, quotation):
    sure = make_quotation(quotation.passage, "lo", confidence=0.99)
    middle = make_quotation(quotation.passage, "Hun", confidence=0.7)
    rows = list(admin.get(LIST).context["cl"].result_list)
    assert rows == [quotation, middle, sure]


def test_the_words_are_marked_where_they_stand(admin, quotation):
    html = admin.get(page(quotation)).content.decode()
    assert "Hun svarte «<mark>vi &lt;b&gt;får&lt;/b&gt; det til</mark>» &amp; lo." in html
    assert "Før det kom et spørsmål." in html
    assert quotation.passage.get_absolute_url() in html


def test_words_that_run_over_passages_are_marked_in_each(quotation):
    after = make_passage(quotation.passage.chapter, "Og så ble det stille.")
    last = make_passage(quotation.passage.chapter, "Helt stille. Punktum.")
    quotation.last_passage, quotation.end = last, len("Helt stille.")
    html = show_quotation(quotation)
    assert html.count("<mark>") == 3
    assert f"<mark>{after.text}</mark>" in html
    assert "<mark>Helt stille.</mark> Punktum." in html


def test_words_that_left_the_file_are_said_to_have(admin, quotation):
    quotation.passage.delete()
    response = admin.get(page(quotation))
    assert response.status_code == 200
    assert "<mark>" not in response.content.decode()


def test_speakers_and_sources_are_those_of_the_thesis(admin, quotation):
    mine, other = make_informant(quotation.thesis), make_informant(make_thesis())
    near = make_citation(quotation.passage, make_work())
    make_citation(make_passage(make_chapter(quotation.thesis), "Et annet kapittel."), make_work())
    fields = admin.get(page(quotation)).context["adminform"].form.fields
    assert list(fields["informant"].queryset) == [mine]
    assert list(fields["citation"].queryset) == [near]
    data = {**form_data(admin.get(page(quotation))), "informant": other.pk}
    assert "informant" in admin.post(page(quotation), data).context["adminform"].form.errors


def test_a_source_from_another_chapter_stays_on_offer(admin, quotation):
    far = make_citation(make_passage(make_chapter(quotation.thesis), "Et annet kapittel."), make_work())
    quotation.citation = far
    quotation.save()
    assert far in admin.get(page(quotation)).context["adminform"].form.fields["citation"].queryset


def test_what_is_set_in_the_form_is_flagged(admin, quotation):
    informant = make_informant(quotation.thesis)
    data = form_data(admin.get(page(quotation)))
    response = admin.post(
        page(quotation),
        {
            **data,
            "state": "accepted",
            "kind": "policy",
            "informant": informant.pk,
            "note": "*Ironi*",
            "text": "X",
        },
    )
    assert response.status_code == 302
    text = quotation.text
    quotation.refresh_from_db()
    assert (quotation.state, quotation.kind, quotation.informant) == ("accepted", "policy", informant)
    assert (quotation.note, quotation.is_edited, quotation.text) == ("*Ironi*", True, text)


def test_saving_without_a_change_flags_nothing(admin, quotation):
    admin.post(page(quotation), form_data(admin.get(page(quotation))))
    quotation.refresh_from_db()
    assert not quotation.is_edited


def test_a_missed_quotation_is_marked_from_its_passage(admin, quotation):
    passage = quotation.passage
    assert f"{ADD}?passage={passage.pk}" in admin.get(page(passage)).content.decode()
    form = admin.get(ADD, {"passage": passage.pk}).context["adminform"].form
    assert str(form["passage"].value()) == str(passage.pk)
    informant = make_informant(passage.thesis)
    response = admin.post(
        ADD, {"passage": passage.pk, "text": "Hun svarte", "kind": "interview", "informant": informant.pk}
    )
    made = Quotation.objects.exclude(pk=quotation.pk).get()
    assert response.status_code == 302
    assert (made.state, made.start, made.end, made.informant) == ("accepted", 0, 10, informant)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": "aldri sagt"}, "text"),
        ({"text": "vi <b>får</b> det til"}, "text"),
        ({"text": "lo", "passage": ""}, "passage"),
        ({"text": ""}, "text"),
        ({"text": "lo", "informant": "other"}, "informant"),
    ],
)
def test_only_words_that_stand_there_are_marked(admin, quotation, given, field):
    if given.get("informant"):
        given = {**given, "informant": make_informant(make_thesis()).pk}
    response = admin.post(ADD, {"passage": quotation.passage_id, "kind": "interview", **given})
    assert field in response.context["adminform"].form.errors
    assert Quotation.objects.count() == 1


@pytest.mark.parametrize(("action", "state"), [("accept", "accepted"), ("reject", "rejected")])
def test_many_are_accepted_or_rejected_at_once(admin, quotation, action, state):
    other = make_quotation(quotation.passage, "lo")
    do(admin, action, quotation, other)
    assert set(Quotation.objects.values_list("state", "is_edited")) == {(state, True)}


def test_many_are_given_a_kind_after_it_is_chosen(admin, quotation):
    assert do(admin, "choose_kind", quotation).status_code == 200
    assert Quotation.objects.get().kind == "interview"
    do(admin, "choose_kind", quotation, confirm="yes", kind="nonsense")
    assert Quotation.objects.get().kind == "interview"
    do(admin, "choose_kind", quotation, confirm="yes", kind="term")
    assert Quotation.objects.get().kind == "term"


def test_many_are_given_a_speaker_of_their_thesis(admin, quotation):
    informant = make_informant(quotation.thesis)
    asked = do(admin, "choose_speaker", quotation)
    assert list(asked.context["form"].fields["informant"].queryset) == [informant]
    do(admin, "choose_speaker", quotation, confirm="yes", informant=informant.pk)
    assert Quotation.objects.get().informant == informant
    do(admin, "choose_speaker", quotation, confirm="yes", informant="")
    assert Quotation.objects.get().informant is None


def test_quotations_of_two_theses_have_no_speaker_in_common(admin, quotation):
    other = make_quotation(make_passage(make_chapter(make_thesis())))
    assert do(admin, "choose_speaker", quotation, other).status_code == 302


def test_many_are_tagged_after_the_theme_is_chosen(admin, curator, quotation):
    theme = make_theme()
    given = {"theme": theme.pk, "deed": "add"}
    assert do(admin, "tag_selected", quotation).context["form"].fields["theme"].choices
    do(admin, "tag_selected", quotation, step="do", theme="", deed="add")
    looked = do(admin, "tag_selected", quotation, step="look", **given)
    assert not ThemeLink.objects.exists()
    do(admin, "tag_selected", quotation, step="do", seen=looked.context["plan"].seen, **given)
    link = ThemeLink.objects.get()
    assert (link.content_object, link.origin, link.state, link.by) == (
        quotation,
        "curator",
        "accepted",
        curator,
    )


def test_all_that_a_search_finds_can_be_meant_at_once(admin, quotation):
    for _ in range(3):
        make_quotation(quotation.passage, "lo")
    data = {"action": "choose_kind", "_selected_action": [quotation.pk], "select_across": "1"}
    html = admin.post(LIST, data).content.decode()
    assert 'name="select_across" value="1"' in html
    admin.post(LIST, {**data, "confirm": "yes", "kind": "term"})
    assert set(Quotation.objects.values_list("kind", flat=True)) == {"term"}


@pytest.mark.parametrize("action", ["accept", "reject", "choose_kind", "choose_speaker", "tag_selected"])
def test_looking_is_not_changing(client, quotation, action):
    user = User.objects.create_user("per", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_quotation"))
    client.force_login(user)
    assert client.get(LIST).status_code == 200
    do(client, action, quotation, confirm="yes", kind="term", theme=make_theme().pk)
    quotation.refresh_from_db()
    assert (quotation.state, quotation.kind, quotation.is_edited) == ("suggested", "interview", False)
    assert not ThemeLink.objects.exists()
    assert client.post(page(quotation), {"kind": "term"}).status_code == 403


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"confidence": "low"}, {"unsure"}),
        ({"confidence": "high"}, {"sure"}),
        ({"speaker": "none"}, {"unsure", "sure"}),
        ({"speaker": "some"}, {"spoken"}),
        ({"theme": "none"}, {"unsure", "spoken"}),
        ({"theme": "some"}, {"sure"}),
        ({"place": "lost"}, {"spoken"}),
        ({"thesis": "this"}, {"unsure", "sure", "spoken"}),
        ({"thesis": "x"}, {"unsure", "sure", "spoken", "elsewhere"}),
        ({"q": "SURE"}, {"unsure", "sure"}),
    ],
)
def test_the_list_is_narrowed(admin, query, shown):
    passage = make_passage(make_chapter(make_thesis()), "unsure sure spoken")
    elsewhere = make_passage(make_chapter(make_thesis()), "elsewhere")
    make_quotation(elsewhere, kind="policy", confidence=0.7)
    tag(Quotation.objects.get(), make_theme("Makt"))
    make_quotation(passage, "unsure", confidence=0.1)
    sure = make_quotation(passage, " sure ", confidence=0.9)
    Quotation.objects.filter(pk=sure.pk).update(text="sure")
    spoken = make_quotation(passage, "spoken", confidence=0.7, informant=make_informant(passage.thesis))
    Quotation.objects.filter(pk=spoken.pk).update(passage=None)
    theme = make_theme()
    tag(sure, theme, suggested=True)
    query = {
        key: {"some": value if key == "speaker" else theme.pk, "this": passage.thesis_id}.get(value, value)
        for key, value in query.items()
    }
    found = admin.get(LIST, query).context["cl"].result_list
    assert {each.text for each in found} == shown


# -- themes on a record's page


def themes_of(admin, record, **more):
    data = form_data(admin.get(page(record)))
    prefix = next(key.removesuffix("-TOTAL_FORMS") for key in data if "themelink" in key and "TOTAL" in key)
    return data, prefix


def test_a_theme_added_on_the_page_is_the_curators(admin, curator, quotation):
    data, prefix = themes_of(admin, quotation)
    theme = make_theme()
    data |= {f"{prefix}-TOTAL_FORMS": "2", f"{prefix}-0-tag": theme.pk, f"{prefix}-0-state": "accepted"}
    data |= {f"{prefix}-1-tag": theme.pk, f"{prefix}-1-state": "accepted"}
    assert admin.post(page(quotation), data).status_code == 302
    link = ThemeLink.objects.get()
    assert (link.origin, link.state, link.by, link.thesis) == (
        "curator",
        "accepted",
        curator,
        quotation.thesis,
    )


@pytest.mark.parametrize("state", ["accepted", "rejected", "suggested"])
def test_a_suggestion_is_settled_on_the_page(admin, curator, quotation, state):
    link = tag(quotation, make_theme(), suggested=True)
    data, prefix = themes_of(admin, quotation)
    admin.post(
        page(quotation), {**data, f"{prefix}-0-state": state, f"{prefix}-0-tag": make_theme("Makt").pk}
    )
    link.refresh_from_db()
    assert (link.state, link.tag.name) == (state, "Partnerskap"), "which theme it is does not change"
    assert link.by == (curator if state != "suggested" else None)


def test_a_theme_is_taken_off_on_the_page(admin, quotation):
    mine, suggested = tag(quotation, make_theme("Makt")), tag(quotation, make_theme(), suggested=True)
    data, prefix = themes_of(admin, quotation)
    admin.post(page(quotation), {**data, f"{prefix}-0-DELETE": "on", f"{prefix}-1-DELETE": "on"})
    assert not ThemeLink.objects.filter(pk=mine.pk).exists()
    suggested.refresh_from_db()
    assert suggested.state == "rejected"


@pytest.mark.parametrize(("action", "state"), [("accept", "accepted"), ("reject", "rejected")])
def test_suggested_themes_are_settled_in_their_list(admin, curator, quotation, action, state):
    links = [tag(quotation, make_theme(name), suggested=True) for name in ("Makt", "Tillit")]
    do(admin, action, *links)
    assert set(ThemeLink.objects.values_list("state", "by")) == {(state, curator.pk)}


def test_a_suggested_theme_is_settled_on_its_own_page(admin, curator, quotation):
    link = tag(quotation, make_theme(), suggested=True)
    admin.post(page(link), {**form_data(admin.get(page(link))), "state": "accepted"})
    link.refresh_from_db()
    assert (link.state, link.by) == ("accepted", curator)


def test_themes_are_listed_as_a_tree(admin):
    top = make_theme("Styring")
    make_theme("Tillit", broader=make_theme("Makt", broader=top))
    make_theme("Arbeid")
    response = admin.get(reverse("admin:records_theme_changelist"))
    rows = [(theme.name, theme.depth) for theme in response.context["cl"].result_list]
    assert rows == [("Arbeid", 0), ("Styring", 0), ("Makt", 1), ("Tillit", 2)]
    html = admin.get(page(make_theme("Makt"))).content.decode()
    assert page(top) in html
    assert page(make_theme("Tillit")) in html


# -- chapters, passages, citations


def test_chapters_and_passages_are_hidden_and_shown_from_lists_and_forms(admin, quotation):
    chapter, passage = quotation.passage.chapter, quotation.passage
    below = make_chapter(chapter.thesis, parent=chapter)
    do(admin, "hide", chapter)
    assert set(Chapter.objects.values_list("is_hidden", flat=True)) == {True}
    do(admin, "show", chapter)
    assert set(Chapter.objects.values_list("is_hidden", flat=True)) == {False}
    admin.post(page(chapter), {**form_data(admin.get(page(chapter))), "is_hidden": "on"})
    below.refresh_from_db()
    assert below.is_hidden, "hidden with what it is part of"
    do(admin, "hide", passage)
    assert Passage.objects.get(pk=passage.pk).is_hidden
    data = form_data(admin.get(page(passage)))
    data.pop("is_hidden")
    admin.post(page(passage), data)
    assert not Passage.objects.get(pk=passage.pk).is_hidden


def test_a_citation_is_shown_in_its_passage_and_given_its_work(admin, quotation):
    citation = make_citation(quotation.passage, make_work(), state="ambiguous")
    right = make_work()
    html = admin.get(page(citation)).content.decode()
    assert "<mark>Hun</mark> svarte" in html
    admin.post(page(citation), {**form_data(admin.get(page(citation))), "work": right.pk, "locator": "s. 4"})
    citation.refresh_from_db()
    assert (citation.work, citation.locator, citation.is_edited) == (right, "s. 4", True)


def test_many_citations_are_given_their_work(admin, quotation):
    citation, right = make_citation(quotation.passage, make_work()), make_work()
    assert do(admin, "choose_work", citation).status_code == 200
    do(admin, "choose_work", citation, confirm="yes", work="")
    assert Citation.objects.get().work != right
    do(admin, "choose_work", citation, confirm="yes", work=right.pk)
    assert Citation.objects.get().work == right
