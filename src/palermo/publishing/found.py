"""What a search found, as values for JSON and as lines for a terminal."""

from collections.abc import Iterator, Sequence
from typing import Any

from babel import Locale, UnknownLocaleError

from palermo import registry
from palermo.publishing.sheets.plain import LEAST, folded, places
from palermo.search import Hit, Note, Trouble

WIDTH = 110
_TROUBLES = {
    Trouble.TOO_LONG: "the query is long: only its first {} characters, and 32 words of them, were looked for",
    Trouble.OPEN_QUOTE: "a quotation mark stands alone, and was left out",
    Trouble.NO_FIELD: "{}: is no filter, and was taken for words",
    Trouble.NO_VALUE: "nothing in this edition has {}",
    Trouble.NO_YEAR: "{} is no year and no range of years such as 2018..2022, and was left out",
    Trouble.TRANSLATED: "looked for in other languages too, as few passages hold it: {}",
    Trouble.REGION: "{} is a region: what names it, a region within it or a State of it was looked for",
    Trouble.NO_WORD: "no passage holds the word {}",
    Trouble.NOTHING: "nothing in this edition holds these words or says something similar: "
    "try other words for the same, more of them, or another language",
    Trouble.NARROW: "nothing that the filters leave holds these words or says something similar: "
    "try fewer filters, or other words",
    Trouble.PLACE: "a place counts where a statement is about it, not where a text or title names it: "
    "for those, look for its name as a word",
    Trouble.WORDS_ALONE: "searched by words alone: this edition, or this machine, cannot compare meaning",
}


def hit_values(hit: Hit) -> dict[str, Any]:
    """A hit as JSON values."""
    document = hit.document
    return {
        "id": hit.id,
        "document": {"id": document.id, "title": document.title, "source": document.source},
        "language": hit.language,
        "page": hit.page,
        "paragraph": hit.paragraph,
        "text": hit.text,
        "marks": [list(span) for span in hit.marks],
        "statements": [{"id": one.id, "kind": one.kind} for one in hit.statements],
        "score": round(hit.score, 4),
        "why": why_line(hit),
    }


def why_line(hit: Hit) -> str:
    """Why a passage was found, in words."""
    why = hit.why
    parts = [f"words: {', '.join(why.words)}"] if why.words else []
    if not why.words and why.cosine is not None:
        language = f", in {_language(hit.language)}" if why.other_language else ""
        parts.append(f"similar in meaning{language}, {why.cosine:.2f}")
    elif why.cosine is not None:
        parts.append(f"meaning {why.cosine:.2f}")
    return "; ".join(parts) or "the filters"


def note_line(note: Note) -> str:
    """How a query was understood, in words."""
    what = registry.load().label(note.what) if note.trouble is Trouble.REGION else note.what
    return _TROUBLES[note.trouble].format(what)


def table_lines(hits: Sequence[Hit], width: int | None = None) -> Iterator[str]:
    """Hits for a terminal of a width in letters: the document and place, the text, the reason."""
    room = max(20, min(WIDTH, (width or WIDTH + 4) - 4))
    for number, hit in enumerate(hits, 1):
        place = ", ".join(
            part for part in (hit.page and f"p. {hit.page}", hit.paragraph and f"para. {hit.paragraph}") if part
        )
        (title,) = _begin(hit.document.title, max(LEAST, room - places(place)), 1)
        yield f"{number}. {title}{f' ({place})' if place else ''}"
        yield from (f"   {line}" for line in _begin(hit.text, room, 3))
        yield f"   {hit.id}  {why_line(hit)}"


def _begin(words: str, width: int, most: int) -> list[str]:
    """So many lines at most of words that may have no blanks, as Chinese has none; the last tells if there are more."""
    lines = folded(words, width)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{folded(lines[most - 1], width - 1)[0]}…"]
    return lines


def _language(code: str) -> str:
    try:
        return str(Locale.parse("en").languages.get(code, code))
    except (UnknownLocaleError, ValueError):
        return code
