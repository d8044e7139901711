"""Masking: the names of private persons wherever a document prints them, and texts in which nothing private is read.

Works on the private spans that detectors found, whichever they are.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from palermo.statements import Extraction, Passage, PrivateSpan

MASK = "•"
"""Replaces each character that is masked, so that places in a passage do not change."""


def private_names(passages: Sequence[Passage], spans: Iterable[PrivateSpan]) -> frozenset[str]:
    """The names in private spans, as printed."""
    texts = {passage.id: passage.text for passage in passages}
    return frozenset(texts[span.passage][span.start : span.end] for span in spans if span.kind == "name")


def find_names(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Start and end of these names in a text, as whole words."""
    return [found.span() for name in names for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]


def repeat_names(passages: Sequence[Passage], spans: Iterable[PrivateSpan]) -> Iterator[PrivateSpan]:
    """Yield all places where passages print a name that is in one of the spans."""
    names = private_names(passages, spans)
    for passage in passages if names else ():
        for start, end in find_names(passage.text, names):
            yield PrivateSpan(passage=passage.id, start=start, end=end, kind="name")


def merge_spans(passages: Sequence[Passage], spans: Iterable[PrivateSpan]) -> Iterator[PrivateSpan]:
    """Yield spans in reading order; those that overlap become one, of the kind of the longest."""
    for found in _by_passage(passages, spans).values():
        merged: list[PrivateSpan] = []
        for span in sorted(found, key=lambda span: (span.start, -span.end)):
            if merged and span.start < merged[-1].end:
                kind = max(merged[-1], span, key=lambda one: one.end - one.start).kind
                merged[-1] = replace(merged[-1], end=max(merged[-1].end, span.end), kind=kind)
            else:
                merged.append(span)
        yield from merged


def mask_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text of the same length in which these parts cannot be read.

    >>> mask_spans("Write to jane.doe7@gmail.com.", [(9, 28)])
    'Write to ••••.••••@•••••.•••.'
    """
    for start, end in spans:
        text = text[:start] + re.sub(r"\w", MASK, text[start:end]) + text[end:]
    return text


def mask_passages(passages: Sequence[Passage], extraction: Extraction) -> tuple[Passage, ...]:
    """Passages in which nothing private can be read, nor in their headings; places in them do not change."""
    by_passage = _by_passage(passages, extraction.private_spans)
    names = private_names(passages, extraction.private_spans)
    texts: dict[str, str] = {}
    for passage in passages:
        spans = [(span.start, span.end) for span in by_passage[passage.id]]
        texts[passage.text] = mask_spans(texts.get(passage.text, passage.text), spans)
    return tuple(_masked(passage, texts, names) for passage in passages)


def _masked(passage: Passage, texts: Mapping[str, str], names: frozenset[str]) -> Passage:
    """`texts` are those of the document's passages by what they are unmasked; a heading is one of them."""
    text = texts[passage.text]
    headings = tuple(
        texts.get(heading) or mask_spans(heading, find_names(heading, names)) for heading in passage.headings
    )
    unchanged = text == passage.text and headings == passage.headings
    return passage if unchanged else replace(passage, text=text, headings=headings)


def _by_passage(passages: Sequence[Passage], spans: Iterable[PrivateSpan]) -> Mapping[str, list[PrivateSpan]]:
    """Spans by passage, the passages in reading order, those without spans too."""
    grouped: defaultdict[str, list[PrivateSpan]] = defaultdict(list, {passage.id: [] for passage in passages})
    for span in spans:
        grouped[span.passage].append(span)
    return grouped
