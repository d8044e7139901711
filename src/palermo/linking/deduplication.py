"""Deduplication of statements within one Work, across its documents and within each document.

Lists printed twice, files in two formats and revised texts are matched by kind and words, summaries by whole sentences;
translations by printed number, kind and addressees or issuers; mandates by the cited text and the actors.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio

from palermo.grouping import group_items
from palermo.languages.language_words import LanguageWords
from palermo.linking.character_normalisation import normalise_characters
from palermo.statements import Document, DocumentVersion, Ref, Statement, StatementKind, normalise_text

MIN_WORD_SHARE = 0.75
"""Minimum share of a numbered recommendation's words that its summary contains, in order."""
MIN_RECOMMENDATION_WORDS = 3
LIST_METHOD_PREFIX = "recommendations.lists"

_WORDS = LanguageWords("linking")


def merge_restatements(groups: Sequence[list[Statement]]) -> list[list[Statement]]:
    """Merge the groups of one document: a State's recommendation in the debate follows its numbered one.

    Both must have an actor in common and the same addressees.
    """
    listed: defaultdict[str, list[tuple[tuple[str, ...], list[Statement]]]] = defaultdict(list)
    for group in groups:
        if _is_listed(group[0]):
            words = _split_words(group[0].quote)
            for actor in _list_actor_ids(group[0]):
                listed[actor].append((words, group))
    if not listed:
        return list(groups)
    groups_so_far: list[list[Statement]] = []
    for group in groups:
        is_restatement = group[0].kind is StatementKind.RECOMMENDATION and not _is_listed(group[0])
        numbered = _find_numbered_group(group[0], listed) if is_restatement else None
        if numbered is None:
            groups_so_far.append(group)
        else:
            numbered.extend(group)
    return groups_so_far


def _is_listed(statement: Statement) -> bool:
    return statement.method.startswith(LIST_METHOD_PREFIX)


def _find_numbered_group(
    statement: Statement, numbered_groups: defaultdict[str, list[tuple[tuple[str, ...], list[Statement]]]]
) -> list[Statement] | None:
    """Return the group of the numbered recommendation that is most similar to a summary, or None."""
    summary_words, addressees = _split_words(statement.quote), {ref.id for ref in statement.addressees}
    fitting = (
        (_compute_similarity(summary_words, words), group)
        for actor in _list_actor_ids(statement)
        for words, group in numbered_groups.get(actor, ())
        if addressees == {ref.id for ref in group[0].addressees}
    )
    similarity, best = max(fitting, key=lambda pair: pair[0], default=(0.0, None))
    return best if similarity >= MIN_WORD_SHARE else None


def _compute_similarity(restated_words: Sequence[str], numbered_words: Sequence[str]) -> float:
    if min(len(restated_words), len(numbered_words)) < MIN_RECOMMENDATION_WORDS:
        return 0.0
    common = int(LCSseq.similarity(restated_words, numbered_words))
    requested = _extract_request(restated_words)
    shared = (
        int(LCSseq.similarity(requested, numbered_words)) / len(requested)
        if len(requested) > MIN_RECOMMENDATION_WORDS
        else 0.0
    )
    return max(common / len(numbered_words), shared)


def _extract_request(restated_words: Sequence[str]) -> Sequence[str]:
    """Return the words of the request itself, after `recommended that State A`."""
    stems = _WORDS.list_words("texts", "request_stems")
    index = next((place for place, word in enumerate(restated_words) if word.startswith(stems)), -1)
    return restated_words[index + 2 :] if index >= 0 else restated_words


def _split_words(quote: str) -> tuple[str, ...]:
    return tuple(word for word in normalise_text(quote).split() if word not in _WORDS.list_words("texts", "stopwords"))


def _list_actor_ids(statement: Statement) -> Iterable[str]:
    return [ref.id for ref in statement.actors if ref.id]


type MatchKey = tuple[object, ...] | None

MIN_QUOTE_RATIO = 90.0
"""Minimum similarity (0 to 100) of two quotes under one printed number, in two formats of one text."""
MIN_REVISED_QUOTE_RATIO = 60.0
"""The same for a text and its revision."""

MIN_REPEATED_BYTES = 40
"""Minimum letters, in UTF-8, of a sentence that a document may print twice under different numbers."""
_LIST_LETTERS = {
    letter: chr(ord("a") + place)
    for letters in LanguageWords("linking").list_words("texts", "list_letters")
    for place, letter in enumerate(letters)
}
"""Letters of lists in other alphabets, in their order, by those of the Latin one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStatements:
    """The statements of one document of a Work, in reading order."""

    document: Document
    statements: tuple[Statement, ...]


def assign_duplicates(documents: Sequence[DocumentStatements]) -> dict[str, tuple[Statement, ...]]:
    """Set `same_as` and `duplicate_rank` of each document's statements; the Work's main document comes first.

    Ids in `same_as` are in the order of the documents; the main statement is the first of the first document.
    """
    groups: list[list[Statement]] = []
    for number, part in enumerate(documents):
        own_groups = _group_within_document(part.statements)
        for earlier in sorted(
            documents[:number], key=lambda document: document.document.language != part.document.language
        ):
            _merge_groups(groups, own_groups, earlier, part)
        groups += own_groups
    duplicates = {
        statement.id: _set_duplicates(group, place) for group in groups for place, statement in enumerate(group)
    }
    return {part.document.id: tuple(duplicates[statement.id] for statement in part.statements) for part in documents}


def _set_duplicates(group: Sequence[Statement], rank: int) -> Statement:
    others = tuple(statement.id for statement in group if statement.id != group[rank].id)
    return replace(group[rank], same_as=others, duplicate_rank=rank)


def _group_within_document(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Group statements of one document with the same words, number and parties: a list printed twice.

    Actors are compared because two States may make the same recommendation in the same words. A debate's summary of a
    recommendation is grouped after the numbered one.
    """
    groups = group_items(statements, _make_repetition_key)
    return _merge_repetitions(merge_restatements(list(groups.values())))


def _make_repetition_key(statement: Statement) -> MatchKey:
    """Return the key of a statement with a printed number; one without is like no other."""
    number = statement.locator.paragraph
    if not number:
        return (statement.id,)
    parties = _list_ids_or_names(statement.addressees), _list_ids_or_names(statement.actors)
    return (*_make_quote_key(statement), number, *parties)


def _merge_repetitions(groups: Sequence[list[Statement]]) -> list[list[Statement]]:
    """Merge the groups of one document with the same words under other numbers: a summary and the body.

    The parties must not differ; a group that names addressees is before one that has none.
    """
    merged: list[list[Statement]] = []
    groups_by_quote: defaultdict[MatchKey, list[list[Statement]]] = defaultdict(list)
    for group in groups:
        key = _make_quote_key(group[0])
        is_long = len(str(key[1]).encode()) >= MIN_REPEATED_BYTES and group[0].kind is not StatementKind.MANDATE
        earlier = next((g for g in groups_by_quote[key] if is_long and _is_compatible(g[0], group[0])), None)
        if earlier is None:
            groups_by_quote[key].append(group)
            merged.append(group)
        elif group[0].addressees and not earlier[0].addressees:
            earlier[:0] = group
        else:
            earlier.extend(group)
    return merged


def _is_compatible(statement: Statement, other: Statement) -> bool:
    """Return whether two statements with the same words may be one: no role or answer differs."""
    sides = [
        (_list_ids_or_names(compared.actors), _list_ids_or_names(compared.addressees), compared.response)
        for compared in (statement, other)
    ]
    return all(not a or not b or a == b for a, b in zip(*sides, strict=True))


def _merge_groups(
    groups: list[list[Statement]],
    own_groups: list[list[Statement]],
    earlier: DocumentStatements,
    current: DocumentStatements,
) -> None:
    """Move groups of a document that match one of an earlier document to the latter's groups."""
    is_same_language = earlier.document.language == current.document.language
    is_revised = DocumentVersion.SUPERSEDED in (earlier.document.version, current.document.version)
    min_ratio = (MIN_REVISED_QUOTE_RATIO if is_revised else MIN_QUOTE_RATIO) if is_same_language else 0.0
    key_makers = (
        [_make_quote_key, _make_citation_key, _make_number_key]
        if is_same_language
        else [_make_citation_key, _make_number_key, _make_issuer_key]
    )
    for make_key in key_makers:
        earlier_groups = [
            g for g in groups if _has_document(g, earlier.document.id) and not _has_document(g, current.document.id)
        ]
        for old, new in _pair_groups(
            earlier_groups, own_groups, make_key, min_ratio if make_key is _make_number_key else 0.0
        ):
            old.extend(new)
            new.clear()
        own_groups[:] = [group for group in own_groups if group]


def _has_document(group: Sequence[Statement], document: str) -> bool:
    return any(statement.document == document for statement in group)


def _pair_groups(
    earlier_groups: list[list[Statement]],
    own_groups: list[list[Statement]],
    make_key: Callable[[Statement], MatchKey],
    min_ratio: float,
) -> Iterator[tuple[list[Statement], list[Statement]]]:
    """Pair groups of the same key in order; by number only if both documents have it equally often."""
    earlier_by_key = group_items(earlier_groups, lambda group: make_key(group[0]))
    key_counts = Counter(make_key(group[0]) for group in own_groups)
    seen: Counter[MatchKey] = Counter()
    for group in own_groups:
        key = make_key(group[0])
        members = earlier_by_key.get(key, ()) if key else ()
        seen[key] += 1
        if len(members) < seen[key] or (
            make_key in (_make_number_key, _make_issuer_key) and len(members) != key_counts[key]
        ):
            continue
        old = members[seen[key] - 1]
        if not min_ratio or ratio(normalise_text(old[0].quote), normalise_text(group[0].quote)) >= min_ratio:
            yield old, group


def _make_quote_key(statement: Statement) -> tuple[object, ...]:
    """Return kind and letters of the quote: spaces and punctuation differ between formats."""
    return statement.kind, "".join(filter(str.isalnum, normalise_text(statement.quote)))


def _make_citation_key(statement: Statement) -> MatchKey:
    """Return the key of a mandate: cited provisions and actors, whatever words surround the symbol."""
    cited = tuple(sorted({(text.id, text.provision or "") for text in statement.instruments}))
    return (
        (statement.kind, cited, _list_ids_or_names(statement.actors))
        if statement.kind is StatementKind.MANDATE and cited
        else None
    )


def _make_number_key(statement: Statement) -> MatchKey:
    number = _fold_number(statement)
    ids = tuple(sorted({ref.id for ref in statement.addressees if ref.id}))
    return (statement.kind, number, ids) if number else None


def _make_issuer_key(statement: Statement) -> MatchKey:
    """Return the key of a translation whose addressees are not all in the registry: number and issuers."""
    number = _fold_number(statement)
    ids = tuple(sorted({ref.id for ref in statement.actors if ref.id}))
    return (statement.kind, number, ids) if number and ids else None


def _fold_number(statement: Statement) -> str:
    """Return the printed number without brackets, a letter of a list as the Latin one of its place."""
    number = (statement.locator.paragraph or "").strip("().").casefold()
    return _LIST_LETTERS.get(normalise_characters(number), number)


def _list_ids_or_names(refs: Sequence[Ref]) -> tuple[str, ...]:
    return tuple(sorted({ref.id or normalise_text(ref.name) for ref in refs}))
