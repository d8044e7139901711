"""A text as a web page, with the navigation and footer that pages on the web have around their words."""

from html import escape
from itertools import groupby

from palermo.publishing.running import RIGHT_TO_LEFT, WORDS
from palermo.publishing.texts import Block, Text
from palermo.statements import PassageKind

_PAGE = """<!DOCTYPE html>
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


def render_html(text: Text) -> bytes:
    """Render a text as UTF-8 HTML with its language and direction."""
    running = WORDS[text.language]
    page = _PAGE.format(
        language=text.language,
        direction="rtl" if text.language in RIGHT_TO_LEFT else "ltr",
        title=escape(text.title),
        notice=escape(running.notice),
        home=escape(running.home),
        blocks="\n".join(_blocks(text.blocks)),
        sources_heading=escape(running.sources),
        sources="\n".join(_source(address) for address in text.sources),
    )
    return page.encode("utf-8")


def _blocks(blocks: tuple[Block, ...]) -> list[str]:
    """Lay items that follow each other into one list; numbers are printed as text, as they stand in the original."""
    lines: list[str] = []
    for is_item, group in groupby(blocks, key=lambda block: block.kind is PassageKind.ITEM):
        if is_item:
            lines.extend(_lists(list(group)))
        else:
            lines.extend(_block(block) for block in group)
    return lines


def _lists(items: list[Block]) -> list[str]:
    lines: list[str] = []
    for style, group in groupby(items, key=_style):
        tag = "ol" if style == "plain" else "ul"
        lines.extend((f"<{tag}>", *(_item(item) for item in group), f"</{tag}>"))
    return lines


def _style(item: Block) -> str:
    if item.number is None:
        return "bullet"
    return "bracketed" if item.number.endswith(")") else "plain"


def _item(item: Block) -> str:
    """An item, with its number among its words where no list of HTML would count so, such as `(a)`."""
    match _style(item):
        case "plain":
            return f'<li value="{item.number}">{escape(item.text)}</li>'
        case "bracketed":
            return f"<li>{escape(f'{item.number} {item.text}')}</li>"
        case _:
            return f"<li>{escape(item.text)}</li>"


def _block(block: Block) -> str:
    tag = f"h{block.level}" if block.kind is PassageKind.HEADING else "p"
    return f"<{tag}>{escape(block.text)}</{tag}>"


def _source(address: str) -> str:
    return f'<li><a href="{escape(address)}" rel="noopener">{escape(address)}</a></li>'
