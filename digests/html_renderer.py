"""A text as a web page, with the navigation and footer that web pages usually have."""

from html import escape
from itertools import groupby

from digests.digest_texts import DigestBlock, DigestText
from digests.page_labels import get_page_labels
from palermo.languages import RTL_LANGUAGES
from palermo.statements import PassageKind

_PAGE_TEMPLATE = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{notice}">
<title>{title}</title>
</head>
<body>
<header><p>Palermo</p></header>
<nav><ul><li>{home}</li></ul></nav>
<main>
<article>
{blocks}
<section>
<h2>{sources_heading}</h2>
<ul>
{sources}
</ul>
</section>
</article>
</main>
<footer><p>{notice}</p></footer>
</body>
</html>
"""


def render_html(text: DigestText) -> bytes:
    """Render a text as UTF-8 HTML with its language and direction."""
    running = get_page_labels(text.language)
    page = _PAGE_TEMPLATE.format(
        language=text.language,
        direction="rtl" if text.language in RTL_LANGUAGES else "ltr",
        title=escape(text.title),
        notice=escape(running.notice),
        home=escape(running.home),
        blocks="\n".join(_render_blocks(text.blocks)),
        sources_heading=escape(running.sources),
        sources="\n".join(_render_source(address) for address in text.sources),
    )
    return page.encode("utf-8")


def _render_blocks(blocks: tuple[DigestBlock, ...]) -> list[str]:
    """Render consecutive items as one list; numbers are printed as text, as in the original."""
    lines: list[str] = []
    for is_item, group in groupby(blocks, key=lambda block: block.passage_kind is PassageKind.ITEM):
        if is_item:
            lines.extend(_render_lists(list(group)))
        else:
            lines.extend(_render_block(block) for block in group)
    return lines


def _render_lists(items: list[DigestBlock]) -> list[str]:
    lines: list[str] = []
    for style, group in groupby(items, key=_get_list_style):
        tag = "ol" if style == "plain" else "ul"
        lines.extend((f"<{tag}>", *(_render_item(item) for item in group), f"</{tag}>"))
    return lines


def _get_list_style(item: DigestBlock) -> str:
    if item.number is None:
        return "bullet"
    return "bracketed" if item.number.endswith(")") else "plain"


def _render_item(item: DigestBlock) -> str:
    """Render an item; a number that an HTML list cannot produce, such as `(a)`, is part of its text."""
    match _get_list_style(item):
        case "plain":
            return f'<li value="{item.number}">{escape(item.text)}</li>'
        case "bracketed":
            return f"<li>{escape(f'{item.number} {item.text}')}</li>"
        case _:
            return f"<li>{escape(item.text)}</li>"


def _render_block(block: DigestBlock) -> str:
    tag = f"h{block.level}" if block.passage_kind is PassageKind.HEADING else "p"
    return f"<{tag}>{escape(block.text)}</{tag}>"


def _render_source(address: str) -> str:
    return f'<li><a href="{escape(address)}" rel="noopener">{escape(address)}</a></li>'
