from __future__ import annotations

import pytest
from django.urls import reverse

from kb.records.models import SlugRedirect, Thesis
from kb.search.updates import pending
from tests.curation.test_pages import form_data
from tests.recipes import make_chapter, make_passage, make_person, make_quotation, make_thesis

pytestmark = pytest.mark.django_db

LIST = reverse("admin:records_thesis_changelist")
UPLOAD = reverse("admin:records_thesis_upload")


def page(thesis, name="change"):
    return reverse(f"admin:records_thesis_{name}", args=[thesis.pk])


def step(thesis, name):
    return reverse("admin:records_thesis_step", args=[thesis.pk, name])


@pytest.fixture
def draft():
    thesis = make_thesis(published=False, title_is_made_up=True)
    passage = make_passage(make_chapter(thesis), "Ring Eli på 00 00 00 00.", personal_data="phone")
    make_quotation(passage, "Ring Eli", confidence=0.2)
    return thesis


def test_the_page_before_publishing_says_what_is_missing_and_changes_nothing(admin, draft):
    response = admin.get(step(draft, "publish"))
    codes = [doubt.code for doubt, _url in response.context["theses"][0][1]]
    assert codes[0] == "personal_data"
    assert {"title", "unsure", "without_speaker"} <= set(codes)
    assert 'data-doubt="personal_data"' in response.content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_every_doubt_leads_to_a_list_that_shows_as_many(admin, draft):
    for doubt, url in admin.get(step(draft, "publish")).context["theses"][0][1]:
        if url:
            assert admin.get(url).context["cl"].result_count == doubt.count, doubt.code


def test_publishing_takes_a_yes(admin, draft):
    admin.post(step(draft, "publish"))
    assert not Thesis.objects.public().exists()
    response = admin.post(step(draft, "publish"), {"confirm": "yes"})
    assert response.url == page(draft)
    assert Thesis.objects.public().get() == draft
    assert str(draft.pk) in pending(), "the worker writes the index, not the request"


def test_withdrawing_takes_a_reason(admin):
    thesis = make_thesis()
    response = admin.post(step(thesis, "withdraw"), {"confirm": "yes", "reason": " "})
    assert response.context["form"].errors
    assert Thesis.objects.public().exists()
    admin.post(step(thesis, "withdraw"), {"confirm": "yes", "reason": "Ønsket av forfatteren"})
    thesis.refresh_from_db()
    assert (thesis.state, thesis.takedown_note) == ("withdrawn", "Ønsket av forfatteren")


def test_a_thesis_goes_to_review_and_back(admin, draft):
    admin.post(step(draft, "review"), {"confirm": "yes"})
    assert Thesis.objects.get().state == "in_review"
    admin.post(step(draft, "draft"), {"confirm": "yes"})
    assert Thesis.objects.get().state == "draft"


def test_a_step_that_leads_nowhere_is_said_to(admin, draft):
    response = admin.post(step(draft, "withdraw"), {"confirm": "yes", "reason": "x"}, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_there_are_only_the_steps_there_are(admin, draft):
    assert admin.get(step(draft, "shred")).status_code == 404
    draft.delete()
    assert admin.get(reverse("admin:records_thesis_step", args=[99999, "publish"])).status_code == 404


@pytest.mark.parametrize("name", ["publish", "review", "withdraw", "draft"])
def test_nobody_takes_a_step_without_the_right(onlooker, draft, name):
    assert onlooker.post(step(draft, name), {"confirm": "yes", "reason": "x"}).status_code == 403
    assert Thesis.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [
        ("publish_selected", "draft", "published"),
        ("review_selected", "draft", "in_review"),
        ("withdraw_selected", "published", "withdrawn"),
        ("draft_selected", "published", "draft"),
    ],
)
def test_many_theses_take_a_step_together_after_a_yes(admin, action, before, after):
    theses = [make_thesis(), make_thesis()]
    Thesis.objects.update(state=before)
    data = {"action": action, "_selected_action": [thesis.pk for thesis in theses], "reason": "Feil"}
    asked = admin.post(LIST, data)
    assert [thesis for thesis, _doubts in asked.context["theses"]] == list(
        Thesis.objects.order_by("-modified")
    )
    assert set(Thesis.objects.values_list("state", flat=True)) == {before}
    admin.post(LIST, {**data, "confirm": "yes"})
    assert set(Thesis.objects.values_list("state", flat=True)) == {after}


def test_actions_do_nothing_without_the_right(onlooker, draft):
    data = {"action": "publish_selected", "_selected_action": [draft.pk], "confirm": "yes"}
    assert onlooker.post(LIST, data).status_code == 403
    assert not Thesis.objects.public().exists()


def test_the_state_is_not_a_field_of_the_form(admin, draft):
    data = form_data(admin.get(page(draft)))
    admin.post(page(draft), {**data, "state": "published"})
    assert Thesis.objects.get().state == "draft"


def test_the_page_links_to_all_that_is_in_the_thesis(admin, draft):
    html = admin.get(page(draft)).content.decode()
    for name in (
        "chapter",
        "passage",
        "quotation",
        "informant",
        "citation",
        "sourcefile",
        "import",
        "themelink",
    ):
        assert f"{reverse(f'admin:records_{name}_changelist')}?thesis={draft.pk}" in html
    assert step(draft, "publish") in html
    assert step(draft, "withdraw") not in html


def test_what_was_corrected_is_remembered(admin, draft):
    data = form_data(admin.get(page(draft)))
    admin.post(
        page(draft), {**data, "title": "Egentlig tittel", "keywords": "tillit\n\n makt ", "slug": "ny"}
    )
    old, draft = draft.slug, Thesis.objects.get()
    assert draft.curated_fields == ["keywords", "title"]
    assert (draft.title, draft.keywords, draft.slug) == ("Egentlig tittel", ["tillit", "makt"], "ny")
    assert not draft.title_is_made_up
    assert SlugRedirect.objects.get(old_slug=old).target_id == draft.pk


def test_an_address_in_use_is_refused_beside_the_field(admin, draft):
    other = make_thesis()
    data = form_data(admin.get(page(draft)))
    response = admin.post(page(draft), {**data, "slug": other.slug})
    assert "slug" in response.context["adminform"].form.errors
    admin.post(page(other), {**form_data(admin.get(page(other))), "slug": "flyttet"})
    response = admin.post(page(draft), {**data, "slug": other.slug})
    assert "slug" in response.context["adminform"].form.errors, "the old address of another record"


def test_changed_contributors_are_remembered(admin, draft):
    data = form_data(admin.get(page(draft)))
    prefix = "contributors"
    data |= {
        f"{prefix}-TOTAL_FORMS": "2",
        f"{prefix}-1-person": str(make_person("Veileder", "V.").pk),
        f"{prefix}-1-role": "supervisor",
        f"{prefix}-1-order": "0",
        f"{prefix}-1-thesis": str(draft.pk),
    }
    admin.post(page(draft), data)
    draft.refresh_from_db()
    assert draft.contributors.count() == 2
    assert draft.curated_fields == ["contributors"]


def test_a_thesis_may_be_added_by_hand(admin):
    data = form_data(admin.get(reverse("admin:records_thesis_add")))
    admin.post(reverse("admin:records_thesis_add"), {**data, "title": "Bare et kort"})
    thesis = Thesis.objects.get()
    assert (thesis.state, thesis.slug, thesis.curated_fields) == ("draft", "bare-et-kort", ["title"])


def test_a_published_thesis_is_deleted_only_when_it_is_said_twice(admin):
    thesis = make_thesis()
    assert admin.get(page(thesis, "delete")).context["is_published"]
    admin.post(page(thesis, "delete"), {"post": "yes"})
    assert Thesis.objects.exists()
    admin.post(page(thesis, "delete"), {"post": "yes", "confirm_published": "yes"})
    assert not Thesis.objects.exists()


def test_theses_are_not_deleted_by_the_dozen(admin, draft):
    response = admin.get(LIST)
    assert "delete_selected" not in response.content.decode()
    admin.post(LIST, {"action": "delete_selected", "_selected_action": [draft.pk], "post": "yes"})
    assert Thesis.objects.exists()


def test_only_what_is_public_is_linked_to_on_the_site(admin, draft):
    quotation = draft.quotations.get()
    pages = [page(draft), reverse("admin:records_quotation_change", args=[quotation.pk])]
    for address in pages:
        assert admin.get(address).context["absolute_url"] is None
    admin.post(step(draft, "publish"), {"confirm": "yes"})
    for address in pages:
        assert admin.get(address).context["absolute_url"]
    assert quotation.passage.get_absolute_url() in admin.get(pages[1]).content.decode()


# -- what reading said


def test_notices_are_a_list_that_leads_into_the_text(admin, everything):
    run = everything.imports.get()
    html = admin.get(reverse("admin:records_import_change", args=[run.pk])).content.decode()
    text = reverse("admin:records_sourcefile_text", args=[run.source_file_id])
    assert f'{text}#L3"' in html
    assert "No year was found." in html


def test_the_text_of_a_file_is_shown_by_line_and_escaped(admin, everything):
    source = everything.files.get()
    source.text = "Første linje\n<script>alert(1)</script>"
    source.save()
    response = admin.get(reverse("admin:records_sourcefile_text", args=[source.pk]))
    assert response.context["lines"] == [(1, "Første linje"), (2, "<script>alert(1)</script>")]
    assert b"<script>alert(1)" not in response.content
    assert admin.get(reverse("admin:records_sourcefile_text", args=[99999])).status_code == 404


def test_the_text_of_a_file_is_for_those_who_may_see_files(onlooker, everything):
    url = reverse("admin:records_sourcefile_text", args=[everything.files.get().pk])
    assert onlooker.get(url).status_code == 403
