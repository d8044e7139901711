"""Subjects of dossiers: concepts of the vocabulary, topics, filters, and questions in free words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from palermo.analysis import parse_filters
from palermo.edition import NO_FILTERS, Filters
from palermo.errors import QuestionInvalid
from palermo.grouping import group_items
from palermo.languages.language_words import LanguageWords
from palermo.linking.gazetteer import extract_places
from palermo.linking.regions import extract_regions
from palermo.registry import Registry, Topics
from palermo.reports.context import ReportContext
from palermo.reports.translation import mark_message as _
from palermo.search.query_language import detect_query_language
from palermo.search.text_analysis import is_stopword
from palermo.statements import FACET_BY_TAG_FIELD, TAG_FIELDS, normalise_text
from palermo.vocabulary import TRAFFICKING_THEME, Concept, find_tags, tokenize

TOPICS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "procurement-and-supply-chains": (
        _("Public procurement and supply chains"),
        ("public-procurement", "supply-chain-due-diligence", "supply-chains"),
        (),
    ),
    "survivors-engagement": (_("Survivors’ engagement"), ("survivor-engagement",), ("survivors",)),
}
"""Subjects of several concepts, any of which counts: title, concepts, and others that name it in titles, by id."""
FEATURED_SUBJECTS = (
    *("organ-removal", "procurement-and-supply-chains", "vulnerability", "technology"),
    *("survivors-engagement", "children", "humanitarian-crises"),
)
"""Concepts and topics that are listed first."""
_FIELD = frozenset({TRAFFICKING_THEME})
_CONJUNCTION_PATTERN = LanguageWords("texts").compile_pattern(
    r"\s*(?:,|;|&|/|、|{quotes.conjunctions})\s*", re.IGNORECASE
)
MAX_QUESTION_CHARS = 300


type Condition = tuple[str, tuple[str, ...]]
"""A facet and its values, any of which is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSubject:
    """The subject of a dossier: its filters, any of which selects statements."""

    id: str
    title: str
    """In the report's language."""
    filters: tuple[Filters, ...]
    requirements: tuple[tuple[Condition, ...], ...] = ()
    """What must hold too: any condition of each."""
    groups: tuple[tuple[Concept, ...], ...] = ()
    """Its concepts, any of each group."""
    titled: tuple[str, ...] = ()
    """Ids of documents that count as a whole, because their title names a concept."""
    ignored_words: tuple[str, ...] = ()
    """Words of a question that were not understood."""

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """All concepts."""
        return _deduplicate_concepts(self.groups)

    def is_about(self, topics: Topics) -> bool:
        """Return whether topics have a concept of each group; all rows of the registry are about trafficking."""
        groups = [group for group in self.groups if not _is_field(group)] or self.groups
        return bool(groups) and all(_has_any(topics, group) for group in groups)

    def is_named_by(self, topics: Topics) -> bool:
        """Return whether topics have any of the concepts."""
        return _has_any(topics, self.concepts)


def list_subjects(context: ReportContext) -> dict[str, list[tuple[str, str]]]:
    """Return id and title of all subjects by scheme; `featured` comes first."""
    subjects = {"featured": [(id, find_subject(id, context).title) for id in FEATURED_SUBJECTS]}
    for scheme in TAG_FIELDS:
        subjects[scheme] = [
            (concept.id, context.get_label(concept.id)) for concept in context.vocabulary.list_concepts(scheme)
        ]
    return subjects


def find_subject(term: str, context: ReportContext) -> ReportSubject:
    """Return the subject that a term names.

    A term is the id or name of a concept or topic, conditions such as `theme=technology`, or a question.

    Raises QuestionInvalid if no word of a question is recognised.
    """
    text = term.strip()[:MAX_QUESTION_CHARS]
    if not text:
        raise QuestionInvalid("dossier", "no theme, group or question is named", "Name one, such as organ-removal")
    key = normalise_text(text)
    for id, (title, concept_ids, titled_ids) in TOPICS.items():
        if key in (normalise_text(id), normalise_text(title), normalise_text(context.translator.translate(title))):
            concepts = tuple(concept for id in concept_ids if (concept := context.vocabulary.get_concept(id)))
            return build_subject((id, context.translator.translate(title)), [concepts], context, titles=titled_ids)
    for scheme in TAG_FIELDS:
        for concept in context.vocabulary.list_concepts(scheme):
            if key in map(normalise_text, (concept.id, *concept.labels.values())):
                return build_subject((concept.id, context.get_label(concept.id)), [(concept,)], context)
    if "=" in text:
        return build_filter_subject(re.split(r"[&\s]+(?=\w+=)", text), context)
    return parse_question(text, context)


def build_filter_subject(conditions: Sequence[str], context: ReportContext) -> ReportSubject:
    """Return the subject of a saved filter: conditions such as `theme=technology`.

    Raises QuestionInvalid.
    """
    filters = parse_filters(conditions, context.facts.values)
    labels = [context.get_value_label(facet, value) for facet, values in filters.selected.items() for value in values]
    groups = [_find_concepts(values, context) for values in filters.selected.values()]
    return ReportSubject(
        id="&".join(f"{facet}={value}" for facet, values in filters.selected.items() for value in values),
        title=", ".join(labels),
        filters=(filters,),
        groups=tuple(filter(None, groups)),
    )


def _find_concepts(ids: Iterable[str], context: ReportContext) -> tuple[Concept, ...]:
    concepts = filter(None, map(context.vocabulary.get_concept, ids))
    return tuple(concept for concept in concepts if concept.scheme in TAG_FIELDS)


def parse_question(text: str, context: ReportContext) -> ReportSubject:
    """Return the subject of a question: its concepts, places, and words; raises QuestionInvalid.

    Concepts that only a conjunction joins are alternatives, and so are those of one scheme where the question has a
    conjunction ("women and girls in conflict"); otherwise all must hold. A question that is only a name of a concept
    has its title.
    """
    tokens = re.findall(r"\w+", text)
    language = detect_query_language(tokens, context.language, lambda _word, _language: False)
    groups, used = _group_concepts(text, language, context)
    where, area_names = _find_areas(text, language, context.registry)
    used |= {word for name in area_names for word in tokenize(name)}
    unused = [token for token in tokens if not set(tokenize(token)) <= used]
    left = [token for token in unused if not is_stopword(token, language)]
    if not groups and not where and not left:
        raise QuestionInvalid(f"question {text!r}", "none of its words names a subject", "Name a theme, group or place")
    title = text[:1].upper() + text[1:]
    if not where and not left:  # concepts alone
        named = _deduplicate_concepts(groups)
        title = context.get_label(named[0].id) if len(named) == 1 else title
        if len(groups) > 1 and _CONJUNCTION_PATTERN.search(text):
            groups = _join_alternatives(groups, across_schemes=all(map(_CONJUNCTION_PATTERN.fullmatch, unused)))
    condition = Filters(selected=where, words="" if groups else " ".join(left))
    subject = build_subject((text, title), groups, context, condition=condition)
    return replace(subject, ignored_words=tuple(left) if groups else ())


def _find_areas(text: str, language: str, registry: Registry) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Return the regions of a question, else its places, as filters, and their names as written."""
    facet, areas = "region", extract_regions(text, language, registry)
    if not areas:
        facet, areas = "place", extract_places(text, language, registry)
    return {facet: tuple(areas)} if areas else {}, list(areas.values())


def build_subject(
    id_and_title: tuple[str, str],
    groups: Sequence[Sequence[Concept]],
    context: ReportContext,
    *,
    condition: Filters = NO_FILTERS,
    titles: Sequence[str] = (),
) -> ReportSubject:
    """Return the subject of statements that match every group.

    A statement matches a group if it has one of its concepts, or if the title of its document names one of them.
    Phrases in `titles` count in every group.
    """
    first, *others = [tuple(_list_conditions(group, context, titles)) for group in groups] or [()]
    filters = [replace(condition, selected={**condition.selected, facet: values}) for facet, values in first]
    conditions = [*first, *(item for other in others for item in other)]
    titled = [document for facet, ids in conditions if facet == "document" for document in ids]
    return ReportSubject(
        id=id_and_title[0],
        title=id_and_title[1],
        filters=tuple(filters) or (condition,),
        requirements=tuple(others),
        groups=tuple(map(tuple, groups)),
        titled=tuple(dict.fromkeys(titled)),
    )


def _list_conditions(concepts: Iterable[Concept], context: ReportContext, titles: Sequence[str]) -> Iterable[Condition]:
    """Yield facets with values; a statement matches if it has any of them."""
    concepts = tuple(concepts)
    by_facet = group_items(concepts, lambda concept: FACET_BY_TAG_FIELD[concept.scheme])
    yield from ((facet, tuple(item.id for item in items)) for facet, items in by_facet.items())
    phrases = [*(item.id for item in concepts), *titles]
    titled = [document for id in phrases for document in context.facts.titled_documents.get(id, ())]
    if titled:
        yield "document", tuple(dict.fromkeys(titled))


def _group_concepts(text: str, language: str, context: ReportContext) -> tuple[list[tuple[Concept, ...]], set[str]]:
    """Return the concepts that each word of a text names or helps to name, and the words of these and of their names.

    What "online child abuse" names is a concept of all three words. A group that another one implies is left out, and
    trafficking itself, where one of its words helps to name something narrower.
    """
    by_word: dict[str, dict[str, Concept]] = {}
    used: set[str] = set()
    for tag in find_tags(text, language, context.vocabulary):
        words, concept = set(tokenize(tag.matched_text)), context.vocabulary.get_concept(tag.id)
        used |= words
        if concept:
            used |= set(tokenize(concept.labels.get(language, "")))
            for word in words:
                by_word.setdefault(word, {})[concept.id] = concept
    groups = {frozenset(concepts): tuple(concepts.values()) for concepts in by_word.values()}
    if any(ids > _FIELD for ids in groups):
        groups.pop(_FIELD, None)
    return [group for ids, group in groups.items() if not any(other < ids for other in groups)], used


def _join_alternatives(groups: Iterable[Sequence[Concept]], *, across_schemes: bool) -> list[tuple[Concept, ...]]:
    """Return groups as alternatives, of one scheme or of any; trafficking itself, which all is about, is none."""
    joined: list[list[Concept]] = []
    for group in groups:
        schemes = {concept.scheme for concept in group}
        for other in joined:
            is_same = across_schemes or schemes & {concept.scheme for concept in other}
            if is_same and _is_field(group) == _is_field(other):
                other.extend(group)
                break
        else:
            joined.append([*group])
    return [_deduplicate_concepts([concepts]) for concepts in joined]


def _is_field(concepts: Iterable[Concept]) -> bool:
    """Return whether trafficking itself is the only concept."""
    return {concept.id for concept in concepts} == _FIELD


def _has_any(topics: Topics, concepts: Iterable[Concept]) -> bool:
    return any(concept.id in getattr(topics, concept.scheme) for concept in concepts)


def _deduplicate_concepts(groups: Iterable[Iterable[Concept]]) -> tuple[Concept, ...]:
    return tuple({concept.id: concept for group in groups for concept in group}.values())
