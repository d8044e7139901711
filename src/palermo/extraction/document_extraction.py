"""Extraction from one document: rules where print is regular, a learned tagger where prose is free.

`extract` runs, in order:

1. `rows`: tables of who does what where, and action plans, become activities.
2. `lists`: numbered recommendations and lists of mandates.
3. `tagger`: what is left is read by the statement tagger, where its model is installed.
4. `privacy`: private spans and stories are found; statements that touch a private span are left out.

The tagger is used from `tagger/tagged_statements.py`; the description of the pipeline is docs/extraction.md.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from palermo.errors import ModelInvalid
from palermo.extraction import lists
from palermo.extraction.listed_names import cut_addressees, resolve_actors
from palermo.extraction.merging import (
    CoveredSpans,
    find_unsigned_passages,
    merge_statements,
    repeats_recommendation,
)
from palermo.extraction.privacy import exclude_private, find_private_spans, find_stories
from palermo.extraction.rows import SURVEY_FORM_MARK, extract_plans, extract_presence
from palermo.extraction.segmentation import is_contents_line
from palermo.extraction.tagger.model import TaggerModel, load_shipped_model
from palermo.extraction.tagger.persons import (
    PersonThresholds,
    find_private_persons,
    find_story_passages,
    limit_person_confidence,
)
from palermo.extraction.tagger.tagged_statements import TaggedPassage, find_statements, tag_passages
from palermo.extraction.un_budgets import (
    attribute_to_sections,
    attribute_to_titled_body,
    exclude_administration,
)
from palermo.source_version import SHARED_PATTERNS, compute_source_version
from palermo.statements import (
    TAGGER_METHOD_PREFIX,
    Extraction,
    Masthead,
    Passage,
    QuoteCounts,
    Statement,
    StatementKind,
    normalise_text,
)


@lru_cache(maxsize=1)
def load_tagger() -> TaggerModel | None:
    """Return the tagger that Palermo ships; None, said once in the log, where its files cannot be used."""
    try:
        return load_shipped_model()
    except ModelInvalid as error:
        logging.getLogger(__name__).warning("%s Statements are found by rules alone, in lists and tables", error)
        return None


def compute_version(*, with_tagger: bool = True) -> str:
    """Return the version of code, words and model, under which extractions are cached."""
    code = compute_source_version("extraction/**/*", "languages/*/extraction.yaml", *SHARED_PATTERNS)
    model = load_tagger() if with_tagger else None
    return f"{code}+{TAGGER_METHOD_PREFIX}.{model.settings.version}" if model else code


def extract(passages: Iterable[Passage], masthead: Masthead) -> Extraction:
    """Extract statements with names as printed, private spans and stories from one document, in its order.

    No statement touches a private span; the statements of a story are sensitive.
    """
    return _extract_document(tuple(passages), masthead, load_tagger())


def extract_by_rules(passages: Iterable[Passage], masthead: Masthead) -> Extraction:
    """Extract from one document, with statements of lists and tables alone."""
    return _extract_document(tuple(passages), masthead, None)


type StatementRule = Callable[[Iterable[Statement], Sequence[Passage], Masthead], Iterator[Statement]]

ATTRIBUTION_RULES: tuple[StatementRule, ...] = (
    attribute_to_sections,
    attribute_to_titled_body,
    lists.assign_reviewed_state,
)
"""Rules that name, in this order, who acts or is asked in statements of the tagger, as only the document shows it."""


def _extract_document(passages: tuple[Passage, ...], masthead: Masthead, model: TaggerModel | None) -> Extraction:
    row_counts: QuoteCounts = Counter()
    present = extract_presence(passages, row_counts)
    if any(passage.text.startswith(SURVEY_FORM_MARK) for passage in passages):
        return Extraction(statements=tuple(present))  # the help texts of the survey form state nothing
    tabled = {statement.locator.passage for statement in present}
    plans = tuple(extract_plans([passage for passage in passages if passage.id not in tabled], row_counts))
    listed = tuple(_find_listed_statements(passages, masthead))
    statements, tagged, thresholds = listed, list[TaggedPassage](), PersonThresholds()
    if model is not None:
        thresholds = model.settings.persons
        # Rows of plans are tagged, since they may name persons.
        covered_spans = CoveredSpans(present, plans, listed)
        tagged = _tag_uncovered_passages(passages, masthead, model, listed, covered_spans)
        counts = row_counts + Counter((statement.kind, normalise_text(statement.quote)) for statement in listed)
        found = find_statements(tagged, passages, masthead, model, counts)
        found = limit_person_confidence(found, tagged, thresholds)
        for apply_rule in ATTRIBUTION_RULES:
            found = apply_rule(found, passages, masthead)
        statements = merge_statements(listed, tuple(found), covered_spans)
        conclusions = lists.find_review_conclusions(passages, masthead) if listed else frozenset()
        statements = tuple(item for item in statements if not _repeats_conclusions(item, conclusions))
    persons = find_private_persons(tagged, thresholds)
    spans = tuple(find_private_spans(passages, persons.spans, persons.certain_names))
    story_ids = {*find_story_passages(tagged, tuple(find_stories(passages)), thresholds)}
    stories = tuple(passage.id for passage in passages if passage.id in story_ids)
    found_statements = _sort_statements((*present, *plans, *exclude_administration(statements, masthead)), passages)
    public_statements = exclude_private(found_statements, passages, spans, stories)
    return Extraction(statements=tuple(public_statements), private_spans=spans, stories=stories)


def _find_listed_statements(passages: Sequence[Passage], masthead: Masthead) -> Iterator[Statement]:
    recommendations = cut_addressees(lists.find_recommendations(passages, masthead))
    mandates = lists.deduplicate_mandates(lists.find_mandates(passages, masthead))
    for statement in chain(resolve_actors(recommendations, passages, masthead), mandates):
        if not is_contents_line(statement.quote):
            yield statement


def _tag_uncovered_passages(
    passages: tuple[Passage, ...],
    masthead: Masthead,
    model: TaggerModel,
    listed: Sequence[Statement],
    covered_spans: CoveredSpans,
) -> list[TaggedPassage]:
    """Return what the tagger reads in passages that rows and lists have not read, or whose actors they lack."""
    unsigned_passages = find_unsigned_passages(listed)
    readable = [
        (passage.id in unsigned_passages or not covered_spans.is_covered(passage))
        and not repeats_recommendation(passage)
        for passage in passages
    ]
    return tag_passages(passages, masthead, model, readable)


def _repeats_conclusions(statement: Statement, conclusions: frozenset[str]) -> bool:
    """Return whether the tagger found a recommendation in a review's conclusions, whose lists hold all of them."""
    is_tagged = statement.is_tagged and statement.kind is StatementKind.RECOMMENDATION
    return is_tagged and statement.locator.passage in conclusions


def _sort_statements(statements: Iterable[Statement], passages: Sequence[Passage]) -> list[Statement]:
    place = {passage.id: passage.ordinal for passage in passages}
    return sorted(statements, key=lambda statement: (place[statement.locator.passage], statement.locator.start))
