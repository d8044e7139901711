"""Pages of a static copy as HTML: escaped, with relative links, and without scripts except that of the search."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from babel import Locale

from palermo.grouping import group_items
from palermo.languages import RTL_LANGUAGES
from palermo.statements import Document, Nature, Passage, PassageKind, Statement

NAVIGATION: Final = (
    ("index.html", "Documents"),
    ("recommendations.html", "Recommendations"),
    ("search.html", "Search"),
    ("data/index.html", "Data"),
)
PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Palermo</title><link rel="stylesheet" href="{root}style.css"></head>
<body><header><nav aria-label="Pages">{navigation}</nav></header>
<main><h1>{title}</h1>
{body}
</main><footer><p>{footer}</p></footer></body></html>
"""
_ENGLISH: Final = Locale("en")
DIGEST_NOTE: Final = "A digest in Palermo’s words, not the work itself."


def build_page(title: str, body: str, footer: str, root: str = "") -> str:
    """Return a page; `body` is HTML, `root` the relative path to the folder of the copy."""
    navigation = " ".join(f'<a href="{root}{address}">{label}</a>' for address, label in NAVIGATION)
    return PAGE.format(title=escape(title), root=root, navigation=navigation, body=body, footer=escape(footer))


def format_direction(language: str) -> str:
    """Return the attributes of text in a language."""
    direction = ' dir="rtl"' if language in RTL_LANGUAGES else ""
    return f'lang="{escape(language)}"{direction}'


def format_facts(document: Document, publishers: Sequence[str]) -> str:
    """Return publisher, date, symbol, language and address of a document; digests are marked."""
    is_digest = document.nature is Nature.DIGEST
    facts = [] if is_digest else [*publishers, document.date or ""]
    facts += [document.symbol or "", _ENGLISH.languages.get(document.language, document.language)]
    line = escape(", ".join(fact for fact in facts if fact))
    note = f" <strong>{DIGEST_NOTE}</strong>" if is_digest else ""
    link = (
        f' <a href="{escape(document.address)}" rel="external">{"Source" if is_digest else "Original"}</a>'
        if document.address
        else ""
    )
    return f"<p>{line}.{note}{link}</p>"


def format_passages(passages: Iterable[Passage], statements: Sequence[Statement]) -> str:
    """Return passages in reading order, with the quotes of statements marked."""
    spans = group_items(statements, lambda statement: statement.locator.passage)
    return "\n".join(_format_passage(passage, spans.get(passage.id, ())) for passage in passages)


def _format_passage(passage: Passage, statements: Sequence[Statement]) -> str:
    text = mark_quotes(passage.text, statements)
    number = f"<b>{escape(passage.paragraph)}</b> " if passage.paragraph else ""
    page = f' <small class="page">p. {passage.page}</small>' if passage.page else ""
    tag = "h2" if passage.kind is PassageKind.HEADING else "p"
    return f"<{tag} {format_direction(passage.language)}>{number}{text}{page}</{tag}>"


def mark_quotes(text: str, statements: Sequence[Statement]) -> str:
    """Return escaped text with each character marked once; of quotes that begin together, the shorter comes first."""
    parts: list[str] = []
    position = 0
    for statement in sorted(statements, key=lambda item: (item.locator.start, item.locator.end)):
        start, end = max(statement.locator.start, position), statement.locator.end
        anchor = f' id="s-{statement.id}" title="{statement.kind.value}"'
        if start >= end:
            parts.append(f"<span{anchor}></span>")
            continue
        parts.append(f"{escape(text[position:start])}<mark{anchor}>{escape(text[start:end])}</mark>")
        position = end
    return "".join(parts) + escape(text[position:])


def format_quote(statement: Statement, document: Document, names: Sequence[str]) -> str:
    """Return a statement as a list item: its quote, parties, and a link to its passage."""
    page = f", p. {statement.locator.page}" if statement.locator.page else ""
    named = f"<b>{escape(', '.join(names))}</b>: " if names else ""
    source = f"{document.title}{page}"
    return (
        f"<li>{named}<q {format_direction(statement.language)}>{escape(statement.quote)}</q> "
        f'<a href="documents/{document.id}.html#s-{statement.id}">{escape(source)}</a></li>'
    )
