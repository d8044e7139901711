"""Tests of appraisals: citations before similarity, matching topics, and gaps."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from palermo.analysis.appraisal import (
    AppraisalSet,
    ProvisionGap,
    ProvisionMatch,
    appraise,
)
from palermo.analysis.appraisal.matching import (
    describe_provision,
    is_on_topic,
    list_provisions,
    match_citations,
    match_semantically,
    merge_matches,
)
from palermo.errors import NotFound
from palermo.registry import Registry
from palermo.statements import Document, Masthead

PROTOCOL = "palermo-protocol"


def row(id: str, quote: str = "Protect victims", **more: Any) -> dict[str, Any]:
    tags = ("themes", "exploitation", "interventions", "groups")
    lists: dict[str, Any] = {name: [] for name in (*tags, "places", "regions", "actors", "addressees", "instruments")}
    plain = {"id": id, "kind": "recommendation", "quote": quote, "language": "en", "document": "d", "position": 0}
    return {**lists, **plain, **more}


def document(date: str | None = "2012-01-01") -> Document:
    return Document(
        id="d",
        work="d",
        source="d.txt",
        media_type="text/plain",
        size=1,
        pages=1,
        language="en",
        title="D",
        masthead=Masthead(date=date),
    )


def appraised(
    shipped: Registry, found: list[ProvisionMatch], rows: list[dict[str, Any]], date: str | None = "2012-01-01"
) -> Any:
    instrument = shipped.instruments[PROTOCOL]
    return appraise(instrument, found, {item["id"]: item for item in rows}, {"d": document(date)}, shipped)


def match_provisions(
    rows: list[Any], registry: Registry, vectors: Any = None, provision_vectors: Any = None
) -> list[ProvisionMatch]:
    """Return the matches by citation, and with vectors also by similarity."""
    provisions = list_provisions(registry)
    semantic = match_semantically(rows, vectors, provisions, provision_vectors, registry) if vectors is not None else ()
    return merge_matches(match_citations(rows, registry), semantic)


@pytest.mark.parametrize(
    ("rendered", "number"), [("6", "6"), ("article 6 (3)", "6"), ("art. 6.3", "6"), ("99", None), (None, None)]
)
def test_a_citation_finds_its_provision_or_the_whole(
    shipped: Registry, rendered: str | None, number: str | None
) -> None:
    rows = [row("s", instruments=[{"id": PROTOCOL, "provision": rendered}])]
    (item,) = match_provisions(rows, shipped)
    provisions = shipped.instruments[PROTOCOL].provisions
    assert item.similarity is None
    assert (None if item.number is None else provisions[item.number].number) == number


def test_a_region_that_is_named_is_no_silent_one(shipped: Registry) -> None:
    match = ProvisionMatch(instrument=PROTOCOL, number=0, statement="s")
    item = appraised(shipped, [match], [row("s", kind="activity", places=["KEN"], regions=["011", "419"])])
    assert {code: acts for code, (_, acts) in item.provisions[0].regions.items() if acts} == {"002": 1, "019": 1}
    assert set(item.silent) == {"142", "150", "009"}


def test_a_body_of_a_state_acts_where_the_state_is(shipped: Registry) -> None:
    match = ProvisionMatch(instrument=PROTOCOL, number=0, statement="s")
    ministry = {"id": None, "name": "Ministry of Justice of Kenya", "state": "state:KEN"}
    item = appraised(shipped, [match], [row("s", kind="activity", actors=[ministry])])
    assert item.provisions[0].regions["002"] == (0, 1)


def test_a_part_of_a_provision_is_preferred(shipped: Registry) -> None:
    rows = [row("s", instruments=[{"id": "gcm", "provision": "10(a)"}])]
    (item,) = match_provisions(rows, shipped)
    assert shipped.instruments["gcm"].provisions[item.number or 0].number == "10(a)"


def test_an_unknown_instrument_matches_nothing(shipped: Registry) -> None:
    assert match_provisions([row("s", instruments=[{"id": "A/RES/1/1", "provision": "1"}])], shipped) == []


def test_meaning_needs_topics_that_agree_and_no_citation(shipped: Registry) -> None:
    every = list_provisions(shipped)
    own = np.eye(len(every), dtype=np.float32)
    at = next(n for n, (place, _, item) in enumerate(every) if (place.instrument, item.number) == (PROTOCOL, "6"))
    topics: dict[str, Any] = {"themes": ["trafficking-in-persons"], "interventions": ["protection-and-assistance"]}
    topics["groups"] = ["survivors"]
    rows = [
        row("near", **topics),
        row("other topic", themes=["health"]),
        row("cites another", **topics, instruments=[{"id": PROTOCOL, "provision": "8"}]),
        row("factor", kind="factor", **topics),
    ]
    result = match_provisions(rows, shipped, np.repeat(own[[at]], len(rows), axis=0), own)
    assert {item.statement for item in result if item.similarity} == {"near"}
    assert not any(item.similarity for item in match_provisions(rows, shipped))


@pytest.mark.parametrize(
    ("named", "on_it"),
    [
        ({}, True),
        ({"places": ["KEN"]}, False),
        ({"places": ["KEN", "THA"]}, True),
        ({"addressees": [{"id": "state:PER", "name": "Peru", "type": "state"}]}, False),
        ({"actors": [{"id": "state:LAO", "name": "Laos", "type": "state"}]}, True),
        ({"actors": [{"id": None, "name": "Peruvian National Police", "type": "entity", "state": "state:PER"}]}, False),
        (
            {"actors": [{"id": "iom", "name": "IOM", "type": "entity"}], "addressees": [{"id": None, "name": "All"}]},
            True,
        ),
    ],
)
def test_an_instrument_of_a_region_is_not_for_states_elsewhere(
    shipped: Registry, named: dict[str, Any], on_it: bool
) -> None:
    every = list_provisions(shipped)
    at = next(n for n, (place, _, item) in enumerate(every) if place.instrument == "actip")
    own = np.eye(len(every), dtype=np.float32)
    _, instrument, provision = every[at]
    topics = {"themes": ["trafficking-in-persons"], "groups": ["survivors"], "interventions": ["prevention"]}
    output: dict[str, Any] = {**topics, "quote": provision.summary}
    rows = [row("s", **output, **named), row("cites", **named, instruments=[{"id": "actip", "provision": None}])]
    result = match_provisions(rows, shipped, np.repeat(own[[at]], 2, axis=0), own)
    assert ("s" in {item.statement for item in result}) is on_it
    assert "cites" in {item.statement for item in result}
    assert shipped.list_covered_states(instrument) < shipped.list_covered_states(shipped.instruments[PROTOCOL])


def test_regions_that_an_instrument_is_not_for_are_no_silent_ones(shipped: Registry) -> None:
    item = appraise(shipped.instruments["actip"], [], {}, {"d": document()}, shipped)
    assert (item.regions, item.silent) == (("142",), ("142",))


def test_trafficking_is_not_gender_alone(shipped: Registry) -> None:
    instrument = shipped.instruments["cedaw"]
    (provision,) = instrument.provisions
    assert not is_on_topic(row("s", "Suppress violence", themes=["gender"]), instrument.topics, provision)
    women = row("s", "Suppress trafficking in women", themes=["trafficking-in-persons"], groups=["women"])
    assert is_on_topic(women, instrument.topics, provision)


@pytest.mark.parametrize(
    ("quote", "language", "on_it"),
    [
        ("Do not punish victims of trafficking for offences", "en", True),
        ("Build the work against trafficking around the needs of victims", "en", False),
        ("Centrar el trabajo contra la trata en las necesidades de las víctimas", "es", True),
    ],
)
def test_a_statement_shares_a_word_with_the_provision(
    shipped: Registry, quote: str, language: str, on_it: bool
) -> None:
    instrument = shipped.instruments["cets-197"]
    provision = next(item for item in instrument.provisions if item.number == "26")
    topics: dict[str, Any] = {"themes": ["trafficking-in-persons"], "groups": ["survivors"]}
    topics["interventions"] = [*provision.topics.interventions, "protection-and-assistance", "access-to-justice"]
    assert is_on_topic(row("s", quote, language=language, **topics), instrument.topics, provision) is on_it


def test_a_provision_is_compared_with_its_subject(shipped: Registry) -> None:
    plan = shipped.instruments["global-plan-of-action"]
    words = [describe_provision(plan, provision) for provision in plan.provisions]
    assert not any(item.startswith("Pillar") for item in words)
    assert all("traffick" in item for item in words)


def test_gaps_trend_regions_and_who_acts(shipped: Registry) -> None:
    kenya = {"id": "state:KEN", "name": "Kenya", "type": "state"}
    rows = [
        *(row(f"call {n}", places=["KEN"]) for n in range(5)),
        row("deed", kind="activity", actors=[kenya, {"id": "new:1", "name": "X", "type": "entity"}]),
        row("alone", kind="commitment"),
        row("asked"),
    ]
    numbers = {"deed": 0, "alone": 1, "asked": 2} | {f"call {n}": 0 for n in range(5)}
    result = [ProvisionMatch(instrument=PROTOCOL, number=number, statement=id) for id, number in numbers.items()]
    item = appraised(shipped, result, rows)
    gaps = [part.gap for part in item.provisions[:4]]
    assert gaps == [
        ProvisionGap.RARELY_ACTED_ON,
        ProvisionGap.NOT_CALLED_FOR,
        ProvisionGap.NOT_ACTED_ON,
        ProvisionGap.NO_STATEMENT,
    ]
    first = item.provisions[0]
    assert (first.called, first.acted, first.trend) == (5, 1, {2012: (5, 1)})
    assert first.entities == {"state:KEN": 1}
    assert first.regions["002"] == (5, 1)
    assert "002" not in item.silent
    assert "150" in item.silent
    assert item.statements == 8
    assert item.unverified == sum(not each.verified for each in _get_protocol_provisions(shipped))


def _get_protocol_provisions(shipped: Registry) -> Any:
    return next(row for row in shipped.facts.instruments if row.id == PROTOCOL).provisions


def test_every_provision_is_appraised_and_unverified_ones_say_so(shipped: Registry) -> None:
    plan = shipped.instruments["global-plan-of-action"]
    item = appraise(plan, [], {}, {"d": document()}, shipped)
    assert len(item.provisions) == 34
    assert item.unverified == 34 - len(plan.verified_provisions) > 0
    unverified = [part.provision for part in item.provisions if not part.is_verified]
    assert {provision.number for provision in unverified if provision} == {None}, "our labels are no printed numbers"
    assert {"palermo-protocol": 20, "cets-197": 47, "sdg": 10}.items() <= {
        id: len(row.provisions) for id, row in shipped.instruments.items()
    }.items()


def test_a_mandate_is_evidence_and_leaves_no_provision_without_a_statement(shipped: Registry) -> None:
    match = ProvisionMatch(instrument=PROTOCOL, number=0, statement="m")
    part = appraised(shipped, [match], [row("m", kind="mandate")]).provisions[0]
    assert (part.mandated, part.called, part.acted, part.gap) == (1, 0, 0, None)


def test_a_digest_of_an_instrument_is_on_its_subject(shipped: Registry) -> None:
    every = list_provisions(shipped)
    own = np.eye(len(every), dtype=np.float32)
    fund = next(n for n, (place, _, item) in enumerate(every) if "voluntary trust fund" in item.summary)
    row_without_theme = row("s", "The office administers the trust fund", kind="mandate")
    row_without_theme["interventions"] = ["protection-and-assistance"]
    row_without_theme["groups"] = ["survivors"]
    texts = {"global-plan-of-action": {"d"}}
    assert list(match_semantically([row_without_theme], own[[fund]], every, own, shipped)) == []
    (result,) = match_semantically([row_without_theme], own[[fund]], every, own, shipped, texts)
    assert (result.instrument, result.number) == ("global-plan-of-action", every[fund][0].number)


def test_what_is_only_similar_counts_nowhere(shipped: Registry) -> None:
    kenya = {"id": "state:KEN", "name": "Kenya", "type": "state"}
    kinds = ("recommendation", "activity", "mandate")
    rows = [row(kind, kind=kind, places=["KEN"], actors=[kenya]) for kind in kinds]
    similar = [
        ProvisionMatch(instrument=PROTOCOL, number=0, statement=kind, similarity=score)
        for kind, score in zip(kinds, (0.6, 0.8, 0.7), strict=True)
    ]
    item = appraised(shipped, similar, rows)
    part = item.provisions[0]
    assert [each.statement for each in part.possible] == ["activity", "mandate", "recommendation"]
    assert (part.statements, part.called, part.acted, part.mandated, part.trend) == ((), 0, 0, 0, {})
    assert (part.entities, part.regions["002"], part.gap) == ({}, (0, 0), ProvisionGap.NO_STATEMENT)
    assert (item.statements, item.count_citing(kinds)) == (0, 0)


def test_the_own_text_of_an_instrument_is_evidence_of_its_own_kind(shipped: Registry) -> None:
    instrument, rows = shipped.instruments[PROTOCOL], {"s": row("s", kind="activity")}
    similar = [
        ProvisionMatch(instrument=PROTOCOL, number=number, statement="s", similarity=score)
        for number, score in ((0, 0.6), (1, 0.9), (2, 0.7))
    ]
    item = appraise(instrument, similar, rows, {"d": document()}, shipped, texts={"d"})
    first, nearest, third = item.provisions[:3]
    assert [each.statement for each in nearest.own_text] == ["s"], "under the provision that it resembles most"
    assert (nearest.statements, nearest.possible, nearest.acted) == ((), (), 0), "it is no activity of anybody"
    assert nearest.gap is ProvisionGap.ONLY_OWN_TEXT
    assert [(len(part.own_text), len(part.possible), part.gap) for part in (first, third)] == [
        (0, 1, ProvisionGap.NO_STATEMENT)
    ] * 2
    cited = ProvisionMatch(instrument=PROTOCOL, number=1, statement="c")
    rows |= {"c": row("c", document="other")}
    documents = {"d": document(), "other": document()}
    part = appraise(instrument, [*similar, cited], rows, documents, shipped, texts={"d"}).provisions[1]
    assert (part.called, len(part.own_text), part.gap) == (1, 1, ProvisionGap.NOT_ACTED_ON)
    own_citation = replace(cited, number=None, statement="s")
    whole = appraise(instrument, [own_citation], rows, documents, shipped, texts={"d"})
    assert (whole.statements, len(whole.overall.own_text)) == (0, 1), "it speaks of itself"


def test_what_is_older_than_an_instrument_can_only_cite_it(shipped: Registry) -> None:
    cited = ProvisionMatch(instrument=PROTOCOL, number=0, statement="c")
    matches = [cited, replace(cited, statement="s", similarity=0.9)]
    for date, count in (("1990-01-01", 0), (None, 0), ("2012-01-01", 1)):
        part = appraised(shipped, matches, [row("s"), row("c")], date).provisions[0]
        assert (len(part.statements), len(part.possible)) == (1, count)


def test_an_instrument_without_provisions_is_named(shipped: Registry) -> None:
    with pytest.raises(NotFound, match="no instrument with provisions"):
        AppraisalSet(appraisals=()).get_appraisal("nothing", shipped)
