"""The settings as an operator meets them: what is missing stops the site with a sentence that tells the remedy."""

from __future__ import annotations

import os
import runpy
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "kb" / "config" / "settings.py"
SECRET = "et-langt-og-oppdiktet-ord-som-ingen-bruker-til-noe-annet-0123456789"


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An environment that says nothing to the site but where its data lie."""
    for name in list(os.environ):
        if name.startswith(("KB_", "DJANGO_")) or name == "DATABASE_URL":
            monkeypatch.delenv(name)
    monkeypatch.setenv("KB_DATA", str(tmp_path / "data"))
    return monkeypatch


def read_settings(environment: pytest.MonkeyPatch, **variables: str) -> dict[str, Any]:
    """What the settings are where the environment holds ``variables``."""
    for name, value in variables.items():
        environment.setenv(name, value)
    return runpy.run_path(str(SETTINGS))


PRODUCTION = {"KB_SECRET_KEY": SECRET, "KB_ALLOWED_HOSTS": "theses.example.org"}


def test_production_is_what_nothing_said_means(environment: pytest.MonkeyPatch) -> None:
    settings = read_settings(environment, **PRODUCTION)
    assert settings["KB_MODE"] == "production"
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["theses.example.org"]


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"KB_ALLOWED_HOSTS": "theses.example.org"}, "KB_SECRET_KEY"),
        ({"KB_ALLOWED_HOSTS": "theses.example.org", "KB_SECRET_KEY": ""}, "KB_SECRET_KEY"),
        ({"KB_SECRET_KEY": SECRET}, "KB_ALLOWED_HOSTS"),
        ({**PRODUCTION, "KB_MODE": "prodution"}, "KB_MODE"),
        ({**PRODUCTION, "KB_MODE": ""}, "KB_MODE"),
    ],
)
def test_what_is_missing_or_misspelt_stops_the_site_and_is_named(
    environment: pytest.MonkeyPatch, variables: dict[str, str], named: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=named):
        read_settings(environment, **variables)


def test_a_data_folder_that_cannot_be_made_is_told_with_the_remedy(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured, match=r"KB_DATA.*Name a folder that this user can write to"):
        read_settings(environment, **PRODUCTION, KB_DATA=str(tmp_path / "file" / "data"))


def test_production_never_shows_detailed_errors(environment: pytest.MonkeyPatch) -> None:
    assert read_settings(environment, **PRODUCTION, KB_DEBUG="true")["DEBUG"] is False


def test_in_production_cookies_travel_only_encrypted_and_no_script_reads_the_session(
    environment: pytest.MonkeyPatch,
) -> None:
    settings = read_settings(environment, **PRODUCTION)
    assert settings["SESSION_COOKIE_SECURE"] is settings["CSRF_COOKIE_SECURE"] is True
    assert settings["SESSION_COOKIE_HTTPONLY"] is True
    assert settings["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SECURE_HSTS_SECONDS"] >= 3600


def test_a_site_without_https_says_so_itself(environment: pytest.MonkeyPatch) -> None:
    settings = read_settings(environment, **PRODUCTION, KB_HTTPS="false")
    assert settings["SECURE_SSL_REDIRECT"] is settings["SESSION_COOKIE_SECURE"] is False


def test_development_keeps_a_secret_of_its_own_that_only_its_user_reads(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = read_settings(environment, KB_MODE="development")
    kept = tmp_path / "data" / "secret_key"
    assert first["SECRET_KEY"] == kept.read_text(encoding="utf-8")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert read_settings(environment)["SECRET_KEY"] == first["SECRET_KEY"]
    assert "localhost" in first["ALLOWED_HOSTS"]


def test_the_default_database_never_makes_a_reader_wait_for_a_writer(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    database = read_settings(environment, **PRODUCTION)["DATABASES"]["default"]
    assert Path(database["NAME"]).parent == tmp_path / "data"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


def test_another_database_is_named_by_its_address(environment: pytest.MonkeyPatch) -> None:
    address = "postgres://eli:hemmelig@base.example.org:5432/oppgaver"
    database = read_settings(environment, **PRODUCTION, DATABASE_URL=address)["DATABASES"]["default"]
    assert (database["HOST"], database["NAME"], database["USER"]) == ("base.example.org", "oppgaver", "eli")
    assert database["CONN_HEALTH_CHECKS"] is True


def check_deployment(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Django's own check of a site in production, in a process of its own."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "kb.config.settings",
        "KB_MODE": "production",
        "KB_DATA": str(tmp_path),
        **variables,
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_site_in_production_passes_djangos_own_check(tmp_path: Path) -> None:
    checked = check_deployment(tmp_path, **PRODUCTION)
    # How long browsers remember HTTPS, and for which neighbours, is the operator's to say.
    left = {line for line in checked.stderr.splitlines() if "(security." in line}
    assert {line for line in left if "W005" not in line and "W021" not in line} == set(), checked.stderr


def test_a_site_in_production_without_its_secret_does_not_start(tmp_path: Path) -> None:
    refused = check_deployment(tmp_path, KB_ALLOWED_HOSTS="theses.example.org")
    assert refused.returncode != 0
    assert "KB_SECRET_KEY is not set. Give the site a long random value of its own" in refused.stderr
