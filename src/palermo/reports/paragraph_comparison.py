"""Comparison of a report with an issued one: paragraph by paragraph within sections, and figure by figure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from palermo.reports.figures import FigureQuery
from palermo.reports.issued_report import IssuedParagraph
from palermo.reports.paragraphs import NUMBER_PATTERN

MIN_SIMILARITY = 0.6
"""Share of words, in order, that two wordings of one paragraph have in common."""
_CITATION_PATTERN = re.compile(r"\s*\[\d[^\]]*\]")
_ISOLATE_PATTERN = re.compile("[\u2066-\u2069]")
_TOKEN_PATTERN = re.compile(r"\d(?:[\d.,\u00a0\u202f]*\d)?|[\u3400-\u9fff]|\w+|[^\w\s]")


class ParagraphChangeKind(StrEnum):
    """The kinds of change of a paragraph."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphChange:
    """A paragraph of the earlier report beside that of the later one; one of them may be missing."""

    section: str
    """Heading of its section, in the later report if that has it."""
    earlier: IssuedParagraph | None
    later: IssuedParagraph | None

    @property
    def kind(self) -> ParagraphChangeKind:
        """The kind of this change."""
        if self.earlier is None or self.later is None:
            return ParagraphChangeKind.NEW if self.earlier is None else ParagraphChangeKind.GONE
        is_same = normalise_words(self.earlier.text) == normalise_words(self.later.text)
        return ParagraphChangeKind.SAME if is_same else ParagraphChangeKind.CHANGED

    @property
    def id(self) -> str:
        """Identifies the change in its comparison."""
        return f"{self.earlier.id if self.earlier else ''}>{self.later.id if self.later else ''}"


def normalise_words(text: str) -> str:
    """Return a text without citations and direction marks, and with normalised spaces.

    >>> normalise_words("Two  bodies act [3, p. 4; 5].")
    'Two bodies act.'
    """
    return " ".join(_ISOLATE_PATTERN.sub("", _CITATION_PATTERN.sub("", text)).split())


def compare_paragraphs(
    earlier: Sequence[IssuedParagraph], later: Sequence[IssuedParagraph], left_out: Iterable[str] = ()
) -> list[ParagraphChange]:
    """Compare two reports in the order of the later one, without the sections of these headings.

    A paragraph is matched by its words, then by its words without numbers, then by similarity. Its issued text is
    compared first, then the text of the report before people edited it.
    """
    omitted = {_build_pattern(title) for title in left_out}
    old, new = (
        [section for section in _list_sections(report) if section.key[0] not in omitted] for report in (earlier, later)
    )
    old_by_key = {section.key: section for section in old}
    changes: list[ParagraphChange] = []
    for section in new:
        before = old_by_key.pop(section.key, None)
        changes += _match_section(section.title, before.paragraphs if before else [], section.paragraphs)
    for section in old_by_key.values():
        changes += _match_section(section.title, section.paragraphs, [])
    return changes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    key: tuple[str, int]
    """Heading as the report had it, without numbers, and how many have it before."""
    title: str
    paragraphs: list[IssuedParagraph]


def _list_sections(paragraphs: Iterable[IssuedParagraph]) -> list[_Section]:
    sections = [_Section(key=("", 0), title="", paragraphs=[])]
    seen: Counter[str] = Counter()
    for paragraph in paragraphs:
        if paragraph.is_heading:
            key = _build_pattern(paragraph.draft or paragraph.text)
            sections.append(_Section(key=(key, seen[key]), title=paragraph.text, paragraphs=[]))
            seen[key] += 1
        elif paragraph.text.strip():
            sections[-1].paragraphs.append(paragraph)
    return [section for section in sections if section.paragraphs]


def _match_section(
    title: str, earlier: Sequence[IssuedParagraph], later: Sequence[IssuedParagraph]
) -> Iterator[ParagraphChange]:
    """Yield the later paragraphs, each with the earlier one that it follows, then the earlier ones that are gone."""
    left, pairs = {paragraph.id: paragraph for paragraph in earlier}, dict[str, IssuedParagraph]()
    for build_key in (normalise_words, _build_pattern):
        waiting = defaultdict[str, list[IssuedParagraph]](list)
        for paragraph in left.values():
            for words in dict.fromkeys((paragraph.text, paragraph.draft)):
                waiting[build_key(words)].append(paragraph)
        for paragraph in later:
            found = next((old for old in waiting[build_key(paragraph.text)] if old.id in left), None)
            if paragraph.id not in pairs and found:
                pairs[paragraph.id] = left.pop(found.id)
    rated = [
        (similarity, old.id, paragraph.id)
        for paragraph in later
        if paragraph.id not in pairs
        for old in left.values()
        if (similarity := max(_compute_similarity(words, paragraph.text) for words in {old.text, old.draft}))
        >= MIN_SIMILARITY
    ]
    for _similarity, old_id, new_id in sorted(rated, key=lambda row: -row[0]):
        if old_id in left and new_id not in pairs:
            pairs[new_id] = left.pop(old_id)
    yield from (ParagraphChange(section=title, earlier=pairs.get(paragraph.id), later=paragraph) for paragraph in later)
    yield from (ParagraphChange(section=title, earlier=paragraph, later=None) for paragraph in left.values())


def _build_pattern(text: str) -> str:
    return NUMBER_PATTERN.sub("#", normalise_words(text)).casefold()


def _compute_similarity(earlier: str, later: str) -> float:
    old, new = (_TOKEN_PATTERN.findall(normalise_words(text)) for text in (earlier, later))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= MIN_SIMILARITY else 0.0


def find_printed_numbers(drafted_text: str, issued_text: str, values: Iterable[int]) -> list[str]:
    """Return the number that an issued paragraph prints for each figure of the drafted one; empty if it has none.

    >>> find_printed_numbers("3 bodies, 7 acts, in 2021.", "5 bodies and their acts, in 2021.", [3, 7])
    ['5', '']
    """
    drafted, issued = (_TOKEN_PATTERN.findall(words) for words in (drafted_text, issued_text))
    places: dict[int, str] = {}
    for _tag, i, j, k, m in SequenceMatcher(None, drafted, issued, autojunk=False).get_opcodes():
        old, new = (
            [index for index in span if tokens[index][0].isdecimal()]
            for tokens, span in ((drafted, range(i, j)), (issued, range(k, m)))
        )
        places |= {index: issued[to] for index, to in zip(old, new, strict=False)}
    free = [index for index, token in enumerate(drafted) if token[0].isdecimal()]
    numbers = []
    for value in values:
        index = next((place for place in free if re.sub(r"\D", "", drafted[place]) == str(value)), None)
        if index is not None:
            free.remove(index)
        numbers.append(places.get(index, "") if index is not None else "")
    return numbers


def move_year(query: FigureQuery, year: int, to: int) -> FigureQuery | None:
    """Return a query on one year's documents for another year; None if it is not on that year alone."""
    if (
        not query.filters
        or query.statements
        or any(filter_set.get_values("year") != (str(year),) for filter_set in query.filters)
    ):
        return None
    shifted = (
        replace(filter_set, selected={**filter_set.selected, "year": (str(to),)}) for filter_set in query.filters
    )
    return replace(query, filters=tuple(shifted))
