"""Tests of lists in sections: items, addressees, issuer, and non-requests."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from listed_actions import HEADINGS, WRITERS, iter_forms, list_actions
from palermo.extraction import extract_by_rules
from palermo.extraction.lists.section_grammar import load_section_grammar
from palermo.reading import read
from palermo.statements import Masthead, Passage, Statement, StatementKind
from passage_factory import make_passages

PassageWriter = Callable[..., list[Passage]]
ADDRESSEES = {
    "en": "governments",
    "fr": "gouvernements",
    "es": "gobiernos",
    "ru": "правительств",
    "ar": "الحكومات",
    "zh": "各国政府",
}


def extract_requests(*texts: str, language: str = "en", publisher: str | None = None) -> list[Statement]:
    built = extract_by_rules(make_passages(*texts, language=language), Masthead(publisher=publisher))
    return [item for item in built.statements if item.kind is StatementKind.RECOMMENDATION]


@pytest.mark.parametrize("writer", list(WRITERS))
@pytest.mark.parametrize(("language", "form"), list(iter_forms()))
def test_sixteen_actions_are_sixteen_recommendations(language: str, form: str, writer: str) -> None:
    actions = list_actions(language, form)
    reading = read(*WRITERS[writer](language, actions))
    masthead = replace(reading.masthead, publisher="Tarn Coast Alliance")
    result = extract_by_rules(reading.passages, masthead).statements
    assert [item.quote for item in result] == [action.rstrip(".。") for action in actions]
    assert {item.kind for item in result} == {StatementKind.RECOMMENDATION}
    assert {tuple(ref.name for ref in item.addressees) for item in result} == {(ADDRESSEES[language],)}
    assert {tuple((ref.name, ref.source) for ref in item.actors) for item in result} == {
        (("Tarn Coast Alliance", "document"),)
    }
    assert {item.support[-1].quote for item in result} == {HEADINGS[language][1]}


def test_actions_that_were_taken_are_no_requests() -> None:
    items = ("- Fund wells in all villages.", "- Build wells in all villages.")
    assert extract_requests("# Priority actions identified and advanced to build wells", *items) == []
    assert len(extract_requests("# Priority actions", *items)) == 2


@pytest.mark.parametrize(
    ("heading", "line", "language", "names"),
    [
        ("# Recomendaciones", "## Específicas:", "es", []),
        ("# Recomendaciones", "Educación:", "es", []),
        ("# Recomendaciones", "Al Patronato del Puerto:", "es", ["Patronato del Puerto"]),
        ("# Recommandations", "Prévention :", "fr", []),
        ("# Recommandations", "Les États :", "fr", ["États"]),
    ],
)
def test_only_a_line_with_a_party_names_the_addressee(heading: str, line: str, language: str, names: list[str]) -> None:
    items = {
        "es": ("- Abrir pozos en todas las aldeas.", "- Publicar los datos de los pozos."),
        "fr": ("- Creuser des puits dans tous les villages.", "- Publier les chiffres des puits."),
    }
    made = extract_requests(heading, line, *items[language], language=language)
    assert [[ref.name for ref in statement.addressees] for statement in made] == [names, names]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("# To the Ministry of Labour of Tarn:", ["Ministry of Labour of Tarn"]),
        ("# Employers and recruiters", ["Employers", "recruiters"]),
        ("# What companies can do", ["companies"]),
        ("For the Harbour Police to:", ["Harbour Police"]),
        ("- For the Harbour Police to:", ["Harbour Police"]),
        ("# Employers should", ["Employers"]),
        ("# Training of police officers", []),
        ("# TIME FOR CHANGE", []),
    ],
)
def test_a_line_above_the_items_names_whom_they_are_asked_of(line: str, names: list[str]) -> None:
    result = extract_requests("# Recommendations", line, "- Ensure fair pay at sea.", "- Stop the sale of licences.")
    assert [[ref.name for ref in item.addressees] for item in result] == [names, names]


def test_an_item_that_says_whom_it_asks_goes_before_its_section() -> None:
    (item,) = extract_requests(
        "# Recommendations to the government", "- The Ministry of Labour should inspect every vessel."
    )
    assert [(ref.name, ref.source) for ref in item.addressees] == [("Ministry of Labour", "quote")]


@pytest.mark.parametrize(
    ("language", "heading", "item", "names"),
    [
        ("es", "Recomendaciones", "Recomendamos al Estado de Sildavia la apertura de pozos.", ["Estado de Sildavia"]),
        ("es", "Recomendaciones", "Recomendamos al Estado ampliar los pozos.", ["Estado"]),
        ("es", "Recomendaciones", "Instamos al Gobierno y a las empresas a abrir pozos.", ["Gobierno", "empresas"]),
        ("fr", "Recommandations", "Le Comité recommande au Gouvernement de creuser des puits.", ["Gouvernement"]),
        ("en", "Recommendations", "NGOs and others, working on wells and mills should dig them.", ["NGOs"]),
        (
            "en",
            "Recommendations",
            "Schools, training providers and mills should dig.",
            ["Schools", "training providers", "mills"],
        ),
        ("en", "Recommendations", "Your company should dig wells.", ["company"]),
    ],
)
def test_an_item_names_whom_it_asks_without_what_it_asks(
    language: str, heading: str, item: str, names: list[str]
) -> None:
    (statement,) = extract_requests(f"# {heading}", f"- {item}", language=language)
    assert [ref.name for ref in statement.addressees] == names


def test_words_whose_initials_a_bracket_gives_are_one_addressee() -> None:
    text = "- The Office for Ports, Piers and Harbours (OPPH) and the Coast Police should share what they know."
    (item,) = extract_requests("# Recommendations", text)
    assert [ref.name for ref in item.addressees] == ["Office for Ports, Piers and Harbours (OPPH)", "Coast Police"]


def test_a_recommendation_with_a_label_is_quoted_without_it() -> None:
    (item,) = extract_requests(
        "Recommendation 3: The police should record each complaint of seafarers.", publisher="Tarn Watch"
    )
    assert item.quote == "The police should record each complaint of seafarers"
    assert [ref.name for ref in item.addressees] == ["police"]


@pytest.mark.parametrize(
    "items",
    [
        ("Workers are in danger when they:", "- Lack papers of their own.", "- Fear to be sent home at once."),
        ("- How many were freed?", "- Who pays the fines?", "- Which ports were named?"),
        ("- https://example.org/one", "- https://example.org/two"),
        ("- Dredging: A Study of Two Harbours http://example.org/a", "- Mills and their rivers, www.example.org/two"),
        ("- Wells of Ruritania: a study, https://example.org/one", "- Mills and their rivers, www.example.org/two"),
        ("- Training, wells and mills", "- Rating mills", "- Inspection and trial", "- An audience for mills"),
        ("These recommendations will benefit the following:", "- Survivors", "- Police officers"),
    ],
)
def test_lists_of_something_else_are_no_recommendations(items: tuple[str, ...]) -> None:
    assert not extract_requests("# Recommendations", *items)


def test_two_gerunds_or_nouns_with_one_object_ask_for_something() -> None:
    items = ("- Digging, cleaning and closing wells.", "- Inspection and repair of all mills.")
    assert len(extract_requests("# Recommendations", *items)) == 2


def test_the_name_of_a_file_is_no_addressee() -> None:
    line, item = "WELLS/20240101-EFW-results-01.pdf", "- Adopt a law on wells in all villages."
    assert [statement.addressees for statement in extract_requests("# Recommendations", line, item)] == [()]


def test_a_section_ends_where_another_begins() -> None:
    result = extract_requests(
        "# Recommendations", "- Ensure fair pay.", "# References", "- Ensure and others (2031), Pay at sea."
    )
    assert len(result) == 1


def test_a_list_goes_on_after_a_note_of_the_page() -> None:
    texts = (
        "Employers should take the following steps:",
        "- Pay wages on time",
        "Page 4 of the briefing",
        "- Keep records",
    )
    numbers = (None, "1", None, "2")
    passages = [replace(item, paragraph=n) for item, n in zip(make_passages(*texts), numbers, strict=True)]
    result = extract_by_rules(passages, Masthead()).statements
    assert [(item.quote, item.addressees[0].name) for item in result] == [
        ("Pay wages on time", "Employers"),
        ("Keep records", "Employers"),
    ]


def test_a_deadline_before_the_addressee_is_no_part_of_its_name() -> None:
    for lead in ("By an agreed deadline companies", "By 2031 companies", "Companies"):
        result = extract_requests(
            f"{lead} should only buy fish that meets the following criteria:", "- Pay wages on time"
        )
        assert [ref.name.casefold() for item in result for ref in item.addressees] == ["companies"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("States should pursue without delay a policy of prevention and, to this end", "States"),
        ("respond to requests with any information about the persons and that may be relevant", ""),
        ("Eurojust", "Eurojust"),
        ("For this reason we recommend to all States", ""),
        ("all relevant stakeholders", "all relevant stakeholders"),
    ],
)
def test_an_introduction_names_addressees_and_not_what_they_do(names: str, expected: str) -> None:
    grammar = load_section_grammar("en")
    assert grammar is not None
    assert grammar.cut_predicate(names) == expected


def test_words_that_name_nobody_are_no_addressees() -> None:
    grammar = load_section_grammar("en")
    assert grammar is not None
    assert grammar.split_names(" , ") == []


@pytest.mark.parametrize("heading", ["# Twenty Key Recommendations", "# Five recommendations"])
def test_a_heading_may_count_its_recommendations(heading: str) -> None:
    assert len(extract_requests(heading, "- Ensure fair pay at sea.", "- Stop the sale of licences.")) == 2


def test_an_item_may_introduce_a_list_and_name_its_addressee(passages: PassageWriter) -> None:
    lines = [
        ("heading", None, "II. Recommendations"),
        ("item", "1", "Ensure fair pay on all ships at sea."),
        (
            "item",
            "2",
            "In ports, the Ministry of Labour should protect fishers " + "and all their families " * 5 + "thus:",
        ),
        ("item", "(a)", "Inspect ships in all harbours."),
        ("item", "3", "Stop the sale of licences."),
    ]
    result = extract_by_rules(passages(lines), Masthead()).statements
    named = [[ref.name for ref in item.addressees] for item in result if item.locator.paragraph != "2"]
    assert named == [[], ["Ministry of Labour"], []]


def test_a_line_that_names_no_known_party_ends_the_addressee_above(passages: PassageWriter) -> None:
    lines = [
        ("heading", None, "II. Recommendations"),
        ("paragraph", None, "Employers"),
        ("paragraph", "1", "Ensure fair pay at sea."),
        ("paragraph", None, "Ports and their many small wooden landing places in all of Tarn"),
        ("paragraph", "2", "Stop the sale of licences."),
    ]
    result = extract_by_rules(passages(lines), Masthead()).statements
    assert [[ref.name for ref in item.addressees] for item in result] == [["Employers"], []]


@pytest.mark.parametrize(
    ("item", "language", "heading"),
    [
        ("Watch our film on wells.", "en", "# Recommendations"),
        ("Discuss the wells of your village in pairs.", "en", "# Recommendations"),
        ("Télécharger le rapport sur les puits.", "fr", "# Recommandations"),
        ("Discuter en petits groupes des puits du village.", "fr", "# Recommandations"),
        ("Ver el vídeo sobre los pozos.", "es", "# Recomendaciones"),
        ("Скачать доклад о колодцах.", "ru", "# Рекомендации"),
    ],
)
def test_items_for_readers_and_learners_are_no_recommendations(item: str, language: str, heading: str) -> None:
    requests = {
        "en": ("Governments should fund wells in all villages.", "Governments should train millers."),
        "fr": ("Les gouvernements devraient financer les puits.", "Les gouvernements devraient former les meuniers."),
        "es": ("Los gobiernos deberían financiar los pozos.", "Los gobiernos deberían formar a los molineros."),
        "ru": ("Правительствам следует финансировать колодцы.", "Правительствам следует обучать мельников."),
    }[language]
    built = extract_requests(heading, *(f"- {text}" for text in (*requests, item)), language=language)
    assert [statement.quote.rstrip(".") for statement in built] == [text.rstrip(".") for text in requests]


def test_an_item_of_a_list_of_what_nobody_should_do_is_no_recommendation() -> None:
    items = ("- Fund wells in all villages.", "- Build mills in all villages.")
    assert len(extract_requests("# Recommendations", "Governments should:", *items)) == 2
    assert extract_requests("# Recommendations", "Governments should not:", *items) == []
