"""What states something, and what is a title, a topic, a question, the end of a sentence, or a count of members."""

from dataclasses import replace

import pytest

from palermo.extraction import extract
from palermo.statements import Kind, Masthead, Passage, PassageKind, Statement, passage_id


def passage(words: str, heading: str = "Findings", kind: PassageKind = PassageKind.PARAGRAPH) -> Passage:
    return Passage(
        id=passage_id("d", words, 0),
        document="d",
        ordinal=0,
        page=1,
        paragraph=None,
        kind=kind,
        headings=(heading,),
        language="en",
        text=words,
    )


def found(words: str, heading: str = "Findings", kind: PassageKind = PassageKind.PARAGRAPH) -> list[Statement]:
    return list(extract([passage(words, heading, kind)], Masthead()).statements)


@pytest.mark.parametrize(
    "words",
    [
        "support for victims and survivors",
        "Victims of violence 12",
        "Number of victims identified",
        "Number of complaints of trafficking received by the hotline in 2022",
        "Victims exploited in agriculture, by sex",
        "those who are deceived",
        "those who are forced to deceive others",
        "The root causes and risk factors that explain why trafficking hits women harder",
        "a method that makes synthetic data, so that data on victims can be published",
        "protection of the rights of victims, and of exploited people who may be victims",
        "Law, vulnerability and conflict, and trafficking as a tactic of fighters, who use it to intimidate",
        "main activities",
        "partnerships",
        "of training slows what should follow",
        "the launch of the call for the third cycle of grants",
        "2019: Chile and Peru, the first time that two members shared the chair",
        "How can Governments protect victims of trafficking",
    ],
)
@pytest.mark.parametrize("kind", [PassageKind.PARAGRAPH, PassageKind.ITEM])
def test_titles_topics_and_parts_of_sentences_state_nothing(words: str, kind: PassageKind) -> None:
    assert found(words, kind=kind) == []


@pytest.mark.parametrize(
    "words",
    [
        "The network has 22 members.",
        "The network against violence and exploitation has twenty-two members in nine countries.",
        "The software detects risks of exploitation in supply chains.",
        "The study used interviews with victims of violence.",
        "The resolution welcomes briefings by survivors of violence.",
        "The convention of 2015 lets States consider that victims are not held liable for acts tied to trafficking.",
        "ICMPD is an organisation in Vienna.",
        "IOM is part of the United Nations system.",
        "Suppliers work under pressure from buyers to cut prices.",
        "Most countries have adopted laws against trafficking.",
        "About half of companies train their staff.",
    ],
)
def test_members_methods_and_countries_at_large_state_nothing(words: str) -> None:
    assert found(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "Countries exchanged experiences of return.",
        "Countries participating in the Programme set up a fund for victims.",
    ],
)
def test_certain_countries_act(words: str) -> None:
    assert [made.kind for made in found(words)] == [Kind.ACTIVITY]


@pytest.mark.parametrize(
    "words",
    [
        "Children who are alone or separated from their families face added risks.",
        "Those who traffic in persons in conflict are seldom held to account.",
        "The factors that drive trafficking are poverty and conflict.",
        "Women who fear reprisals are silent about exploitation.",
        "Victims who were interviewed had been beaten.",
        "A child who is forced to beg is a victim of trafficking.",
        "The number of victims identified in agriculture rose in 2022.",
        "Never has the risk been so high for migrant women.",
    ],
)
def test_whole_claims_of_the_problem_are_factors(words: str) -> None:
    assert [made.kind for made in found(words)] == [Kind.FACTOR]


@pytest.mark.parametrize(
    "words",
    [
        "Do not detain child victims.",
        "Never publish names of victims.",
        "Stop the detention of migrants.",
        "Don't detain children.",
        "Avoid interviewing children twice.",
    ],
)
def test_what_should_not_be_done_is_recommended_below_a_heading_of_recommendations(words: str) -> None:
    assert [made.kind for made in found(words, "Recommendations")] == [Kind.RECOMMENDATION]
    assert found(words, "What we do") == []


def test_a_noun_phrase_below_that_heading_forbids_nothing() -> None:
    (made,) = found("Stop work orders were issued by the inspectors.", "Recommendations")
    assert made.kind is Kind.ACTIVITY


@pytest.mark.parametrize(
    ("words", "actor", "tense", "years"),
    [
        ("2022: IOM opened a shelter in Accra.", "IOM", "done", (2022,)),
        ("12 March 2022: IOM opened a shelter in Accra.", "IOM", "done", (2022,)),
        ("2022 – IOM opened a shelter in Accra.", "IOM", "done", (2022,)),
        ("2019–2021: UNICEF provided shelter to 300 children in Ghana.", "UNICEF", "done", (2019, 2020, 2021)),
        ("March 2022 – June 2024: UNICEF supports judges in Kenya.", "UNICEF", "ongoing", (2022, 2023, 2024)),
        ("ILO, 2019–2021: trained 300 labour inspectors in Peru.", "ILO", "done", (2019, 2020, 2021)),
        ("From March 2021 to June 2023, IOM ran a shelter in Accra.", "IOM", "done", (2021, 2022, 2023)),
    ],
)
def test_a_line_may_begin_with_its_date(words: str, actor: str, tense: str, years: tuple[int, ...]) -> None:
    (made,) = found(words)
    assert (made.kind, made.tense, made.years) == (Kind.ACTIVITY, tense, years)
    assert [ref.name for ref in made.actors] == [actor]
    assert made.quote == words.rstrip(".")


@pytest.mark.parametrize(
    ("introduction", "item", "kinds"),
    [
        ("The toolkit helps officials to decide about a stay. The topics are:", "assessment of age", []),
        ("The Office opened a portal in May. It profiles thirty bodies by:", "main activities", []),
        ("The Office opened a portal in May. It profiles thirty bodies by:", "partnerships", []),
        ("The Office will:", "train judges", [Kind.ACTIVITY]),
        ("The Office supports border posts by:", "training guards in twelve towns", [Kind.ACTIVITY]),
    ],
)
def test_items_that_only_name_something_state_nothing(introduction: str, item: str, kinds: list[Kind]) -> None:
    above, below = passage(introduction), passage(item, kind=PassageKind.ITEM)
    made = list(extract([above, replace(below, ordinal=1)], Masthead()).statements)
    assert [one.kind for one in made if one.quote == item] == kinds
