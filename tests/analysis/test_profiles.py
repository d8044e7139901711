"""Tests of profiles: the counts of their evidence, and the kinds of gaps."""

from dataclasses import replace

import pytest

from palermo.analysis import (
    Emptiness,
    EntityEvidence,
    collect_topics,
    count_priorities,
    summarise_basis,
    summarise_evidence,
)
from palermo.registry import Instrument, Partnership, Provision, Publication, RegistryProfile, Topics
from palermo.statements import Document, Masthead, Nature


def publication(id: str, date: str | None, languages: tuple[str, ...], **about: tuple[str, ...]) -> Publication:
    return Publication(
        id=id,
        title=id,
        kind="guidance",
        date=date,
        publishers=("agency",),
        languages=languages,
        address=None,
        topics=Topics(**about),
        digests={},
        sources=("https://example.org",),
        verified=True,
        note=None,
    )


TIE = Partnership(
    id="tie",
    kind="cooperation",
    names={"en": "Sample tie"},
    members=("agency", "other"),
    lead=None,
    states=(),
    start=2020,
    end=None,
    topics=Topics(interventions=("prevention",)),
    sources=("https://example.org",),
    verified=True,
    note=None,
)
CONVENTION = Instrument(
    id="convention",
    symbol=None,
    kind="treaty",
    names={"en": "Sample convention"},
    matching=(),
    date="2000",
    organ="Sample assembly",
    address=None,
    entities=("agency",),
    topics=Topics(themes=("gender",)),
    provisions=(
        Provision(
            number="1",
            summaries={"en": "Asks the agency to keep data"},
            addressees=("agency",),
            topics=Topics(interventions=("data-and-research",)),
            sources=("https://example.org",),
            verified=True,
        ),
    ),
    sources=("https://example.org",),
    verified=True,
    note=None,
)
PROFILE = RegistryProfile(
    publications=(
        publication("one", "2019-05", ("en",), themes=("health", "gender")),
        publication("two", "2012", ("en", "fr"), themes=("health",), exploitation=("forced-labour",)),
        publication("three", None, ("en",)),
    ),
    partnerships=(TIE,),
    instruments=(CONVENTION,),
    timeline=(),
)
NOTHING = RegistryProfile(publications=(), partnerships=(), instruments=(), timeline=())
INTERVENTIONS = ("prevention", "data-and-research", "border-management")
FULL = EntityEvidence(documents=1, digests=0, statements=1, newest="2026-01")


def document(date: str | None) -> Document:
    return Document(
        id="d",
        work="d",
        source="d.pdf",
        media_type="application/pdf",
        size=1,
        pages=1,
        language="en",
        title="d",
        masthead=Masthead(date=date),
    )


def test_priorities_count_publications_the_most_first() -> None:
    result = count_priorities(PROFILE.publications)
    assert result["themes"] == [("health", 2), ("gender", 1)]
    assert result["exploitation"] == [("forced-labour", 1)]
    assert result["interventions"] == []


def test_topics_come_from_every_fact() -> None:
    assert collect_topics(PROFILE)["interventions"] == {"prevention", "data-and-research"}
    assert collect_topics(PROFILE)["themes"] == {"health", "gender"}
    assert collect_topics(NOTHING)["themes"] == frozenset()


def test_a_basis_says_what_there_is_and_what_not() -> None:
    result = summarise_basis(PROFILE, {"two": (document("2012"),)}, FULL, 2026, INTERVENTIONS)
    assert (result.publications, result.first, result.last, result.english_only, result.available_count) == (
        3,
        "2012",
        "2019",
        2,
        1,
    )


def test_a_digest_of_a_publication_is_no_copy_of_it() -> None:
    digest = replace(document("2012"), nature=Nature.DIGEST)
    result = summarise_basis(PROFILE, {"two": (digest,)}, FULL, 2026, INTERVENTIONS)
    assert result.available_count == 0
    assert result.unseen == ("border-management",)
    assert result.emptinesses == ()


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (
            EntityEvidence(documents=0, digests=0, statements=0, newest=None),
            (Emptiness.NO_DOCUMENT, Emptiness.NO_EVIDENCE),
        ),
        (EntityEvidence(documents=2, digests=0, statements=0, newest="2022"), (Emptiness.NO_EVIDENCE,)),
        (
            EntityEvidence(documents=0, digests=0, statements=3, newest="2021-12-31"),
            (Emptiness.NO_DOCUMENT, Emptiness.OLD_EVIDENCE),
        ),
        (EntityEvidence(documents=1, digests=0, statements=1, newest="2022-01"), ()),
        (EntityEvidence(documents=2, digests=2, statements=1, newest="2025"), (Emptiness.NO_DOCUMENT,)),
    ],
)
def test_the_three_emptinesses_are_distinguished(evidence: EntityEvidence, expected: tuple[Emptiness, ...]) -> None:
    assert summarise_basis(NOTHING, {}, evidence, 2026, INTERVENTIONS).emptinesses == expected


def test_evidence_is_as_new_as_the_newest_document() -> None:
    result = summarise_evidence([document("2019"), document(None)], 4, document("2020-05"))
    assert result == EntityEvidence(documents=2, digests=0, statements=4, newest="2020-05")
    assert summarise_evidence([], 0, None).newest is None
    assert summarise_evidence([replace(document("2019"), nature=Nature.DIGEST)], 0, None).digests == 1
