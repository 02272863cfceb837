"""What *ibid.* means, where chapters and second hands lie between."""

from __future__ import annotations

from kb.ingest.citations import find_citations
from tests.ingest.small_documents import make_document

FAR = "Kontoret lå ved vannet, og om våren stod det noen ganger under. " * 50


def cited(*paragraphs: str) -> list[tuple[str, str | None]]:
    return [("/".join(c.authors), c.year) for c in find_citations(make_document(*paragraphs))[0]]


def test_ibid_in_a_new_chapter_far_from_any_source_is_reported_not_guessed() -> None:
    citations, notices = find_citations(
        make_document(
            "# 2 Teori", "Rom er viktig (Dahl, 2010).", FAR, "# 3 Metode", "Slik er det også her (ibid)."
        )
    )
    assert len(citations) == 1
    assert "ibid_without_antecedent" in [notice.code for notice in notices]


def test_ibid_at_the_start_of_a_chapter_repeats_what_stood_just_above() -> None:
    found = cited("# 2 Teori", "Rom er viktig (Dahl, 2010).", "# 3 Metode", "Slik er det også her (ibid).")
    assert found[1] == ("Dahl", "2010")


def test_ibid_with_a_year_nothing_has_repeats_the_last_work() -> None:
    assert cited("Rom (Dahl, 2013). Sted (ibid, 1999, s. 161).")[1][0] == "Dahl"


def test_a_name_cited_far_away_is_still_the_one_that_is_repeated() -> None:
    others = " ".join(f"Noe ble målt (Moe, {1950 + n})." for n in range(30))
    found = cited("# 2 Teori", "Rom (Dahl, 2010).", "# 3 Metode", others, "Sted (Dahl, op.cit., s. 4).")
    assert found[-1][0] == "Dahl"


def test_what_is_read_in_the_work_repeated_is_repeated_as_that_work() -> None:
    found = cited(
        "Boken om fjordsystemteori handler om rom (Dahl, 2004). Viksund (ibid, s. 8) hevder det motsatte.",
        "Nevnte fjordsystemteori er omstridt (ibid).",
    )
    assert found[2] == ("Dahl", "2004")


def test_ibid_after_a_source_without_a_readable_host_repeats_the_one_cited() -> None:
    assert cited("Rom (Dahl, 1980, sitert i forelesning). Tid (ibid, s. 4).")[1][0] == "Dahl"


def test_an_ibid_far_from_any_source_repeats_nothing() -> None:
    prose = "Rommet er stort og vidt for alle som er der. " * 60
    document = make_document("Rom (Dahl, 2010).", *[prose] * 4, "«Jeg liker rom.» (Ibid)")
    citations, notices = find_citations(document)
    assert len(citations) == 1
    assert notices[0].code == "ibid_without_antecedent"
