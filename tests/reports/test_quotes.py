"""What is printed of a statement: whole sentences, introductions of lists, originals, dates and names."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from made_editions import CreateLibrary, MakePart, WriteEdition
from palermo import registry, vocabulary
from palermo.edition import NO_FILTERS, PassageText, View, open_view
from palermo.reports.builders.dossier_evidence import is_sentence_part
from palermo.reports.builders.vulnerability import find_intersections
from palermo.reports.composer import Composer
from palermo.reports.context import EditionFacts, ReportContext
from palermo.reports.evidence import EvidenceSet, load_evidence
from palermo.reports.quotes import QuoteBuilder, expand_quote, find_introduction, is_later, needs_passage
from palermo.reports.recommendations import rank_calls
from palermo.reports.source_index import SourceIndex
from palermo.statements import (
    Document,
    DocumentVersion,
    Nature,
    Passage,
    Ref,
    RefType,
    Statement,
    StatementKind,
    Support,
    build_locator,
)
from passage_factory import make_passages

LIST = ("# The plan", "Two things matter. In the plan, States are asked to:", "- train inspectors;", "- fund shelters.")


def state(passage: Passage, words: str, kind: StatementKind = StatementKind.RECOMMENDATION) -> Statement:
    """Return a statement of some words of a passage."""
    start = passage.text.index(words)
    locator = build_locator(passage, start, start + len(words))
    return Statement(id=words, kind=kind, quote=words, language="en", document="d", locator=locator)


def list_texts(passages: Sequence[Passage]) -> list[PassageText]:
    return [PassageText(passage.id, passage.kind.value, passage.text) for passage in passages]


def test_an_item_has_the_sentence_that_introduces_its_list() -> None:
    passages = make_passages(*LIST)
    statement = state(passages[3], "fund shelters")
    assert needs_passage(statement)
    assert find_introduction(statement, list_texts(passages)) == "In the plan, States are asked to:"
    support = Support(role="introduction", quote=passages[1].text, locator=build_locator(passages[1], 0, 10))
    introduced = replace(statement, support=(support,))
    assert not needs_passage(introduced)
    assert find_introduction(introduced, []) == "In the plan, States are asked to:"


@pytest.mark.parametrize("item", ["توفير المأوى", "提供住所"])
def test_an_item_in_a_script_without_capitals_has_its_introduction(item: str) -> None:
    passages = make_passages("States are asked to:", f"- {item}")
    statement = state(passages[1], item)
    assert needs_passage(statement)
    assert find_introduction(statement, list_texts(passages)) == "States are asked to:"


@pytest.mark.parametrize(
    "texts",
    [
        ("Before the list.", "- fund shelters"),  # ends with no colon
        ("x " * 200 + "asked to:", "- fund shelters"),  # too long
        ("Two things:", "fund shelters"),  # no item
        ("- fund shelters",),
    ],
)
def test_what_introduces_nothing_is_not_printed(texts: tuple[str, ...]) -> None:
    passages = make_passages(*texts)
    assert find_introduction(state(passages[-1], "fund shelters"), list_texts(passages)) == ""


def test_a_quote_that_begins_within_a_sentence_is_printed_as_the_whole_sentence() -> None:
    (passage,) = make_passages("It rained. In 2023 the call of ICAT noted that children are punished. It was read.")
    for words in ("CAT noted that children are punished", "children are punished"):
        statement = state(passage, words)
        assert needs_passage(statement)
        assert expand_quote(statement, passage.text) == "In 2023 the call of ICAT noted that children are punished"
    whole = state(passage, "In 2023 the call of ICAT noted that children are punished")
    assert expand_quote(whole, passage.text) == whole.quote


def test_a_very_long_sentence_is_not_printed_for_a_part_of_it() -> None:
    (passage,) = make_passages("Many " + "long " * 200 + "words, and shelters are full.")
    statement = state(passage, "shelters are full")
    assert expand_quote(statement, passage.text) == "shelters are full"


@pytest.mark.parametrize(
    ("kind", "text", "headings", "expected"),
    [
        ("factor", "Cases rose in 2022", (), True),
        ("factor", "Cases rose", ("What the report of 2022 found",), True),
        ("factor", "Cases rose in 2009", (), False),
        ("recommendation", "end it by 2030", (), False),
        ("factor", "Page 20222 was read", (), False),
    ],
)
def test_a_digest_is_not_dated_before_what_it_reports(
    kind: str, text: str, headings: tuple[str, ...], expected: bool, make_part: MakePart
) -> None:
    document = make_part("digest", text, date="2010-07-30", nature=Nature.DIGEST).document
    (passage,) = make_passages(text, headings=headings)
    assert is_later(state(passage, text, StatementKind(kind)), document, text) is expected


def _turn_into_factor(statement: Statement) -> Statement:
    return replace(statement, kind=StatementKind.FACTOR, addressees=())


@pytest.fixture(scope="module")
def two_languages(create_library: CreateLibrary, make_part: MakePart, write_edition: WriteEdition) -> Iterator[View]:
    """An edition of a text and its translation, each with a factor and a recommendation."""
    words = "Poverty and war put people at risk."
    main = make_part("main", words, "States should fund shelters.", date="2020")
    main = replace(main, statements=(_turn_into_factor(main.statements[0]), main.statements[1]))
    translated = ("La pauvreté et la guerre exposent des personnes.", "Les États doivent financer des refuges.")
    french = make_part(
        "french",
        *translated,
        date="2020",
        language="fr",
        version=DocumentVersion.TRANSLATION,
        work=main.document.work,
        statement={"language": "fr"},
    )
    french = replace(french, statements=(_turn_into_factor(french.statements[0]), french.statements[1]))
    library = create_library()
    write_edition(library, [main, french])
    with open_view(library) as view:
        yield view


@pytest.fixture
def load_all(two_languages: View) -> Callable[[str], tuple[ReportContext, EvidenceSet]]:
    facts = EditionFacts(view=two_languages, registry=registry.load_registry(), vocabulary=vocabulary.load_vocabulary())

    def load(language: str) -> tuple[ReportContext, EvidenceSet]:
        return ReportContext(facts=facts, language=language), load_evidence(facts, [NO_FILTERS])

    return load


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_text_is_quoted_in_the_reports_language_alone_if_there_is_such_a_version(
    language: str, load_all: Callable[[str], tuple[ReportContext, EvidenceSet]]
) -> None:
    context, evidence = load_all(language)
    assert {one.language for one, _document in evidence.load_quotes(9, language)} == {language}
    (call,) = rank_calls(evidence.select_kind("recommendation"), context)
    assert context.view.get_statement(call.statement).language == language


def test_a_text_is_quoted_in_its_original_in_a_report_of_another_language(
    load_all: Callable[[str], tuple[ReportContext, EvidenceSet]],
) -> None:
    _context, evidence = load_all("ru")
    assert {one.language for one, _document in evidence.load_quotes(9, "ru")} == {"en"}


def test_factors_that_a_translation_repeats_are_counted_once(
    load_all: Callable[[str], tuple[ReportContext, EvidenceSet]],
) -> None:
    _context, evidence = load_all("fr")
    (pair,) = find_intersections(evidence.select_kind("factor"))
    assert len(pair.statements) == 1


def test_a_piece_of_a_longer_name_is_no_actor(
    load_all: Callable[[str], tuple[ReportContext, EvidenceSet]],
) -> None:
    context, evidence = load_all("en")
    statement, document = evidence.load_quotes(1, "en")[0]
    words = "The Secretary-General on Lakes and Lake Aid acted."
    piece = Ref(id="new:general-on-lakes", name="General on Lakes", type=RefType.ENTITY)
    whole = Ref(id="new:lake-aid", name="Lake Aid", type=RefType.ENTITY)
    locator = replace(statement.locator, start=0, end=len(words))
    named = replace(statement, quote=words, locator=locator, actors=(piece, whole), addressees=())
    quote = QuoteBuilder(context, SourceIndex(context)).build(named, document)
    assert quote.attribution[0].text == "Lake Aid; 2020"


def test_a_sentence_is_quoted_once_however_many_statements_it_has(
    load_all: Callable[[str], tuple[ReportContext, EvidenceSet]], monkeypatch: pytest.MonkeyPatch
) -> None:
    context, evidence = load_all("en")
    composer = Composer(context)
    (passage,) = make_passages("At night the lake floods and people flee.")
    document: Document = evidence.documents[0]
    monkeypatch.setattr(View, "list_passage_texts", lambda *_: [passage])
    parts = [state(passage, words, StatementKind.FACTOR) for words in ("the lake floods", "people flee")]
    composer.add_quotes([(one, document) for one in parts], evidence)
    (quote,) = composer.finish("dossier", "Lakes", "").iterate_quotes()
    assert quote.text == "At night the lake floods and people flee"
    assert parts[1].id in composer.quotes.citations


def test_the_same_in_other_words_is_quoted_once(
    load_all: Callable[[str], tuple[ReportContext, EvidenceSet]],
) -> None:
    context, evidence = load_all("en")
    composer, document = Composer(context), evidence.documents[0]
    texts = (
        "About 35 per cent of the victims who are detected are children.",
        "Around 35 per cent of the victims who are detected are children, and they suffer more.",
        "About 61 per cent of the victims who are detected are women.",
    )
    facts = [state(passage, passage.text, StatementKind.FACTOR) for passage in make_passages(*texts)]
    composer.add_quotes([(one, document) for one in facts], evidence)
    quotes = [quote.text for quote in composer.finish("dossier", "Lakes", "").iterate_quotes()]
    assert quotes == [texts[0], texts[2]]
    other = replace(facts[1], kind=StatementKind.RECOMMENDATION)
    assert composer.quotes.is_distinct(other)
    assert not composer.quotes.select_distinct([(facts[1], document)], 3)


def test_inferred_actors_are_named_only_where_no_other_is(
    load_all: Callable[[str], tuple[ReportContext, EvidenceSet]],
) -> None:
    context, evidence = load_all("en")
    document = replace(evidence.documents[0], publishers=())
    (passage,) = make_passages("Lake Aid opened a shelter.")
    statement = state(passage, passage.text, StatementKind.ACTIVITY)
    printed = Ref(id=None, name="Lake Aid", type=RefType.ENTITY)
    guessed = Ref(id="iom", name="IOM", type=RefType.ENTITY, source="document")
    builder = QuoteBuilder(context, SourceIndex(context))
    both = builder.build(replace(statement, actors=(printed, guessed)), document)
    assert both.attribution[0].text.startswith("Lake Aid;")
    alone = builder.build(replace(statement, actors=(guessed,)), document)
    assert alone.attribution[0].text.startswith("International Organization for Migration (IOM) (inferred)")
    again = builder.build(replace(statement, actors=(guessed,)), document)
    assert again.attribution[0].text.startswith("IOM (inferred)")


def test_publisher_is_named_as_such_and_a_plan_as_a_plan(
    load_all: Callable[[str], tuple[ReportContext, EvidenceSet]],
) -> None:
    context, evidence = load_all("en")
    document = replace(evidence.documents[0], publishers=("iom",))
    (passage,) = make_passages("A shelter will open.")
    statement = replace(state(passage, passage.text, StatementKind.ACTIVITY), tense="planned")
    source = QuoteBuilder(context, SourceIndex(context)).build(statement, document).attribution[0].text
    assert source.startswith("document by International Organization for Migration (IOM);")
    assert source.endswith("; planned")


def test_joint_publishers_are_each_named(
    load_all: Callable[[str], tuple[ReportContext, EvidenceSet]],
) -> None:
    context, evidence = load_all("en")
    masthead = replace(evidence.documents[0].masthead, publisher="Harbour Agency; River Fund")
    document = replace(evidence.documents[0], publishers=(), masthead=masthead)
    (passage,) = make_passages("A shelter opened.")
    statement = state(passage, passage.text, StatementKind.ACTIVITY)
    source = QuoteBuilder(context, SourceIndex(context)).build(statement, document).attribution[0].text
    assert source.startswith("document by Harbour Agency and River Fund;")


def test_digest_is_dated_as_the_text_that_it_is_about(
    load_all: Callable[[str], tuple[ReportContext, EvidenceSet]],
) -> None:
    context, evidence = load_all("en")
    first = evidence.documents[0]
    masthead = replace(first.masthead, date="2021-09-27")
    document = replace(first, nature=Nature.DIGEST, masthead=masthead, publishers=("unodc",))
    (passage,) = make_passages("The Council asks agencies to buy with care.")
    statement = state(passage, passage.text, StatementKind.ACTIVITY)
    council = Ref(id=None, name="Council", type=RefType.ENTITY)
    quote = QuoteBuilder(context, SourceIndex(context)).build(replace(statement, actors=(council,)), document)
    unodc = "United Nations Office on Drugs and Crime (UNODC)"
    assert quote.attribution[0].text == f"Council; digest of a text by {unodc}, 27 September 2021"


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("ODIHR had launched that council in 2021.", True),
        ("States voice concern in it that many are alone.", True),
        ("The call treats trafficking as violence.", True),
        ("The report on 2021 names three causes.", False),
        ("Many lost work.", False),
    ],
)
def test_quote_that_speaks_of_what_was_named_before_is_recognised(quote: str, expected: bool) -> None:
    assert is_sentence_part(quote) is expected


def test_number_of_a_mandate_has_its_title(build_context: Callable[..., ReportContext]) -> None:
    passages = make_passages("71/167", "Protection of workers")
    title = Support(role="title", quote="Protection of workers", locator=build_locator(passages[1], 0, 10))
    mandate = replace(state(passages[0], "71/167", StatementKind.MANDATE), support=(title,))
    context = build_context()
    document = context.view.list_documents()[0]
    quote = QuoteBuilder(context, SourceIndex(context)).build(replace(mandate, document=document.id), document)
    assert quote.text == "71/167"
    assert quote.attribution[0].text.startswith("Protection of workers; ")
