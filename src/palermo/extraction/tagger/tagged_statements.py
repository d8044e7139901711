"""Statements of a document's running text: contexts, tagger, decoding, names, confidence."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from palermo.calibration.rule_confidence import COOPERATION_PROBABILITY, LIKELY_ACTOR_PROBABILITY
from palermo.extraction.doubtful_wordings import has_doubtful_wording
from palermo.extraction.segmentation import is_contents_line
from palermo.extraction.tagger.contexts import PassageContext, iter_passage_contexts
from palermo.extraction.tagger.cooperation import (
    find_cooperating_bodies,
    is_part_of_name,
)
from palermo.extraction.tagger.decoding import TaggedStatement, decode_statements
from palermo.extraction.tagger.explanations import explain
from palermo.extraction.tagger.inputs import EncodedPassage, encode_passage
from palermo.extraction.tagger.model import TaggedWindow, TaggerModel
from palermo.extraction.tagger.model_outputs import InputSegment
from palermo.extraction.tagger.name_lists import move_obliged_names
from palermo.extraction.tagger.names import FullNameIndex
from palermo.extraction.tagger.persons import find_full_names
from palermo.extraction.tagger.role_refs import (
    Publisher,
    RoleCandidate,
    find_candidates,
    find_likely_actors,
)
from palermo.extraction.tagger.role_selection import select_likely_refs, select_refs
from palermo.extraction.tagger.tag_support import (
    add_implied_tags,
    add_printed_tags,
    has_subject,
    remove_unsupported_tags,
)
from palermo.extraction.tagger.tagger_confidence import (
    MAX_UNCONFIRMED_CONFIDENCE,
    ConfidenceEvidence,
    calibrate,
    compute_kind_features,
    compute_role_features,
)
from palermo.languages import LANGUAGES
from palermo.statements import (
    ACTING_KINDS,
    ROLES,
    TAG_FIELDS,
    TAGGER_METHOD_PREFIX,
    Masthead,
    Passage,
    PassageKind,
    QuoteCounts,
    Ref,
    RefType,
    Statement,
    StatementKind,
    Support,
    assign_statement_id,
    build_locator,
    build_support,
    normalise_text,
)
from palermo.vocabulary import extract_years

MIN_PASSAGE_CHARS = 24
MIN_CHINESE_PASSAGE_CHARS = 8
MIN_LETTER_SHARE = 0.5
MIN_OUTER_CONFIDENCE = 0.35
"""Confidence below which an actor from around a quote yields to the publisher: of 13 labelled statements where it did,
five became right and none wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedPassage:
    """A passage with its context and windows."""

    passage: Passage
    context: PassageContext
    windows: tuple[TaggedWindow, ...]


def is_readable(passage: Passage) -> bool:
    """Return whether a passage may state something: running text of a language that the model knows."""
    text = passage.text
    if passage.kind is PassageKind.HEADING or passage.language not in LANGUAGES or is_contents_line(text):
        return False
    shortest = MIN_CHINESE_PASSAGE_CHARS if passage.language == "zh" else MIN_PASSAGE_CHARS
    return len(text) >= shortest and sum(map(str.isalpha, text)) >= MIN_LETTER_SHARE * len(text)


def tag_passages(
    passages: Sequence[Passage], masthead: Masthead, model: TaggerModel, selection: Sequence[bool] | None = None
) -> list[TaggedPassage]:
    """Run the tagger over the readable passages of a document, in order, or over those that `selection` names."""
    chosen: list[tuple[Passage, PassageContext, list[int]]] = []
    windows: list[tuple[EncodedPassage, str]] = []
    for number, (passage, context) in enumerate(iter_passage_contexts(passages, masthead.title or "")):
        if is_readable(passage) and (selection is None or selection[number]):
            encoded = list(encode_passage(passage.text, context, model.tokenizer))
            chosen.append((passage, context, list(range(len(windows), len(windows) + len(encoded)))))
            windows += [(encoded_passage, passage.language) for encoded_passage in encoded]
    tagged = dict(model.tag(windows))
    return [
        TaggedPassage(passage=passage, context=context, windows=tuple(tagged[number] for number in numbers))
        for passage, context, numbers in chosen
    ]


def find_statements(
    tagged: Sequence[TaggedPassage],
    passages: Sequence[Passage],
    masthead: Masthead,
    model: TaggerModel,
    occurrences: QuoteCounts,
) -> Iterator[Statement]:
    """Yield the statements of tagged passages, in order.

    `occurrences` counts equal quotes that are already stated.
    """
    counts = Counter(occurrences)
    names = FullNameIndex.build_for_document(
        passages, masthead.sole_publisher or masthead.organ, find_full_names(tagged)
    )
    by_id = {passage.id: passage for passage in passages}
    by_passage = {tagged_passage.passage.id: tagged_passage for tagged_passage in tagged}
    for passage in passages:
        names.add_passage(passage)
        item = by_passage.get(passage.id)
        if item is None:
            continue
        builder = _StatementBuilder(item, by_id, names, masthead, model)
        for window in item.windows:
            for statement in decode_statements(
                window.encoded, window.outputs, window.score_roles, model.settings.thresholds
            ):
                built = builder.build(statement, window, counts)
                for ref in (*built.actors, *built.addressees, *built.partners):
                    names.add_role_name(ref.name)
                yield built


class _StatementBuilder:
    """Turns what the tagger found in one passage into statements."""

    def __init__(
        self,
        tagged: TaggedPassage,
        by_id: Mapping[str, Passage],
        names: FullNameIndex,
        masthead: Masthead,
        model: TaggerModel,
    ) -> None:
        self._passage, self._context = tagged.passage, tagged.context
        self._by_id, self._names, self._model = by_id, names, model
        self._publisher = _build_publisher(masthead)
        self._has_own_voice = not (masthead.symbol or masthead.organ)

    def build(self, tagged_statement: TaggedStatement, window: TaggedWindow, counts: QuoteCounts) -> Statement:
        passage = self._passage
        quote = passage.text[tagged_statement.start : tagged_statement.end]
        precision = self._model.settings.tag_precision
        tagged_statement = remove_unsupported_tags(tagged_statement, window.encoded, passage.language, precision)
        tagged_statement = add_printed_tags(tagged_statement, window.encoded, passage.language)
        tagged_statement = add_implied_tags(tagged_statement)
        tagged_statement = move_obliged_names(tagged_statement, window.encoded)
        kind_model = self._model.settings.calibration.get("kind", {})
        kind_features = compute_kind_features(tagged_statement, passage.language)
        confidence = calibrate(kind_features, kind_model, tagged_statement.probability)
        if self._is_doubtful(tagged_statement, quote):
            confidence = min(confidence, MAX_UNCONFIRMED_CONFIDENCE)
        refs_by_role = {role: self._build_refs(tagged_statement, window, role, confidence) for role in ROLES}
        roles = select_refs(refs_by_role, quote)
        if self._has_own_voice and all(map(_is_doubtful_actor, roles["actors"])):
            likely = self._build_likely_actors(tagged_statement, window, roles, confidence)
            roles["actors"] = likely or roles["actors"]
        roles["partners"] += tuple(self._find_cooperating_refs(tagged_statement, roles, confidence))
        tags: dict[str, list[str]] = {}
        for scheme, id, _ in tagged_statement.tags:
            tags.setdefault(scheme, []).append(id)
        evidence = ConfidenceEvidence(
            statement=tagged_statement,
            refs=roles,
            language=passage.language,
            vector=window.vectors[tagged_statement.sentence],
        )
        tag_fields: dict[str, Any] = {field: tuple(tags.get(field, ())) for field in TAG_FIELDS}
        return Statement(
            id=assign_statement_id(passage.document, tagged_statement.kind, quote, counts),
            kind=tagged_statement.kind,
            quote=quote,
            language=passage.language,
            document=passage.document,
            locator=build_locator(passage, tagged_statement.start, tagged_statement.end),
            actors=roles["actors"],
            addressees=roles["addressees"],
            partners=roles["partners"],
            tense=next(iter(tags.get("tense", ())), None),
            years=extract_years(quote, passage.language),
            dimension=next(iter(tags.get("dimension", ())), None),
            protective="protective" in tags,
            **tag_fields,
            support=tuple(self._build_support(tagged_statement, roles["actors"])),
            why=explain(evidence, confidence, self._model),
            confidence=confidence,
            method=f"{TAGGER_METHOD_PREFIX}.{self._model.settings.version}",
        )

    def _is_doubtful(self, statement: TaggedStatement, quote: str) -> bool:
        """Return whether a statement is never confirmed; of 31 factors about nothing, 18 were background of a text."""
        if statement.kind is StatementKind.FACTOR and not has_subject(statement):
            return True
        heading = self._context.headings[-1] if self._context.headings else ""
        return has_doubtful_wording(statement.kind, quote, self._context.introduction, heading)

    def _build_refs(
        self, statement: TaggedStatement, window: TaggedWindow, role: str, confidence: float
    ) -> tuple[Ref, ...]:
        """Return the names of a role, each with the probability that it and the statement's kind are right."""
        thresholds = self._model.settings.thresholds.document_roles
        candidates = find_candidates(
            statement, role, window.encoded, self._publisher, thresholds, self._names.resolve_name
        )
        refs = self._calibrate_refs(candidates, statement, role, confidence)
        return refs if role == "partners" else select_likely_refs(candidates, refs, window.encoded)

    def _build_likely_actors(
        self, statement: TaggedStatement, window: TaggedWindow, roles: Mapping[str, tuple[Ref, ...]], confidence: float
    ) -> tuple[Ref, ...]:
        """Return who most likely acts where nobody surely does, with a confidence below that of confirmed names."""
        names = {normalise_text(ref.name) for role in ROLES if role != "actors" for ref in roles[role]}
        candidates = find_likely_actors(statement, window.encoded, self._publisher, names, self._names.resolve_name)
        return self._calibrate_refs(candidates, statement, "actors", confidence * LIKELY_ACTOR_PROBABILITY)

    def _calibrate_refs(
        self, candidates: Sequence[RoleCandidate], statement: TaggedStatement, role: str, confidence: float
    ) -> tuple[Ref, ...]:
        model, language = self._model.settings.calibration.get("roles", {}), self._passage.language
        refs = []
        for candidate in candidates:
            features = compute_role_features(statement, role, candidate, len(candidates), language)
            share = calibrate(features, model, candidate.ref.confidence or 0.0)
            refs.append(replace(candidate.ref, confidence=round(confidence * share, 2)))
        return tuple(refs)

    def _find_cooperating_refs(
        self, statement: TaggedStatement, roles: Mapping[str, tuple[Ref, ...]], confidence: float
    ) -> Iterator[Ref]:
        """Yield the partners after words of cooperation that have no role yet."""
        if statement.kind not in ACTING_KINDS:  # in a call, who should cooperate is asked to: one of four is a partner
            return
        text = self._passage.text
        names = [normalise_text(ref.name) for refs in roles.values() for ref in refs]
        for start, end in find_cooperating_bodies(text, statement.start, statement.end):
            full_name = self._names.resolve_name(text[start:end])
            forms = {normalise_text(text[start:end]), normalise_text(full_name)}
            if any(is_part_of_name(form, name) or is_part_of_name(name, form) for form in forms for name in names):
                continue
            names += forms
            probability = round(confidence * COOPERATION_PROBABILITY, 2)
            yield Ref(id=None, name=full_name, type=RefType.ENTITY, source="quote", confidence=probability)

    def _build_support(self, tagged_statement: TaggedStatement, actors: Sequence[Ref]) -> Iterator[Support]:
        """The introduction of a list, and the places outside of the quote that name who has a role."""
        actor_names = {ref.name for ref in actors}
        named = [name for role in ROLES for name in tagged_statement.roles[role]]
        named += [name for name in tagged_statement.weak_actors if self._names.resolve_name(name.name) in actor_names]
        introduction = self._by_id.get(self._context.introduction_id or "")
        rests_on_it = self._passage.kind is PassageKind.ITEM or any(
            item.segment is InputSegment.INTRODUCTION for item in named
        )
        if introduction is not None and rests_on_it:
            yield build_support("introduction", introduction)
        previous = self._by_id.get(self._context.previous_id or "")
        for name in named:
            outside = (
                name.segment is InputSegment.PASSAGE and not tagged_statement.start <= name.start < tagged_statement.end
            )
            source = self._passage if outside else previous if name.segment is InputSegment.PREVIOUS else None
            if source is not None and source.text[name.start : name.end] == name.name:
                yield build_support("entity", source, name.start, name.end)


def _is_doubtful_actor(ref: Ref) -> bool:
    """Return whether an actor is printed around a quote and less likely than the publisher."""
    return ref.source not in {"quote", "document"} and (ref.confidence or 0.0) < MIN_OUTER_CONFIDENCE


def _build_publisher(masthead: Masthead) -> Publisher | None:
    """Return who may act in a document where no name is printed; a UN document speaks for many offices."""
    names = masthead.publishers
    return Publisher(names=names, is_sole_author=not (masthead.symbol or masthead.organ)) if names else None
