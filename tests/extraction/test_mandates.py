"""Tests of mandates: legislative lists and paragraphs, with entity and source."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from palermo.extraction import extract
from palermo.extraction.lists.legislative_mandates import find_proper_name
from palermo.extraction.lists.mandates import find_mandates
from palermo.statements import Masthead, Passage, Statement, StatementKind

PassageWriter = Callable[..., list[Passage]]

ABOUT = ("item", "3.1", "The Office of River Affairs (ORA) is responsible for rivers.")
LIST = ("item", "3.9", "The list below, which was reviewed, provides all mandates entrusted to the programme.")


def list_mandates(written: list[Passage]) -> list[Statement]:
    return list(find_mandates(written, Masthead()))


def budget(passages: PassageWriter, *lines: tuple[str, str | None, str]) -> list[Passage]:
    """A section of a budget: its background, then a list of mandates with these lines."""
    before = [("heading", None, "Mandates and background"), ABOUT, ("heading", None, "Legislative mandates"), LIST]
    return [replace(p, headings=("Legislative mandates",)) for p in passages([*before, *lines])]


def cited(statements: list[Statement]) -> list[list[str]]:
    return [[instrument.id for instrument in built.instruments] for built in statements]


def test_a_list_gives_each_text_with_its_symbol_and_whose_mandate_it_is(passages: PassageWriter) -> None:
    written = budget(
        passages,
        ("heading", None, "General Assembly resolutions"),
        ("cell", None, "64/293; 68/192"),
        ("cell", None, "Plan against trafficking in persons"),
        ("heading", None, "Security Council resolutions"),
        ("cell", None, "2331 (2016)"),
    )
    built = list_mandates(written)
    assert cited(built) == [["A/RES/64/293", "A/RES/68/192"], ["S/RES/2331(2016)"]]
    assert [made_.quote for made_ in built] == ["64/293; 68/192", "2331 (2016)"]
    assert {actor.name for made_ in built for actor in made_.actors} == {"Office of River Affairs"}
    assert all(made_.kind is StatementKind.MANDATE for made_ in built)
    assert [(s.role, s.quote) for s in built[0].support] == [
        ("entity", ABOUT[2]),
        ("introduction", LIST[2]),
        ("heading", "General Assembly resolutions"),
        ("title", "Plan against trafficking in persons"),
    ]
    assert built[0].confidence == 0.95


@pytest.mark.parametrize(
    ("heading", "line", "symbols"),
    [
        ("General Assembly resolutions", "43/222 A–E; 80/234 Pattern of conferences", ["A/RES/43/222", "A/RES/80/234"]),
        ("General Assembly resolutions", "S-19/2 Further implementation", ["A/RES/S-19/2"]),
        ("General Assembly resolutions", "319 A (IV) Refugees", ["A/RES/319(IV)"]),
        ("General Assembly resolutions and decisions", "decision 78/560 Sessions", ["A/DEC/78/560"]),
        ("Economic and Social Council resolutions", "2006/27 Cooperation", ["E/RES/2006/27"]),
        ("Economic and Social Council resolutions and decisions", "2024/312 Reports", ["E/DEC/2024/312"]),
        ("Human Rights Council resolutions", "17/1 Trafficking in persons", ["A/HRC/RES/17/1"]),
        ("Human Rights Council decisions", "17/119 Follow-up", ["A/HRC/DEC/17/119"]),
        ("Security Council mandate", "S/96/Rev.7 Provisional rules of procedure", ["S/96/Rev.7"]),
        (
            "Economic Commission for Europe decisions",
            "2025/1 Forests",
            ["Economic Commission for Europe decision 2025/1"],
        ),
    ],
)
def test_symbols_come_from_the_number_and_its_heading(
    passages: PassageWriter, heading: str, line: str, symbols: list[str]
) -> None:
    built = list_mandates(budget(passages, ("paragraph", None, heading), ("paragraph", None, line)))
    assert cited(built) == [symbols]
    assert built[0].quote == line


def test_what_is_no_number_of_the_organ_is_left_out(passages: PassageWriter) -> None:
    lines = [
        ("paragraph", None, "General Assembly resolutions"),
        ("paragraph", None, "79/5 Review of the implementation of Assembly resolution 61/16"),
        ("paragraph", None, "Programme budget for 2018/2019"),
        ("paragraph", None, "Charter provisions 1/2/3"),
    ]
    assert cited(list_mandates(budget(passages, *lines))) == [["A/RES/79/5"]]


def test_a_line_with_several_titles_is_several_mandates(passages: PassageWriter) -> None:
    line = "50/11; 78/330 Multilingualism 80/234 Pattern of conferences"
    built = list_mandates(
        budget(passages, ("paragraph", None, "General Assembly resolutions"), ("paragraph", None, line))
    )
    assert [made_.quote for made_ in built] == ["50/11; 78/330 Multilingualism", "80/234 Pattern of conferences"]
    for made_ in built:
        assert line[made_.locator.start : made_.locator.end] == made_.quote


def test_the_background_says_what_a_task_rests_on(passages: PassageWriter) -> None:
    text = "The mandates of the Office of River Affairs derive from General Assembly resolutions 64/293 and 68/192."
    lines = [("heading", None, "Mandates and background"), ("item", "3.1", f"{text} It acts.")]
    built = list_mandates(passages(lines))
    assert cited(built) == [["A/RES/64/293", "A/RES/68/192"]]
    assert built[0].quote == text
    assert built[0].actors[0].name == "Office of River Affairs"


def test_a_part_that_says_only_the_mechanism_takes_its_heading(passages: PassageWriter) -> None:
    lines = [
        ("heading", None, "II. Independent Mechanism for Rivers"),
        ("heading", None, "Mandates and background"),
        ("item", "1", "The Mechanism was established by General Assembly resolution 71/248."),
    ]
    assert [actor.name for actor in list_mandates(passages(lines))[0].actors] == ["Independent Mechanism for Rivers"]


def test_the_introduction_may_name_another(passages: PassageWriter) -> None:
    lines = [
        ("item", "1", "The list below provides all mandates entrusted to UN-Women."),
        ("paragraph", None, "General Assembly resolutions"),
        ("paragraph", None, "64/289 System-wide coherence"),
    ]
    assert list_mandates(passages(lines))[0].actors[0].name == "UN-Women"


def test_a_list_ends_with_its_section(passages: PassageWriter) -> None:
    written = budget(passages, ("paragraph", None, "General Assembly resolutions"), ("paragraph", None, "64/293 Plan"))
    after = passages([("heading", None, "Deliverables"), ("paragraph", None, "72/1 Something else")])
    later = [replace(p, headings=("Deliverables",), ordinal=p.ordinal + 50) for p in after]
    assert cited(list_mandates([*written, *later])) == [["A/RES/64/293"]]


def test_other_documents_have_no_mandates(passages: PassageWriter) -> None:
    lines = [("paragraph", None, "The Working Group recalled General Assembly resolution 64/293.")]
    assert list_mandates(passages(lines)) == []


def test_statements_of_all_kinds_come_in_reading_order(passages: PassageWriter) -> None:
    written = budget(
        passages,
        ("paragraph", None, "General Assembly resolutions"),
        ("paragraph", None, "64/293 Plan"),
    )
    requests = passages([("paragraph", "7", "The forum calls on States to:"), ("item", "(a)", "Train judges;")])
    before = [replace(p, ordinal=p.ordinal - 10, headings=()) for p in requests]
    built = list(extract([*before, *written], Masthead()).statements)
    assert [made_.kind for made_ in built if made_.method.startswith(("recommendations", "mandates"))] == [
        StatementKind.RECOMMENDATION,
        StatementKind.MANDATE,
    ]
    places = [(made_.locator.passage, made_.locator.start) for made_ in built]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Department of Peace Operations is responsible for peace.", "Department of Peace Operations"),
        ("all mandates entrusted to UN-Women.", "UN-Women"),
        ("the programme", None),
        ("the Mechanism", None),
        (
            "In line with the Charter, approved by the General Assembly, the Joint Inspection Unit acts",
            "Joint Inspection Unit",
        ),
        ("Part III of the plan", None),
    ],
)
def test_names_of_organisations_are_proper_names(text: str, name: str | None) -> None:
    assert find_proper_name(text) == name


@pytest.mark.parametrize(
    "heading",
    [
        "Security Council resolutions and statements by the President of the Security Council",
        "Security Council resolutions pertaining to the Office of River Affairs",
        "Resolutions of the Security Council",
    ],
)
def test_long_headings_name_the_organ(passages: PassageWriter, heading: str) -> None:
    written = budget(passages, ("heading", None, heading), ("item", None, "2331 (2016) Rivers in armed conflict"))
    assert cited(list_mandates(written)) == [["S/RES/2331(2016)"]]


@pytest.mark.parametrize(
    "name",
    [
        "United Nations Office at Geneva",
        "Office of the Special Representative of the Secretary-General for Children and Armed Conflict",
        "United Nations Register of Damage Caused by the Construction of the Dam in the River Valley",
    ],
)
def test_names_of_entities_are_kept_whole(name: str) -> None:
    assert find_proper_name(f"The {name} is responsible for its work.") == name


def test_entity_is_that_of_the_section_title_and_not_of_a_caption(passages: PassageWriter) -> None:
    lines = [
        ("heading", "II", "Office of River Affairs"),
        ("heading", None, "Mandates and background"),
        ("paragraph", None, "Table 3 Posts of the Department of Bridges"),
        ("paragraph", "3.1", "It works with the Department of Bridges."),
        ("heading", None, "Legislative mandates"),
        LIST,
        ("heading", None, "General Assembly resolutions"),
        ("item", None, "64/293 and annex Plan of action"),
    ]
    (built,) = list_mandates(passages(lines))
    assert [actor.name for actor in built.actors] == ["Office of River Affairs"]


def test_list_goes_on_after_the_running_head_of_a_page(passages: PassageWriter) -> None:
    lines = [
        ("heading", None, "Legislative mandates of the Office of River Affairs"),
        ("heading", None, "Mandates and background"),
        ABOUT,
        ("heading", None, "Legislative mandates"),
        LIST,
        ("heading", None, "General Assembly resolutions"),
        ("item", None, "64/293 Plan of action"),
        ("heading", None, "Rivers and lakes"),
        ("heading", None, "Security Council resolutions"),
        ("item", None, "2331 (2016) Rivers in armed conflict"),
    ]
    assert cited(list_mandates(passages(lines))) == [["A/RES/64/293"], ["S/RES/2331(2016)"]]


def test_number_within_a_title_that_goes_on_is_not_cited(passages: PassageWriter) -> None:
    lines = [("heading", None, "General Assembly resolutions"), ("item", None, "70/299 on the follow-up of the Agenda")]
    assert list_mandates(budget(passages, *lines)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The mandate follows Economic and Social Council texts and the plan of the Commission in its resolution 73/9.",
        "Established by the Economic and Social Council, it works together pursuant to ECLAC resolution 55/3.",
    ],
)
def test_number_of_another_body_is_not_that_of_an_organ(passages: PassageWriter, sentence: str) -> None:
    assert (
        list_mandates(passages([("heading", None, "Mandates and background"), ABOUT, ("item", "3.2", sentence)])) == []
    )


def test_background_may_say_where_functions_are_described(passages: PassageWriter) -> None:
    sentence = "The main functions of the Office are described in the bulletin ST/SGB/2030/1."
    written = passages([("heading", None, "Mandates and background"), ABOUT, ("item", "3.2", sentence)])
    assert cited(list_mandates(written)) == [["ST/SGB/2030/1"]]


def test_bracket_around_a_symbol_is_no_part_of_it(passages: PassageWriter) -> None:
    title = ("cell", None, "Report of a committee (E/CEPAL/AC.71/4)")
    assert cited(list_mandates(budget(passages, ("heading", None, "Other resolutions"), title))) == [
        ["E/CEPAL/AC.71/4"]
    ]
