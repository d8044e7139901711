"""Whom `we` is: the document's own speaker or who acted before in the passage, and never who was only asked."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.statements import Kind, Masthead, Passage, Statement

type PassageWriter = Callable[..., list[Passage]]


def made(passages: PassageWriter, language: str, *texts: str, title: str = "") -> list[Statement]:
    rows = [("heading", None, title)] if title else []
    rows += [("paragraph", None, text) for text in texts]
    return list(extract(passages(rows, language), Masthead()).statements)


def acting(statement: Statement) -> list[str]:
    return [ref.name for ref in statement.actors]


@pytest.mark.parametrize(
    ("language", "asked", "ours"),
    [
        ("en", "The Government of Peru should fund shelters.", "In 2025 we will open a shelter."),
        ("en", "The Government of Peru should fund shelters. In 2025 we will open a shelter in Cusco.", ""),
        ("fr", "Les mairies devraient désigner un référent.", "En 2025, nous ouvrirons un foyer à Lille."),
        ("es", "El Gobierno del Perú debe financiar los albergues.", "Nos comprometemos a abrir un albergue en 2025."),
        ("ru", "Правительству Армении следует финансировать приюты.", "В 2025 году мы откроем приют в Гюмри."),
        ("ru", "Правительству Армении следует финансировать приюты. В 2025 году мы откроем приют в Гюмри.", ""),
        ("ar", "ينبغي لحكومة تونس أن تمول الملاجئ.", "ونتعهد بفتح مأوى جديد في صفاقس."),
        ("zh", "老挝劳工部应定期检查工厂。", "2025年我们将在万象开设一个庇护所。"),
        ("zh", "老挝劳工部应定期检查工厂。2025年我们将在万象开设一个庇护所。", ""),
    ],
)
def test_we_is_never_who_was_only_asked(passages: PassageWriter, language: str, asked: str, ours: str) -> None:
    last = made(passages, language, *filter(None, (asked, ours)))[-1]
    assert last.kind in (Kind.COMMITMENT, Kind.ACTIVITY)
    assert acting(last) == []


def test_we_is_nobody_whom_it_asks(passages: PassageWriter) -> None:
    told = made(passages, "en", "The Ministry of Labour opened an office. We urge the Ministry of Labour to fund it.")
    assert acting(told[-1]) == []


def test_we_is_who_acted_before_in_the_passage(passages: PassageWriter) -> None:
    told = made(passages, "en", "Safe Passage Network opened an office in Lima. We will train 40 judges.")
    assert acting(told[-1]) == ["Safe Passage Network"]


@pytest.mark.parametrize(
    ("language", "title", "first", "ours", "name"),
    [
        (
            "en",
            "Annual review",
            "Lantern Bay is a non-governmental organisation that works in Fiji.",
            "We opened a shelter.",
            "Lantern Bay",
        ),
        ("en", "Lantern Bay Trust", "This report tells of one year.", "We opened a shelter.", "Lantern Bay Trust"),
        (
            "fr",
            "Rapport annuel",
            "Les Phares est une association lilloise qui aide les victimes.",
            "En 2025, nous ouvrirons un foyer à Lille.",
            "Les Phares",
        ),
        (
            "es",
            "Fundación Faro Claro",
            "Este informe cuenta un año.",
            "Nos comprometemos a abrir un albergue en 2025.",
            "Fundación Faro Claro",
        ),
        (
            "ru",
            "Фонд «Тихий маяк»",
            "Отчёт охватывает один год.",
            "В 2025 году мы откроем приют в Гюмри.",
            "Фонд «Тихий маяк»",
        ),
        (
            "ar",
            "مؤسسة المنارة الهادئة",
            "يتناول هذا التقرير سنة واحدة.",
            "ونتعهد بفتح مأوى جديد في صفاقس.",
            "مؤسسة المنارة الهادئة",
        ),
        ("zh", "静海基金会", "本报告介绍一年的工作。", "2025年我们将在万象开设一个庇护所。", "静海基金会"),
        ("zh", "年度报告", "静海之家是一家在老挝工作的民间组织。", "2025年我们将在万象开设一个庇护所。", "静海之家"),
    ],
)
def test_we_is_the_body_of_the_title_or_of_the_first_line(
    passages: PassageWriter, language: str, title: str, first: str, ours: str, name: str
) -> None:
    assert acting(made(passages, language, first, ours, title=title)[-1]) == [name]


def test_a_body_told_of_later_is_not_the_speaker(passages: PassageWriter) -> None:
    told = made(
        passages,
        "en",
        "Judges were trained in Suva by the police.",
        "Lantern Bay is a non-governmental organisation in Fiji.",
        "We will open a shelter in 2025.",
    )
    assert acting(told[-1]) == []


@pytest.mark.parametrize("short", ["The Trust", "The charity", "Lantern Bay"])
def test_the_body_of_the_document_is_known_by_its_short_names(passages: PassageWriter, short: str) -> None:
    told = made(
        passages,
        "en",
        "Lantern Bay Trust is a charity in Fiji.",
        f"{short} trained 40 judges in Suva.",
        title="Lantern Bay Trust",
    )
    assert acting(told[-1]) == ["Lantern Bay Trust"]


def test_a_short_name_is_none_that_is_printed_only_later(passages: PassageWriter) -> None:
    text = "The Ministry of Labour inspected farms. The Ministry had formed a team with the Ministry of Justice."
    assert acting(made(passages, "en", text)[-1]) == ["Ministry of Labour"]


def test_the_two_organisations_are_those_that_acted_just_before(passages: PassageWriter) -> None:
    told = made(passages, "en", "IOM and UNHCR opened a shelter. The two organisations trained 40 judges.")
    assert acting(told[-1]) == ["IOM", "UNHCR"]
