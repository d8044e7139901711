"""What a profile rests on is counted from its facts, and each gap has its name."""

import pytest

from palermo.analysis import Emptiness, Evidence, basis, document_evidence, priorities, topics
from palermo.registry import Instrument, Partnership, Profile, Provision, Publication, Topics
from palermo.statements import Document, Masthead


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
        digest=None,
        sources=("https://example.org",),
        verified=True,
        note=None,
    )


TIE = Partnership(
    id="tie",
    kind="cooperation",
    name="Sample tie",
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
            summary="Asks the agency to keep data",
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
PROFILE = Profile(
    publications=(
        publication("one", "2019-05", ("en",), themes=("health", "gender")),
        publication("two", "2012", ("en", "fr"), themes=("health",), exploitation=("forced-labour",)),
        publication("three", None, ("en",)),
    ),
    partnerships=(TIE,),
    instruments=(CONVENTION,),
    timeline=(),
)
NOTHING = Profile(publications=(), partnerships=(), instruments=(), timeline=())
INTERVENTIONS = ("prevention", "data-and-research", "border-management")
FULL = Evidence(documents=1, statements=1, newest="2026-01")


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
    found = priorities(PROFILE.publications)
    assert found["themes"] == [("health", 2), ("gender", 1)]
    assert found["exploitation"] == [("forced-labour", 1)]
    assert found["interventions"] == []


def test_topics_come_from_every_fact() -> None:
    assert topics(PROFILE)["interventions"] == {"prevention", "data-and-research"}
    assert topics(PROFILE)["themes"] == {"health", "gender"}
    assert topics(NOTHING)["themes"] == frozenset()


def test_a_basis_says_what_there_is_and_what_not() -> None:
    found = basis(PROFILE, {"two": (document("2012"),)}, FULL, 2026, INTERVENTIONS)
    assert (found.publications, found.first, found.last, found.english_only, found.held) == (3, "2012", "2019", 2, 1)
    assert found.unseen == ("border-management",)
    assert found.emptinesses == ()


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (Evidence(documents=0, statements=0, newest=None), (Emptiness.NO_DOCUMENT, Emptiness.NOTHING_FOUND)),
        (Evidence(documents=2, statements=0, newest="2022"), (Emptiness.NOTHING_FOUND,)),
        (Evidence(documents=0, statements=3, newest="2021-12-31"), (Emptiness.NO_DOCUMENT, Emptiness.OLD_EVIDENCE)),
        (Evidence(documents=1, statements=1, newest="2022-01"), ()),
    ],
)
def test_the_three_emptinesses_are_told_apart(evidence: Evidence, expected: tuple[Emptiness, ...]) -> None:
    assert basis(NOTHING, {}, evidence, 2026, INTERVENTIONS).emptinesses == expected


def test_evidence_is_as_new_as_the_newest_document() -> None:
    found = document_evidence([document("2019"), document(None)], 4, document("2020-05"))
    assert found == Evidence(documents=2, statements=4, newest="2020-05")
    assert document_evidence([], 0, None).newest is None
