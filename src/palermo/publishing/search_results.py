"""Search results as JSON values and as lines for a terminal."""

from collections.abc import Iterator, Sequence
from typing import Any

from babel import Locale, UnknownLocaleError
from rich.cells import cell_len

from palermo import registry
from palermo.edition import View
from palermo.publishing.references import format_pinpoint
from palermo.publishing.sheets.text_table import MIN_COLUMN_WIDTH, wrap_text
from palermo.search import Hit, QueryWarning, QueryWarningCode

MAX_LINE_WIDTH = 110
_WARNING_MESSAGES = {
    QueryWarningCode.TOO_LONG: "the query is long: only its first {} characters, and 32 words of them, were looked for",
    QueryWarningCode.OPEN_QUOTE: "a quotation mark without its pair was ignored",
    QueryWarningCode.NO_FIELD: "{}: is not a filter, and was searched as words",
    QueryWarningCode.NO_VALUE: "nothing in this edition has {}",
    QueryWarningCode.NO_YEAR: "{} is neither a year nor a range of years such as 2018..2022, and was left out",
    QueryWarningCode.TRANSLATED: "also searched in other languages, as few passages contain it: {}",
    QueryWarningCode.REGION: "{} is a region: what names it, a region within it or a State of it was looked for",
    QueryWarningCode.NO_WORD: "no passage contains the word {}",
    QueryWarningCode.NO_MATCH: "nothing in this edition contains these words or says something similar: "
    "try other words for the same, more of them, or another language",
    QueryWarningCode.NARROW: "nothing that the filters leave contains these words or says something similar: "
    "try fewer filters, or other words",
    QueryWarningCode.PLACE_FILTER: "a place counts where a statement is about it, not where a text or title names it: "
    "for those, look for its name as a word",
    QueryWarningCode.WORDS_ALONE: "searched by words alone: this edition, or this machine, cannot compare meaning",
}


def build_hit_values(hit: Hit, view: View) -> dict[str, Any]:
    """Return a hit of the edition of a view as JSON values."""
    document = hit.document
    return {
        "id": hit.id,
        "document": {"id": document.id, "title": document.title, "source": document.source},
        "language": hit.language,
        "page": hit.page,
        "paragraph": hit.paragraph,
        "text": hit.text,
        "marks": [list(span) for span in hit.highlights],
        "statements": [
            {"id": s.id, "kind": s.kind, "confirmed": view.get_statement(s.id).is_confirmed} for s in hit.statements
        ],
        "score": round(hit.score, 4),
        "why": format_explanation(hit),
    }


def format_explanation(hit: Hit) -> str:
    """Return the reason why a passage matches, in words."""
    explanation = hit.why
    parts = [f"words: {', '.join(explanation.words)}"] if explanation.words else []
    if not explanation.words and explanation.cosine is not None:
        language = f", in {_get_language_name(hit.language)}" if explanation.other_language else ""
        degree = "slightly similar" if explanation.is_slight else "similar"
        parts.append(f"{degree} in meaning{language}, {explanation.cosine:.2f}")
    elif explanation.cosine is not None:
        parts.append(f"meaning {explanation.cosine:.2f}")
    return "; ".join(parts) or "the filters"


def format_warning(warning: QueryWarning) -> str:
    """Return a warning on a query, in words."""
    text = (
        registry.load_registry().get_label(warning.detail)
        if warning.code is QueryWarningCode.REGION
        else warning.detail
    )
    return _WARNING_MESSAGES[warning.code].format(text)


def format_hits(hits: Sequence[Hit], width: int | None = None) -> Iterator[str]:
    """Return hits as lines of at most `width` characters: document and place, text, reason."""
    line_width = max(20, min(MAX_LINE_WIDTH, (width or MAX_LINE_WIDTH + 4) - 4))
    for number, hit in enumerate(hits, 1):
        place = format_pinpoint(hit.page, hit.paragraph)
        (title,) = _shorten(hit.document.title, max(MIN_COLUMN_WIDTH, line_width - cell_len(place)), 1)
        yield f"{number}. {title}{f' ({place})' if place else ''}"
        yield from (f"   {line}" for line in _shorten(hit.text, line_width, 3))
        yield f"   {hit.id}  {format_explanation(hit)}"


def _shorten(text: str, width: int, max_lines: int) -> list[str]:
    """Return at most `max_lines` lines of a text, cut with an ellipsis.

    The text may have no spaces, for example in Chinese.
    """
    lines = wrap_text(text, width)
    if len(lines) > max_lines:
        lines = [*lines[: max_lines - 1], f"{wrap_text(lines[max_lines - 1], width - 1)[0]}…"]
    return lines


def _get_language_name(code: str) -> str:
    try:
        return str(Locale.parse("en").languages.get(code, code))
    except (UnknownLocaleError, ValueError):
        return code
