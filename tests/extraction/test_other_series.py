"""How company statements, handbooks, plans, codes and country reports of other authors say what they say."""

import pytest

from palermo.extraction import extract
from palermo.statements import Kind, Masthead, Passage, PassageKind, Statement, passage_id


def found(words: str, *headings: str) -> list[Statement]:
    passage = Passage(
        id=passage_id("d", words, 0),
        document="d",
        ordinal=0,
        page=1,
        paragraph=None,
        kind=PassageKind.PARAGRAPH,
        headings=headings,
        language="en",
        text=words,
    )
    return list(extract([passage], Masthead()).statements)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Responsibility for the policy rests with the Chief Buyer.", Kind.MANDATE),
        ("A Joint Board, meeting each spring, shall oversee the application of this Protocol.", Kind.MANDATE),
        ("UNODC is the custodian of the Organized Crime Convention.", Kind.MANDATE),
        ("Each Party that ratifies this Treaty shall license recruitment agencies.", Kind.RECOMMENDATION),
        ("It is good practice to offer a choice of interpreter.", Kind.RECOMMENDATION),
        ("Explain to the witness why you take notes.", Kind.RECOMMENDATION),
        ("If the child is tired, stop the interview.", Kind.RECOMMENDATION),
        ("Vigorously investigate and prosecute corrupt officials.", Kind.RECOMMENDATION),
        ("The steering group needs clearer rules of procedure.", Kind.RECOMMENDATION),
        ("The banks would be well advised to share their lists of red flags.", Kind.RECOMMENDATION),
        ("Action 7. Publish a leaflet for au pairs.", Kind.ACTIVITY),
        ("UNFPA leads the work of the United Nations on reproductive health.", Kind.ACTIVITY),
        ("Joint inspections were carried out in four ports.", Kind.ACTIVITY),
        ("Between 2017 and 2019 the Fund supported 30 shelters.", Kind.ACTIVITY),
        ("Four workshops reached 90 judges.", Kind.ACTIVITY),
        ("Some 60 diplomats took part in the training.", Kind.ACTIVITY),
        ("We, the Ministers of Labour, reaffirm our determination to end recruitment fees.", Kind.COMMITMENT),
        ("Our members recommit to placing survivors first.", Kind.COMMITMENT),
        ("A memorandum of understanding was signed with the Ministry of Health.", Kind.PARTNERSHIP),
        ("The Ministry coordinated the search together with the Red Cross.", Kind.PARTNERSHIP),
        ("There are no shelters for men in the capital.", Kind.FACTOR),
        ("In 2020, 63 persons were identified as victims.", Kind.FACTOR),
        ("Criminal networks launder the profits through shops.", Kind.FACTOR),
        ("Cheap phones allow traffickers to watch their victims all day.", Kind.FACTOR),
        ("The Committee is alarmed that officials take bribes from women at the border.", Kind.FACTOR),
        ("Boat owners keep crews at sea for months and withhold their pay.", Kind.FACTOR),
        ("Rules that tie a visa to one farm leave pickers unable to complain about abuse.", Kind.FACTOR),
    ],
)
def test_other_series_say_it_in_their_own_ways(words: str, kind: Kind) -> None:
    assert [made.kind for made in found(words)] == [kind]


@pytest.mark.parametrize(
    "words",
    [
        "Outcome 2: More victims of trafficking are referred to services.",
        "Intensification of efforts to end all forms of violence against girls",
        "Frameworks adopted by States to address forced labour of migrants",
        "The hotline received 300 calls.",
        "It binds those who ratify it.",
        "We now turn to the limits of the data.",
        "The handbook explains what forced labour is.",
        "The Court held that the applicant had been kept in servitude.",
        "In preparing the report, the Special Rapporteur drew upon 40 submissions.",
        "There is no discrimination against migrants in our country.",
    ],
)
def test_what_tells_of_texts_plans_courts_and_calls_states_nothing(words: str) -> None:
    assert found(words) == []


def test_items_within_a_sentence_tell_what_the_party_before_them_did() -> None:
    made = found("In 2022 the Agency: - opened two shelters; - trained 90 judges; - published a guide.")
    assert [(one.kind, one.quote) for one in made] == [
        (Kind.ACTIVITY, "opened two shelters"),
        (Kind.ACTIVITY, "trained 90 judges"),
        (Kind.ACTIVITY, "published a guide"),
    ]
    assert {ref.name for one in made for ref in one.actors} == {"Agency"}
    assert {one.tense for one in made} == {"done"}


def test_items_of_a_list_of_causes_are_factors() -> None:
    made = found("The main drivers of exploitation are: (a) debts to recruiters; (b) fear of deportation.")
    assert [(one.kind, one.quote) for one in made] == [
        (Kind.FACTOR, "debts to recruiters"),
        (Kind.FACTOR, "fear of deportation"),
    ]


def test_an_imperative_below_a_heading_of_own_work_asks_nobody() -> None:
    assert found("Ensure that children are heard.")[0].kind is Kind.RECOMMENDATION
    assert found("Ensure that children are heard.", "What we do") == []


def test_a_numbered_recommendation_to_two_parties_is_whole() -> None:
    (made,) = found("Recommendation 3: UNICEF and the Ministry of Health should jointly cost the scheme.")
    assert made.kind is Kind.RECOMMENDATION
    assert made.quote.startswith("Recommendation 3")
