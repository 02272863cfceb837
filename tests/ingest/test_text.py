from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest.errors import UnreadableFile
from kb.ingest.text import clean_text, read_text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("ærlig øvelse gjør å".encode(), "ærlig øvelse gjør å"),
        ("\ufeffmed merke først".encode(), "med merke først"),
        ("toårig plan".encode("utf-16"), "toårig plan"),
        ("gjennomført på skjønn".encode("cp1252"), "gjennomført på skjønn"),
        (b"en\r\nto\rtre", "en\nto\ntre"),
        ("ﬁlialen og o\u0308ya a\u030a".encode(), "filialen og öya å"),
        ("lese\u00adsal".encode(), "lesesal"),
        ("lese\u00ad\nsal".encode(), "lese-\nsal"),
        ("gang p˚a h¨ost".encode(), "gang på höst"),
        (b"en\rto\rtre", "en\nto\ntre"),
        ("≪Kom inn≫".encode(), "«Kom inn»"),
        ("nu\u200bll bred\u00a0de".encode(), "null bred de"),
        ("gå\u030a p\u00e5\u030a".encode(), "gå på"),
        (b"null\x00tegn", "nulltegn"),
        (b"side en\x0cside to", "side en\x0cside to"),
    ],
)
def test_bytes_become_readable_text(data: bytes, text: str) -> None:
    assert read_text(data)[0] == text


def test_a_guessed_encoding_is_told() -> None:
    assert [notice.code for notice in read_text("blå".encode("cp1252"))[1]] == ["encoding"]


SENTENCE = "Hun så båten gå, og på brygga sto Åse med kjølig ro og ventet på øyas ærligste fergemann. " * 5


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "mac_roman"])
def test_files_of_any_age_are_read_and_the_guess_is_told(codec: str) -> None:
    text, notices = read_text(SENTENCE.encode(codec))
    assert text == SENTENCE
    assert [notice.code for notice in notices] == ["encoding"]


def test_letters_spoilt_throughout_are_made_good() -> None:
    spoilt = SENTENCE.encode().decode("latin-1").replace("\x85", "…").replace("\x98", "˜").encode()
    text, notices = read_text(spoilt)
    assert text == SENTENCE
    assert [notice.code for notice in notices] == ["spoilt_letters"]


def test_a_few_spoilt_letters_are_told_and_left() -> None:
    text, notices = read_text((SENTENCE + "Ã¸ya").encode())
    assert text.endswith("Ã¸ya")
    assert [notice.code for notice in notices] == ["spoilt_letters"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\r\n\t\x0c ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x01\x02\x03\x04" * 50, "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_text(data)
    assert refusal.value.code == code
    assert refusal.value.remedy


def test_too_much_text_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_text(b"for mange ord " * 10, max_characters=100)
    assert refusal.value.code == "too_large"


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_cleaning_never_moves_a_line(text: str) -> None:
    given_lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    assert clean_text(text).count("\n") == given_lines
