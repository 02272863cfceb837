from __future__ import annotations

import pytest
from django.urls import reverse

from kb.records.actions import publish
from kb.records.models import SlugRedirect, Thesis
from tests.curation.test_pages import form_data
from tests.recipes import make_chapter, make_passage, make_person, make_quotation, make_ready, make_thesis

pytestmark = pytest.mark.django_db

LIST = reverse("admin:records_thesis_changelist")
UPLOAD = reverse("admin:records_thesis_upload")


def page(thesis, name="change"):
    return reverse(f"admin:records_thesis_{name}", args=[thesis.pk])


@pytest.fixture
def draft():
    thesis = make_thesis(published=False, title_is_made_up=True)
    passage = make_passage(make_chapter(thesis), "Ring Eli på 00 00 00 00.", personal_data="phone")
    make_quotation(passage, "Ring Eli", confidence=0.2)
    return thesis


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [
        ("publish_selected", "draft", "published"),
        ("review_selected", "draft", "in_review"),
        ("send_back_selected", "in_review", "draft"),
        ("withdraw_selected", "published", "withdrawn"),
        ("draft_selected", "published", "draft"),
    ],
)
def test_many_theses_take_a_step_together_after_a_yes(admin, action, before, after):
    theses = [make_ready(make_thesis()), make_ready(make_thesis())]
    Thesis.objects.update(state=before)
    data = {
        "action": action,
        "_selected_action": [thesis.pk for thesis in theses],
        "reason": "Feil",
        "comment": "Se på navnene.",
    }
    asked = admin.post(LIST, data)
    assert [thesis for thesis, _items in asked.context["theses"]] == list(
        Thesis.objects.order_by("-modified")
    )
    assert set(Thesis.objects.values_list("state", flat=True)) == {before}
    admin.post(LIST, {**data, "confirm": "yes"})
    assert set(Thesis.objects.values_list("state", flat=True)) == {after}


def test_of_many_only_those_with_nothing_open_are_published(admin, draft):
    ready = make_ready(make_thesis(published=False))
    data = {"action": "publish_selected", "_selected_action": [draft.pk, ready.pk]}
    asked = admin.post(LIST, data).content.decode()
    assert 'data-doubt="personal_data"' in asked
    assert page(draft, "publish") in asked
    response = admin.post(LIST, {**data, "confirm": "yes"}, follow=True)
    assert Thesis.objects.public().get() == ready
    assert [message.level_tag for message in response.context["messages"]] == ["error", "success"]


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
    for name in ("publish", "personal", "review"):
        assert page(draft, name) in html


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
    publish(thesis=draft, by=None, unchecked=True)
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
