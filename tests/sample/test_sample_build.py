"""Tests of the sample library: rendered, read, with recommendations in six languages."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from digests import DigestText
from digests.sample_library import build_file_name, read_texts, render_text
from palermo.extraction import extract
from palermo.languages import LABELLED_LANGUAGES
from palermo.linking import link_document
from palermo.reading import ParsedDocument, read
from palermo.registry import load_registry
from palermo.statements import Document, Passage, Statement, StatementKind

SAMPLE = Path(__file__).parents[2] / "sample"
TEXTS = read_texts(SAMPLE)
END = " .;؛；。"

pytestmark = pytest.mark.slow

MIN_FOUND_ITEMS = 0.85
"""Share of the items of lists that ask."""


type ReadText = tuple[ParsedDocument, tuple[Statement, ...]]


def read_text(text: DigestText) -> ReadText:
    reading = read(render_text(text), build_file_name(text))
    return reading, tuple(extract(reading.passages, reading.masthead).statements)


@pytest.fixture(scope="module")
def read_by_name() -> dict[str, ReadText]:
    """Each text as a parsed document, and its statements with names as printed."""
    return {text.name: read_text(text) for text in TEXTS}


@pytest.fixture(scope="module")
def statements_by_text(read_by_name: dict[str, ReadText]) -> dict[str, tuple[Statement, ...]]:
    """Statements of each text, names as printed, by the text's name."""
    return {name: statements for name, (_, statements) in read_by_name.items()}


def test_recommendations_are_found_in_six_languages(statements_by_text: dict[str, tuple[Statement, ...]]) -> None:
    statements = [statement for each in statements_by_text.values() for statement in each]
    languages = Counter(s.language for s in statements if s.kind is StatementKind.RECOMMENDATION)
    assert set(languages) == set(LABELLED_LANGUAGES)
    assert min(languages.values()) >= 10
    assert languages.total() >= 150


def test_each_recommendation_is_an_item_of_its_text_and_names_whom_it_asks(
    statements_by_text: dict[str, tuple[Statement, ...]],
) -> None:
    for text in TEXTS:
        items = {block.text.rstrip(END) for block in text.blocks if block.number}
        for statement in statements_by_text[text.name]:
            if statement.method.startswith("recommendations.lists"):
                assert statement.quote in items, text.name
                assert statement.addressees, text.name


def test_few_items_of_lists_that_ask_are_lost(statements_by_text: dict[str, tuple[Statement, ...]]) -> None:
    """Of lists of which an item is found, nearly all items are."""
    runs: list[list[bool]] = []
    for text in TEXTS:
        quotes = {item.quote for item in statements_by_text[text.name] if item.kind is StatementKind.RECOMMENDATION}
        run: list[bool] = []
        for block in (*text.blocks, text.blocks[0]):
            if (block.number or "").endswith(")"):
                run.append(block.text.rstrip(END) in quotes)
            else:
                runs.append(run)
                run = []
    items = [found_item for run in runs if any(run) for found_item in run]
    assert sum(items) >= MIN_FOUND_ITEMS * len(items)


def test_mandates_are_found_with_what_gives_them(statements_by_text: dict[str, tuple[Statement, ...]]) -> None:
    mandates = [s for s in statements_by_text["profile-unodc"] if s.kind is StatementKind.MANDATE]
    cited = {instrument.id for mandate in mandates for instrument in mandate.instruments}
    assert cited == {"A/RES/61/180", "A/RES/64/293"}


def link_text(text: DigestText, found: ReadText) -> tuple[Sequence[Passage], tuple[Statement, ...]]:
    """Return the passages and the linked statements of a text, as a build makes them."""
    reading, statements = found
    document = Document(
        id=reading.document, work=reading.document, source=text.name, media_type=reading.media_type, size=1,
        pages=None, language=text.language, title=text.title, nature=text.nature, publishers=text.publishers,
        of=text.works,
    )  # fmt: skip
    return reading.passages, tuple(link_document(statements, document, reading.passages, load_registry()))


def test_an_inferred_organ_is_printed_earlier_in_its_document(read_by_name: dict[str, ReadText]) -> None:
    checked = 0
    for text in TEXTS:
        passages, statements = link_text(text, read_by_name[text.name])
        positions = {passage.id: at for at, passage in enumerate(passages)}
        for statement in statements:
            if all(reason.code != "actor-issuer" for reason in statement.why):
                continue
            [organ] = statement.actors
            before = " ".join(passage.text for passage in passages[: positions[statement.locator.passage]])
            row = load_registry().entities[organ.id or ""]
            names = (*row.names.values(), *row.matching)
            assert any(name in before for name in names), (text.name, organ.name, statement.quote)
            checked += 1
    assert checked >= 20
