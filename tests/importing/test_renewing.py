from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from kb.importing import renewing
from kb.importing.management.commands import recurring
from kb.records.models import RecurringReading, RecurringResult
from kb.records.worker import worker_rests
from tests.synthesis.recurring.collection import fill

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("recurring", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_reads_what_changed_and_says_so() -> None:
    fill()
    assert run() == "3 theses read; what recurs is made anew.\n"
    assert run() == "0 theses read; nothing else changed.\n"
    assert run("--all") == "3 theses read; what recurs is made anew.\n"


def test_a_command_that_is_stopped_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(recurring, "renew_recurring", stop)
    with pytest.raises(CommandError, match="again to go on"):
        run()


def test_the_worker_does_it_when_it_rests() -> None:
    fill()
    worker_rests.send(sender=None)
    assert RecurringReading.objects.count() == 3
    assert RecurringResult.objects.count() == 3
    before = set(RecurringResult.objects.values_list("name", "made"))
    worker_rests.send(sender=None)
    assert set(RecurringResult.objects.values_list("name", "made")) == before


def test_a_base_that_is_busy_does_not_end_the_worker(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> bool:
        raise DatabaseError("locked")

    monkeypatch.setattr(renewing, "is_behind", fail)
    worker_rests.send(sender=None)
    assert "locked" in caplog.text
