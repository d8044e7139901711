"""Tests of chains: recommendations that ask for the same, and those that only sound similar."""

from dataclasses import replace

import numpy as np
import pytest

from palermo.analysis.follow_up import Chain, FollowUpItem, build_chains
from palermo.analysis.follow_up.act_detection import detect_manner, detect_requested_acts, find_treaties, remove_filler

SHELTERS = "Fund shelters for survivors of forced labour for three years"


def call(number: int, quote: str, **more: object) -> FollowUpItem:
    built = FollowUpItem(
        id=f"c{number:02}",
        kind="recommendation",
        quote=quote,
        language="en",
        document=f"d{number}",
        work=f"d{number}",
        date=f"20{10 + number}-01-01",
        digest=False,
        position=number,
        actors=("state:AAA",),
        addressees=("state:BBB",),
        classes=frozenset({"states"}),
        themes=frozenset(),
        interventions=frozenset(),
        groups=frozenset(),
        instruments=frozenset(),
    )
    return replace(built, **more)  # type: ignore[arg-type]


def together(*quotes: str, **more: object) -> list[list[int]]:
    """Numbers of the quotes that are chained, without those that stand alone."""
    # other calls around them, so that common words weigh little
    context = [f"{verb} {thing}" for verb in ("Build", "Mend", "Paint") for thing in ("roads", "bridges", "harbours")]
    calls = [call(number, quote, **more) for number, quote in enumerate([*quotes, *context])]
    result = [sorted(int(item.id[1:]) for item in chain.calls) for chain in build_chains(calls) if len(chain.calls) > 1]
    return sorted(item for item in result if item[0] < len(quotes))


def test_nothing_and_one_alone() -> None:
    assert build_chains([]) == []
    (alone,) = build_chains([call(0, SHELTERS)])
    assert (alone.id, alone.links) == ("c00", ())


def test_words_without_meaning_are_no_call_and_no_trouble() -> None:
    assert len(build_chains([call(0, "..."), call(1, "—"), call(2, "the")])) >= 1


def test_the_same_words_to_several_states_are_one_chain() -> None:
    calls = [call(0, SHELTERS), call(1, f"  {SHELTERS.upper()};", addressees=("state:CCC",)), call(2, "Mend the roads")]
    chain, other = build_chains(calls)
    assert [item.id for item in chain.calls] == ["c00", "c01"]
    assert (chain.links[0].kind, chain.links[0].earlier, chain.links[0].score) == ("exact", "c00", 1.0)
    assert (chain.id, chain.years) == ("c00", (2010, 2011))
    assert chain.addressees == {"state:BBB", "state:CCC"}
    assert other.id == "c02"


def test_a_reworded_call_is_tied_with_its_reason() -> None:
    calls = [call(0, SHELTERS), call(1, f"Please take measures to {SHELTERS.lower()}")]
    (chain,) = [item for item in build_chains(calls) if len(item.calls) > 1]
    (tie,) = chain.links
    assert tie.kind in ("near", "reworded")
    assert tie.score >= 0.5
    assert tie.words > 0.5
    assert tie.cosine is None


@pytest.mark.parametrize(
    ("item", "other"),
    [
        ("Ratify the Convention against Torture", "Consider ratifying the Convention against Torture"),
        ("Ratify the Convention against Torture", "Ratify the Convention on the Rights of the Child"),
        ("Ratify the Optional Protocol to CEDAW", "Ratify the Optional Protocol to ICESCR"),
        ("Ratify the Convention against Torture", "Implement the Convention against Torture"),
        ("Train labour inspectors on forced begging", "Train airport staff on organ removal"),
    ],
)
def test_what_only_sounds_like_it_stands_apart(item: str, other: str) -> None:
    assert together(item, other) == []


def items(one: dict[str, object], other: dict[str, object]) -> int:
    """How many chains two wordings of one call make, as items of the same document."""
    place = {"document": "d", "work": "d", "headings": ("II. Conclusions",), "numbered": True}
    words = (SHELTERS, f"Please take measures to {SHELTERS.lower()}")
    calls = [call(at, words[at], **place | more) for at, more in enumerate((one, other))]
    return len(build_chains(calls))


def test_two_items_of_one_list_are_other_calls_unless_others_ask() -> None:
    assert items({}, {}) == 2
    assert items({"actors": ()}, {"actors": ()}) == 2
    assert items({}, {"headings": ("I. Summary",)}) == 2  # a summary repeats its own report
    assert items({"actors": ()}, {"headings": ("I. Summary",)}) == 2
    assert items({}, {"document": "e"}) == 2
    assert items({}, {"headings": ("I. Summary",), "addressees": ("state:CCC",)}) == 1
    assert items({"actors": ("state:AAA", "state:DDD")}, {"actors": ("state:DDD",)}) == 2
    assert items({}, {"actors": ("state:CCC",)}) == 1  # in a review several States ask one State for the same


def test_an_item_stays_apart_from_what_another_item_repeats() -> None:
    """The same words stand in another document too, which is the first of them."""
    place = {"document": "d", "headings": ("II. Conclusions",)}
    other = f"Please take measures to {SHELTERS.lower()}"
    calls = [call(0, SHELTERS), call(1, SHELTERS, **place), call(2, other, **place)]
    assert [[item.id for item in chain.calls] for chain in build_chains(calls)] == [["c00", "c01"], ["c02"]]


def test_other_addressees_are_asked_other_things() -> None:
    calls = [call(0, SHELTERS), call(1, SHELTERS, classes=frozenset({"judiciary"}))]
    assert [len(item.calls) for item in build_chains(calls)] == [1, 1]
    unnamed = [call(0, SHELTERS), call(1, SHELTERS, classes=frozenset())]
    assert [len(item.calls) for item in build_chains(unnamed)] == [2]


def test_a_wording_between_two_does_not_glue_them() -> None:
    """Complete link: every two calls of a chain are alike."""
    quotes = [
        "Fund shelters for survivors of forced labour on farms",
        "Fund shelters for survivors of forced labour on farms and inspect fishing vessels for forced labour",
        "Inspect fishing vessels for forced labour",
    ]
    assert [0, 1, 2] not in together(*quotes)


def vectors(*turns: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Unit vectors at these angles."""
    return np.array([[np.cos(turn), np.sin(turn)] for turn in turns], dtype=np.float32)


def test_translations_meet_by_meaning_alone() -> None:
    topics = {"themes": frozenset({"trafficking-in-persons"}), "interventions": frozenset({"capacity-building"})}
    calls = [
        call(0, "Train labour inspectors", **topics),
        call(1, "Former les inspecteurs du travail", language="fr", **topics),
        call(2, "建立收容所", language="zh", themes=frozenset({"health"})),
    ]
    chain, other = build_chains(calls, vectors(0, 0.2, 2))
    assert [tie.kind for tie in chain.links] == ["translated"]
    assert chain.languages == ("en", "fr")
    assert other.id == "c02"
    assert all(len(item.calls) == 1 for item in build_chains(calls))


def test_language_versions_of_one_work_are_no_repeated_call() -> None:
    topics = {"themes": frozenset({"trafficking-in-persons"})}
    calls = [
        call(0, "Train labour inspectors", **topics),
        call(1, "Former les inspecteurs du travail", language="fr", work="d0", **topics),
        call(2, "Formar a los inspectores de trabajo", language="es", **topics),
    ]
    chains = build_chains(calls, vectors(0, 0.2, 0.1))
    assert sorted([item.id for item in chain.calls] for chain in chains) == [["c00", "c02"], ["c01"]]


@pytest.mark.parametrize(("turn", "meets"), [(0.9, True), (0.96, False), (1.1, False)])
def test_one_topic_is_not_enough_across_languages(turn: float, meets: bool) -> None:
    """What is asked of the same people by the same means may be another thing: its meaning must be close too."""
    topics = {"themes": frozenset({"trafficking-in-persons"}), "interventions": frozenset({"legislation-and-policy"})}
    calls = [
        call(0, "Adopt a law on trafficking in persons", **topics),
        call(1, "Adopter un plan contre la traite des personnes", language="fr", **topics),
    ]
    assert [len(item.calls) for item in build_chains(calls, vectors(0, turn))] == ([2] if meets else [1, 1])


def test_a_row_without_a_vector_is_compared_by_words() -> None:
    calls = [call(0, SHELTERS), call(1, f"To {SHELTERS.lower()}"), call(2, "Mend the roads")]
    assert [len(item.calls) for item in build_chains(calls, np.zeros((3, 2), np.float32))] == [2, 1]


def test_an_older_call_keeps_the_chain_under_its_id() -> None:
    calls = [call(number, SHELTERS) for number in range(4)]

    def ids(found: list[Chain]) -> list[str]:
        return [item.id for item in found]

    assert ids(build_chains(calls[:2])) == ids(build_chains(calls)) == ["c00"]


@pytest.mark.parametrize(
    ("text", "language", "firm"),
    [
        ("Consider ratifying it", "en", {"consider"}),
        ("Envisager de le ratifier", "fr", {"consider"}),
        ("Considerar la posibilidad de ratificarlo", "es", {"consider"}),
        ("النظر في التصديق عليه", "ar", {"consider"}),
        ("Рассмотреть вопрос о ратификации", "ru", {"consider"}),
        ("考虑批准", "zh", {"consider"}),
    ],
)
def test_firmness_in_six_languages(text: str, language: str, firm: set[str]) -> None:
    assert detect_requested_acts(text, language).firmness == firm
    assert "be-bound" in detect_requested_acts(text, language).acts or language == "es"


def test_the_end_of_a_word_counts_where_it_is_marked() -> None:
    assert detect_requested_acts("Take significant steps", "en").acts == frozenset()
    assert find_treaties("operate in that category") == frozenset()
    assert find_treaties("Ratify OP-CAT") == {"cat", "op"}
    assert remove_filler("Continue to take all measures against begging", "en") == "to against begging"
    assert detect_manner("It asked about shelters", "en") == {"said"}
    assert detect_manner("The State had made considerable progress", "en") == frozenset()


def test_report_of_a_resolution_is_no_later_request() -> None:
    assembly = {"actors": ("general-assembly",)}
    resolution = call(0, SHELTERS, document_ids=frozenset({"A/RES/99/1"}), **assembly)
    brief = call(1, SHELTERS, instruments=frozenset({"A/RES/99/1"}), **assembly)
    digest = call(2, SHELTERS, document_ids=frozenset({"A/RES/99/1"}), **assembly)
    repeated = call(3, SHELTERS, **assembly)
    other = call(4, SHELTERS, instruments=frozenset({"A/RES/99/1"}))
    chains = build_chains([resolution, brief, digest, repeated, other])
    assert sorted([item.id for item in chain.calls] for chain in chains) == [["c00", "c03", "c04"], ["c01"], ["c02"]]
    chain = next(chain for chain in chains if len(chain.calls) > 1)
    assert [link.earlier for link in chain.links] == ["c00", "c00"]
