"""Files given in the admin, followed until they are theses; the worker is the command that the operator runs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from kb.importing.sweeping import sweep
from kb.importing.tasks import resume_lost
from kb.records.models import Import, Thesis
from tests.curation.test_pages import form_data
from tests.importing.small_thesis import FIRST, SECOND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]

UPLOAD = reverse("admin:records_thesis_upload")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    """Files of one test are no other test's."""
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path / "uploads")}}
    settings.STORAGES = {**settings.STORAGES, "default": default}


def file(text=FIRST, name="oppgave.txt"):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def give(client, *files, url=UPLOAD, **more):
    return client.post(url, {"file": list(files) or [file()], "whole": "yes", **more})


def work():
    call_command("work", once=True, stdout=io.StringIO(), stderr=io.StringIO())


def page(run, name="change"):
    return reverse(f"admin:records_import_{name}", args=[run.pk])


def kept():
    folder = Path(default_storage.path("incoming"))
    return list(folder.iterdir()) if folder.is_dir() else []


def shown(client, address):
    return [run.state for run in client.get(address).context["following"].runs]


# -- the main way


def test_a_file_waits_is_read_by_the_worker_and_becomes_a_draft(admin, curator):
    assert admin.get(UPLOAD).status_code == 200
    address = give(admin).url
    run = Import.objects.get()
    assert address == page(run)
    assert (run.outcome, run.by, run.size) == ("waiting", curator, len(FIRST.encode()))
    assert not Thesis.objects.exists(), "the request reads nothing"
    following = admin.get(address).context["following"]
    assert (following.is_live, following.is_idle) == (True, True)
    work()
    thesis = Thesis.objects.get()
    assert (thesis.title, thesis.state) == ("Samarbeid på prøve", "draft")
    assert thesis.files.get().uploaded_by == curator
    response = admin.get(address)
    following = response.context["following"]
    assert not following.is_live
    assert all(step.state == "done" for step in following.runs[0].steps)
    assert reverse("admin:records_thesis_change", args=[thesis.pk]) in response.content.decode()
    assert not kept(), "the file lies with its thesis now"


def test_the_file_lies_under_a_random_name_outside_the_web_root(admin):
    give(admin, file(name="Min fil.txt"))
    (path,) = kept()
    assert len(path.name) == 32
    assert "Min" not in path.name
    assert settings.STATIC_ROOT not in path.parents


def test_ten_files_are_one_list_with_the_state_of_each(admin):
    texts = [FIRST.replace("på prøve", f"i år {n}") for n in range(7)]
    files = [file(text, f"nr {n}.txt") for n, text in enumerate(texts)]
    files += [file(texts[0], "kopi.txt"), file(b"", "tom.txt"), file("Bare noen ord.", "kort.txt")]
    address = give(admin, *files).url
    assert shown(admin, address) == [*["waiting"] * 7, "unchanged", "failed", "waiting"]
    assert "1 fil" in admin.get(address).content.decode() or "1 file" in admin.get(address).content.decode()
    work()
    response = admin.get(address)
    assert [run.state for run in response.context["following"].runs] == [
        *["created"] * 7, "unchanged", "failed", "failed",
    ]  # fmt: skip
    html = response.content.decode()
    for thesis in Thesis.objects.all():
        assert reverse("admin:records_thesis_change", args=[thesis.pk]) in html
    copy = response.context["following"].runs[7]
    assert copy.thesis_url, "the copy leads to the thesis that came of the first"


def test_the_part_that_changes_is_there_on_its_own(admin):
    give(admin, file(), file(SECOND, "andre.txt"))
    run = Import.objects.first()
    for address in (page(run, "now"), reverse("admin:records_import_batch_now", args=[run.batch])):
        html = admin.get(address).content.decode()
        assert html.lstrip().startswith('<div id="runs"')
        assert "data-live" in html
    work()
    assert "data-live" not in admin.get(page(run, "now")).content.decode()


def test_a_script_is_told_where_to_go_on_or_what_is_wrong(admin):
    json = {"Accept": "application/json"}
    said = admin.post(UPLOAD, {"file": file(), "whole": "yes"}, headers=json)
    assert said.json()["next"] == page(Import.objects.get())
    said = admin.post(UPLOAD, {"whole": "yes"}, headers=json)
    assert (said.status_code, len(said.json()["errors"])) == (400, 1)


# -- files that are known


def test_the_same_file_again_leads_to_the_thesis_that_has_it(admin):
    give(admin)
    work()
    address = give(admin, file(name="et annet navn.txt")).url
    run = Import.objects.latest("pk")
    assert (run.outcome, run.problem, run.thesis) == ("unchanged", "known", Thesis.objects.get())
    assert admin.get(address).context["following"].runs[0].thesis_url
    assert not kept()


def test_another_file_of_a_known_name_is_asked_about_and_never_taken_for_a_new_version_in_silence(admin):
    give(admin)
    work()
    thesis = Thesis.objects.get()
    for answer, count in (("new", 2), ("version", 2)):
        changed = FIRST.replace("trange", f"vide {answer}").replace("på prøve", f"på {answer}")
        give(admin, file(changed))
        run = Import.objects.latest("pk")
        assert (run.outcome, run.thesis is None) == ("asking", False)
        work()
        assert Import.objects.latest("pk").outcome == "asking", "nothing is read before it is answered"
        admin.post(page(run, "answer"), {"is": answer})
        work()
        assert Thesis.objects.count() == count
        if answer == "new":
            assert thesis.files.count() == 1
    assert Import.objects.latest("pk").thesis.files.count() == 2


def test_an_answer_that_is_none_changes_nothing(admin):
    give(admin)
    work()
    give(admin, file(FIRST.replace("trange", "vide")))
    run = Import.objects.latest("pk")
    admin.post(page(run, "answer"), {"is": "hva?"})
    run.refresh_from_db()
    assert run.outcome == "asking"


def test_a_new_version_goes_to_the_thesis_it_is_given_to_and_keeps_corrections(admin):
    give(admin)
    work()
    thesis = Thesis.objects.get()
    own = reverse("admin:records_thesis_change", args=[thesis.pk])
    admin.post(own, {**form_data(admin.get(own)), "title": "Min tittel"})
    url = reverse("admin:records_thesis_new_version", args=[thesis.pk])
    assert admin.get(url).status_code == 200
    give(admin, file(FIRST.replace("trange", "vide"), "ny utgave.txt"), url=url)
    work()
    thesis = Thesis.objects.get()
    assert thesis.title == "Min tittel"
    assert thesis.files.count() == 2
    give(admin)
    assert Import.objects.latest("pk").problem == "older_version"


def test_a_new_version_is_one_file_of_a_thesis_that_is_there(admin):
    assert admin.get(reverse("admin:records_thesis_new_version", args=[99999])).status_code == 404
    give(admin)
    work()
    url = reverse("admin:records_thesis_new_version", args=[Thesis.objects.get().pk])
    assert give(admin, file(), file(SECOND), url=url).context["form"].errors["file"]


# -- files that cannot be read


def scanned_pdf():
    from reportlab.pdfgen.canvas import Canvas

    data = io.BytesIO()
    canvas = Canvas(data)
    for _page in range(3):
        canvas.rect(50, 50, 400, 600, fill=1)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def bomb():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:t>" + b"0" * 61_000_000)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "problem", "words"),
    [
        (b"   \n", "tom.txt", "empty", "tekst"),
        (b"\x00\x01\x02\xff" * 200, "rart.txt", "binary", "PDF"),
        (b"%PDF-1.4 broken", "rart.txt", "damaged", "PDF"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "gammel.docx", "unknown_format", "DOCX"),
        (scanned_pdf(), "skannet.pdf", "no_text_layer", "OCR"),
        (bomb(), "bombe.docx", "too_large", ""),
        (b"Bare noen ord.", "kort.txt", "not_a_thesis", ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_ends_with_what_to_do_about_it(admin, data, name, problem, words):
    address = give(admin, file(data, name)).url
    work()
    run = Import.objects.get()
    assert (run.outcome, run.problem) == ("failed", problem)
    told = admin.get(address).context["following"].runs[0]
    assert told.problem
    assert told.remedy
    assert words in told.problem + told.remedy
    assert not Thesis.objects.exists()


def test_what_a_file_is_is_told_by_its_content_not_by_its_name(admin):
    give(admin, file(FIRST, "liksom.pdf"))
    work()
    assert Thesis.objects.get().files.get().format == "txt"


def test_a_file_that_is_too_large_is_refused_with_both_sizes_and_never_kept(admin, settings):
    settings.KB_UPLOAD_MB = 1
    address = give(admin, file(b"x" * 2_500_000, "stor.txt"), file()).url
    runs = admin.get(address).context["following"].runs
    assert [run.state for run in runs] == ["failed", "waiting"]
    assert "3 MB" in runs[0].problem
    assert "1 MB" in runs[0].problem
    assert len(kept()) == 1


def test_more_than_can_be_sent_together_is_cut_off(admin, settings):
    settings.KB_UPLOAD_MB = 0.001
    response = give(admin, *[file(b"x" * 1000, f"{n}.txt") for n in range(25)])
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert not Import.objects.exists()


def test_no_file_is_an_error_beside_the_field(admin):
    assert admin.post(UPLOAD, {"whole": "yes"}).context["form"].errors["file"]


def test_too_many_files_are_an_error_beside_the_field(admin):
    assert give(admin, *[file(f"{n}", f"{n}.txt") for n in range(51)]).context["form"].errors["file"]
    assert not Import.objects.exists()


def test_an_upload_that_did_not_arrive_whole_is_not_taken(admin):
    response = admin.post(UPLOAD, {"file": file()})
    assert response.context["form"].non_field_errors()
    assert not Import.objects.exists()
    assert not kept()


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "..\\..\\boot.ini",
        "nul\x00byte.txt",
        f"{'lang' * 100}.txt",
        f"a.{'ending' * 60}",
        "\u202etxt.exe",
        "<script>alert(1)</script>.txt",
        "; rm -rf ~ #.txt",
        " .txt",
    ],
)
def test_hostile_names_do_no_harm(admin, name):
    boundary = "grense"
    body = (
        (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: text/plain\r\n\r\n"
        ).encode("utf-8", "surrogateescape")
        + FIRST.encode()
        + f'\r\n--{boundary}\r\nContent-Disposition: form-data; name="whole"\r\n\r\nyes\r\n--{boundary}--\r\n'.encode()
    )
    response = admin.post(UPLOAD, body, content_type=f"multipart/form-data; boundary={boundary}")
    assert response.status_code == 302
    run = Import.objects.get()
    assert len(run.file_name) <= 255
    assert not set(run.file_name) & set("/\\\x00\u202e")
    assert [path.parent for path in kept()] == [Path(default_storage.path("incoming"))]
    assert "<script>alert(1)" not in admin.get(page(run)).content.decode()
    if "<" in name:
        work()
        assert "<script>alert(1)" not in admin.get(page(run)).content.decode()
        assert Thesis.objects.count() == 1


# -- cancel, again, interrupted


def test_a_run_that_waits_is_cancelled_at_once_and_can_be_tried_again(admin):
    give(admin)
    run = Import.objects.get()
    assert admin.get(page(run, "cancel")).status_code == 405
    admin.post(page(run, "cancel"))
    work()
    run.refresh_from_db()
    assert run.outcome == "cancelled"
    assert not Thesis.objects.exists()
    admin.post(page(run, "retry"))
    work()
    run.refresh_from_db()
    assert run.outcome == "created"


def test_all_that_waits_of_an_upload_is_cancelled_together(admin):
    give(admin, file(), file(SECOND, "andre.txt"), file(b"", "tom.txt"))
    batch = Import.objects.first().batch
    address = reverse("admin:records_import_cancel_all", args=[batch])
    assert admin.get(address).status_code == 405
    admin.post(address)
    assert shown(admin, reverse("admin:records_import_batch", args=[batch])) == [
        "cancelled", "cancelled", "failed",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["cancel", "retry"])
def test_what_is_done_can_neither_be_cancelled_nor_done_again(admin, name):
    give(admin)
    work()
    run = Import.objects.get()
    response = admin.post(page(run, name), follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["warning"]
    run.refresh_from_db()
    assert run.outcome == "created"


def test_a_run_whose_worker_is_gone_is_interrupted_and_can_be_cancelled(admin):
    give(admin)
    Import.objects.update(outcome="running", worker="borte-1-abc")
    run = Import.objects.get()
    assert shown(admin, page(run)) == ["interrupted"]
    assert admin.get(page(run)).context["following"].is_live, "it may go on by itself"
    admin.post(page(run, "cancel"))
    run.refresh_from_db()
    assert run.outcome == "cancelled"


def test_a_file_that_kills_its_worker_every_time_is_set_aside(admin):
    give(admin)
    for attempt in (1, 2, 3):
        Import.objects.update(outcome="running", worker=f"borte-{attempt}", attempts=attempt)
        resume_lost()
    run = Import.objects.get()
    assert (run.outcome, run.problem) == ("interrupted", "interrupted")
    admin.post(page(run, "retry"))
    work()
    run.refresh_from_db()
    assert run.outcome == "created"


def test_a_run_whose_ticket_was_lost_is_read_all_the_same(admin):
    from django_tasks_db.models import DBTaskResult

    give(admin)
    DBTaskResult.objects.all().delete()
    work()
    assert Import.objects.get().outcome == "created"


def test_a_file_that_is_gone_from_the_disk_says_so(admin):
    give(admin)
    kept()[0].unlink()
    work()
    run = Import.objects.get()
    assert (run.outcome, run.problem) == ("failed", "file_lost")
    response = admin.post(page(run, "retry"), follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["warning"]


def test_what_nobody_needs_any_more_is_swept_away(admin):
    from datetime import timedelta

    give(admin)
    stray = Path(default_storage.path("incoming")) / "stray"
    half = Path(default_storage.path("theses")) / "half.pdf"
    half.parent.mkdir()
    stray.touch()
    half.touch()
    assert sweep() == 0, "what is young may still be on its way"
    assert sweep(young=timedelta(seconds=-1)) == 2
    assert len(kept()) == 1, "what waits stays"
    work()
    assert sweep(young=timedelta(seconds=-1)) == 0
    assert Path(default_storage.path(Thesis.objects.get().files.get().file.name)).exists()


def test_deleting_a_thesis_deletes_its_file(admin, django_capture_on_commit_callbacks):
    give(admin)
    work()
    thesis = Thesis.objects.get()
    name = thesis.files.get().file.name
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(reverse("admin:records_thesis_delete", args=[thesis.pk]), {"post": "yes"})
    assert not default_storage.exists(name)


# -- who may


def test_nobody_gives_a_file_or_does_anything_with_one_without_the_right(admin, onlooker, client):
    assert client is onlooker
    run = Import.objects.create(file_name="a.txt", outcome="waiting", batch="b1")
    for address in (UPLOAD, page(run), page(run, "now"), reverse("admin:records_import_batch", args=["b1"])):
        assert onlooker.get(address).status_code == 403
    assert give(onlooker).status_code == 403
    for name in ("cancel", "retry", "answer"):
        assert onlooker.post(page(run, name), {"is": "new"}).status_code == 403
    assert onlooker.post(reverse("admin:records_import_cancel_all", args=["b1"])).status_code == 403
    run.refresh_from_db()
    assert run.outcome == "waiting"


def test_a_reader_is_shown_the_way_to_log_in_and_the_file_never_reaches_the_disk(
    client, db, settings, tmp_path
):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "arriving"  # is not there: writing would fail
    for address in (UPLOAD, reverse("home")):
        assert give(client, url=address).status_code in {302, 405}
    assert not Import.objects.exists()


def test_a_forged_form_is_refused(curator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(curator)
    assert give(client).status_code == 403
    run = Import.objects.create(file_name="a.txt", outcome="waiting")
    assert client.post(page(run, "cancel")).status_code == 403
    assert Import.objects.get().outcome == "waiting"


def test_an_upload_that_is_not_there_is_not_found(admin):
    assert admin.get(reverse("admin:records_import_batch", args=["ingen"])).status_code == 404
    assert admin.get(reverse("admin:records_import_now", args=[99999])).status_code == 404
    assert admin.post(reverse("admin:records_import_cancel", args=[99999])).status_code == 404


def test_the_list_asks_the_base_as_often_for_many_files_as_for_two(admin, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (2, 12):
        files = [file(f"{FIRST} {number} {n}", f"{number}-{n}.txt") for n in range(number)]
        address = give(admin, *files).url
        with CaptureQueriesContext(connection) as queries:
            admin.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
