"""The words of a paragraph as printed: insertions kept, deletions and the codes of fields left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from palermo.reading.word.names import (
    ALTERNATIVES,
    CHOICE,
    ENDNOTE_REFERENCE,
    FALLBACK,
    FOOTNOTE_REFERENCE,
    GONE,
    ID,
    MATHS_TEXT,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    SYMBOL,
    TEXT,
    TEXT_BOX,
    VAL,
    w,
)

_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
_DRAWN = frozenset(map(w, ("drawing", "pict", "object")))
_OFF = frozenset({"0", "false", "off"})
_SKIPPED = GONE | {PARAGRAPH_PROPERTIES, RUN_PROPERTIES}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMark:
    """Where a note is cited."""

    id: str
    endnote: bool
    sign: str | None
    """The sign that the author put instead of a number, such as `*`; None where Word numbers it."""


@dataclass(slots=True, kw_only=True)
class Words:
    """The words of a paragraph, the notes it cites and the text boxes that hang on it."""

    parts: list[str] = field(default_factory=list)
    notes: list[NoteMark] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words with their tabs and line ends."""
        return "".join(self.parts)


def read_words(paragraph: Any, words: Words | None = None) -> Words:
    """Collect the words of a paragraph, after those in `words` where a deleted paragraph's end joins the two."""
    words = words or Words()
    _collect(paragraph, words)
    return words


def chosen(alternatives: Any) -> Any:
    """Of the drawings that Word offers twice, the first with text in it; else the first."""
    offers = [child for child in alternatives if child.tag in (CHOICE, FALLBACK)]
    with_text = (offer for offer in offers if next(offer.iter(TEXT_BOX), None) is not None)
    return next(with_text, offers[0] if offers else alternatives)


def ends_deleted(paragraph: Any) -> bool:
    """Whether the end of a paragraph is deleted, so that the next one goes on in the same line."""
    mark = paragraph.find(f"{PARAGRAPH_PROPERTIES}/{RUN_PROPERTIES}")
    return mark is not None and any(mark.find(w(name)) is not None for name in ("del", "moveFrom"))


def _collect(node: Any, words: Words) -> None:
    for child in node:
        tag = child.tag
        if tag in (TEXT, MATHS_TEXT):
            words.parts.append(child.text or "")
        elif tag == RUN:
            _collect_run(child, words)
        elif tag in _SIGNS:
            words.parts.append(_SIGNS[tag])
        elif tag == SYMBOL:
            words.parts.append(_symbol(child))
        elif tag in _DRAWN:
            words.boxes.extend(_outermost(child))
        elif tag == ALTERNATIVES:
            _collect(chosen(child), words)
        elif tag not in _SKIPPED and isinstance(tag, str):
            _collect(child, words)


def _collect_run(run: Any, words: Words) -> None:
    hidden = run.find(f"{RUN_PROPERTIES}/{w('vanish')}")
    if hidden is not None and hidden.get(VAL) not in _OFF:
        return
    reference = run.find(FOOTNOTE_REFERENCE)
    if reference is None:
        reference = run.find(ENDNOTE_REFERENCE)
    if reference is None:
        _collect(run, words)
        return
    custom = reference.get(w("customMarkFollows"), "0") not in _OFF
    sign = "".join(text.text or "" for text in run.iter(TEXT)).strip()
    words.notes.append(
        NoteMark(
            id=reference.get(ID, ""),
            endnote=reference.tag == ENDNOTE_REFERENCE,
            sign=sign or None if custom else None,
        )
    )
    if not custom:
        _collect(run, words)


def _symbol(element: Any) -> str:
    try:
        return chr(int(element.get(w("char"), ""), 16))
    except (ValueError, OverflowError):
        return ""


def _outermost(drawing: Any) -> Iterator[Any]:
    """Text boxes in a drawing, without those inside of another and those offered a second time."""
    for child in drawing:
        if child.tag == TEXT_BOX:
            yield child
        elif child.tag == ALTERNATIVES:
            yield from _outermost(chosen(child))
        elif isinstance(child.tag, str):
            yield from _outermost(child)
