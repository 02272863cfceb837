"""The application that the production server loads."""

from __future__ import annotations

from io import BytesIO
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest

from kb.config.wsgi import application


@pytest.mark.django_db
def test_the_server_gets_answers_by_the_rules_of_wsgi() -> None:
    environ: dict[str, object] = {}
    setup_testing_defaults(environ)
    environ.update(PATH_INFO="/healthz/", QUERY_STRING="")
    environ["wsgi.input"] = BytesIO()
    told: list[str] = []

    def start(status: str, headers: list[tuple[str, str]], error: object = None) -> object:
        told.append(status)
        return told.append

    answer = validator(application)(environ, start)  # type: ignore[arg-type]
    try:
        assert b'"status": "ok"' in b"".join(answer)
    finally:
        answer.close()  # type: ignore[attr-defined]
    assert told == ["200 OK"]
