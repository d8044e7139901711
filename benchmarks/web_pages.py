"""Boilerplate removal from web pages: kept content and remaining frame, compared with trafilatura.

Generates thirty pages in six languages, each kind of content in three kinds of markup: semantic elements (`nav`,
`main`, `aside`), `div` with classes, and `div` with the classes of WordPress and Drupal. Every block of content and of
frame has a unique mark, which is then searched in the output.

    .venv/bin/python benchmarks/web_pages.py            # `pip install trafilatura` beforehand to compare
"""

import html
import importlib.util
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from palermo.reading import read

TEXTS = {
    "en": (
        "States parties have adopted measures that protect victims of trafficking and their families.",
        "The report recommends that governments train judges, prosecutors and police officers every year.",
        "Accept all cookies",
    ),
    "fr": (
        "Les États parties ont adopté des mesures qui protègent les victimes de la traite et leurs familles.",
        "Le rapport recommande aux gouvernements de former chaque année les juges et les agents de police.",
        "Tout accepter",
    ),
    "es": (
        "Los Estados partes han adoptado medidas que protegen a las víctimas de la trata y a sus familias.",
        "El informe recomienda a los gobiernos que capaciten cada año a jueces, fiscales y agentes de policía.",
        "Aceptar todo",
    ),
    "ar": (
        "اعتمدت الدول الأطراف تدابير تحمي ضحايا الاتجار بالأشخاص وأسرهم في جميع المناطق.",
        "يوصي التقرير الحكومات بتدريب القضاة والمدعين العامين وضباط الشرطة كل سنة.",
        "قبول الكل",
    ),
    "ru": (
        "Государства-участники приняли меры, которые защищают жертв торговли людьми и их семьи.",
        "В докладе правительствам рекомендуется ежегодно обучать судей, прокуроров и сотрудников полиции.",
        "Принять все",
    ),
    "zh": (
        "各缔约国已经采取措施，保护贩运人口活动的受害者及其家属，并向他们提供援助和庇护。",
        "报告建议各国政府每年对法官、检察官和警察进行培训，以便他们能够识别受害者。",
        "全部接受",
    ),
}
"""Two sentences of content and the text of a button, by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, with the marks of its content and of its frame."""

    name: str
    source: str
    content: tuple[str, ...]
    frame: tuple[str, ...]


class Marks:
    """Unique marks of content and frame: words that no text has."""

    def __init__(self, page: int) -> None:
        self._page = page
        self.content: list[str] = []
        self.frame: list[str] = []

    def kept(self, words: str) -> str:
        """Return words of content with their mark."""
        self.content.append(f"Content{self._page}x{len(self.content)}z")
        return f"{html.escape(words)} {self.content[-1]}"

    def left(self, words: str) -> str:
        """Return words of the frame with their mark."""
        self.frame.append(f"Frame{self._page}x{len(self.frame)}z")
        return f"{html.escape(words)} {self.frame[-1]}"


def pages() -> list[Page]:
    """Return thirty pages: ten kinds of content in three kinds of markup, the languages in turn."""
    made = []
    for number in range(30):
        language = list(TEXTS)[number * 5 % len(TEXTS)]
        marks = Marks(number)
        body = KINDS[number // 3](marks, language)
        source = _site(marks, language, body, number % 3)
        name = f"{number}-{language}"
        made.append(Page(name=name, source=source, content=tuple(marks.content), frame=tuple(marks.frame)))
    return made


def _article(marks: Marks, language: str) -> str:
    one, two, _ = TEXTS[language]
    parts = [f"<h1>{marks.kept(one[:40])}</h1>"]
    for section in range(3):
        parts.append(f"<h2>{marks.kept(two[:30])}</h2>")
        parts += [f"<p>{marks.kept(f'{one} {two}')}</p>" for _ in range(section + 1)]
    return "".join(parts)


def _list(marks: Marks, language: str) -> str:
    one, two, _ = TEXTS[language]
    items = "".join(f"<li>{marks.kept(two)}</li>" for _ in range(8))
    return f"<h1>{marks.kept(one[:40])}</h1><p>{marks.kept(one)}</p><ol>{items}</ol>"


def _table(marks: Marks, language: str) -> str:
    one, two, _ = TEXTS[language]
    head = "".join(f"<th>{marks.kept(word)}</th>" for word in ("A", "B", "C"))
    rows = "".join(f"<tr>{''.join(f'<td>{marks.kept(str(n))}</td>' for n in range(3))}</tr>" for _ in range(4))
    return f"<h1>{marks.kept(one[:40])}</h1><p>{marks.kept(two)}</p><table><tr>{head}</tr>{rows}</table>"


def _short(marks: Marks, language: str) -> str:
    return f"<h1>{marks.kept(TEXTS[language][0][:30])}</h1><p>{marks.kept(TEXTS[language][1])}</p>"


def _linked(marks: Marks, language: str) -> str:
    one, two, _ = TEXTS[language]
    items = "".join(f'<li><a href="/d/{n}.pdf">{marks.kept(two[:50])}</a></li>' for n in range(6))
    return f"<h1>{marks.kept(one[:40])}</h1><p>{marks.kept(f'{one} {two}')}</p><ul>{items}</ul>"


def _quoted(marks: Marks, language: str) -> str:
    one, two, _ = TEXTS[language]
    quote = f"<blockquote><p>{marks.kept(two)}</p></blockquote>"
    terms = f"<dl><dt>{marks.kept('X')}</dt><dd>{marks.kept(two)}</dd></dl>"
    return f"<h1>{marks.kept(one[:40])}</h1><p>{marks.kept(one)}</p>{quote}{terms}"


def _footnoted(marks: Marks, language: str) -> str:
    note = f'<div class="footnotes"><ol><li id="n1">{marks.kept(TEXTS[language][1])}</li></ol></div>'
    return _article(marks, language) + note


def _folded(marks: Marks, language: str) -> str:
    one, two, _ = TEXTS[language]
    parts = "".join(
        f"<details><summary>{marks.kept(one[:40])}</summary><p>{marks.kept(two)}</p></details>" for _ in range(4)
    )
    return f"<h1>{marks.kept(one[:30])}</h1>{parts}"


def _divided(marks: Marks, language: str) -> str:
    one, two, _ = TEXTS[language]
    parts = "".join(f'<div class="field-item">{marks.kept(f"{one} {two}")}</div>' for _ in range(5))
    return f'<div class="page-title">{marks.kept(one[:40])}</div>{parts}'


def _resolution(marks: Marks, language: str) -> str:
    one, two, _ = TEXTS[language]
    parts = "".join(f"<p>{n}. <em>{two[:20]}</em> {marks.kept(one)}</p>" for n in range(1, 9))
    return f"<h1>{marks.kept(one[:40])}</h1>{parts}"


KINDS: Sequence[Callable[[Marks, str], str]] = (
    _article,
    _list,
    _table,
    _short,
    _linked,
    _quoted,
    _footnoted,
    _folded,
    _divided,
    _resolution,
)


def _site(marks: Marks, language: str, body: str, way: int) -> str:
    """Return a whole page around a body."""
    one, two, button = TEXTS[language]
    links = "".join(f'<li><a href="/{n}">{marks.left(one[:12])}</a></li>' for n in range(6))
    related = "".join(f'<li><a href="/r{n}">{marks.left(two[:40])}</a></li>' for n in range(4))
    crumbs = " / ".join(f'<a href="/c{n}">{marks.left(one[:8])}</a>' for n in range(3))
    cookies = f"<p>{marks.left(two)}</p><button>{marks.left(button)}</button>"
    side = f"<h3>{marks.left(one[:20])}</h3><p>{marks.left(two[:60])}</p>"
    share = "".join(f'<a href="#s{n}">{marks.left("Share")}</a>' for n in range(3))
    footer = f"<p>{marks.left(one[:50])}</p><ul>{links}</ul>"
    frame: tuple[str, ...]
    if way == 0:
        frame = (
            f"<header><nav><ul>{links}</ul></nav></header>",
            f'<nav aria-label="Breadcrumb">{crumbs}</nav>',
            f'<main>{body}<div class="social-share">{share}</div></main>',
            f"<aside>{side}<h2>{marks.left(two[:15])}</h2><ul>{related}</ul></aside>",
            f"<footer>{footer}</footer>",
            f'<div role="dialog" id="cookie-consent">{cookies}</div>',
        )
    elif way == 1:
        frame = (
            f'<div id="cookie-banner" class="cookie-notice">{cookies}</div>',
            f'<div id="header"><div class="menu main-menu"><ul>{links}</ul></div></div>',
            f'<div class="breadcrumbs">{crumbs}</div>',
            f'<div id="content" class="content">{body}<div class="share-buttons">{share}</div></div>',
            f'<div class="sidebar">{side}</div>',
            f'<div class="related-posts"><h2>{marks.left(two[:15])}</h2><ul>{related}</ul></div>',
            f'<div id="footer">{footer}</div>',
        )
    else:
        frame = (
            '<a class="visually-hidden skip-link" href="#c">' + marks.left("Skip") + "</a>",
            f'<div id="masthead" class="site-branding"><ul class="navbar-nav">{links}</ul></div>',
            f'<div class="region region-breadcrumb">{crumbs}</div>',
            f'<div class="entry-content node__content">{body}<div class="addtoany_share_buttons">{share}</div></div>',
            f'<div class="widget-area"><div class="widget">{side}</div></div>',
            f'<div class="view view-related-content"><h2>{marks.left(two[:15])}</h2><ul>{related}</ul></div>',
            f'<div id="colophon" class="site-footer">{footer}</div>',
            f'<div class="eu-cookie-compliance-banner">{cookies}</div>',
        )
    script = "<script>var hidden = 1;</script><style>p{color:red}</style>"
    head = f"<head><title>{html.escape(one)}</title>{script}</head>"
    return f'<!DOCTYPE html><html lang="{language}">{head}<body>{"".join(frame)}</body></html>'


def ours(page: Page) -> str:
    """Return all text that Palermo's reader keeps."""
    return "\n".join(passage.text for passage in read(page.source.encode(), "page.html").passages)


def readers() -> Iterator[tuple[str, Callable[[Page], str]]]:
    """Return the readers by name."""
    yield "palermo", ours
    if importlib.util.find_spec("trafilatura") is None:
        print("trafilatura is not installed: only our own reader is measured")
        return
    import trafilatura

    def plain(page: Page) -> str:
        return str(trafilatura.extract(page.source, include_tables=True, include_comments=False) or "")

    def recall(page: Page) -> str:
        options = {"include_tables": True, "include_comments": False, "favor_recall": True}
        return str(trafilatura.extract(page.source, **options) or "")

    yield "trafilatura", plain
    yield "trafilatura, recall", recall


def main() -> None:
    """Measure each reader over all pages, and print a line for each."""
    made = pages()
    print(f"{'reader':22}{'content kept':>14}{'frame left':>12}{'pages whole':>13}{'ms a page':>11}")
    for name, reader in readers():
        began = time.perf_counter()
        found = [(page, set(re.findall(r"(?:Content|Frame)\d+x\d+z", reader(page)))) for page in made]
        spent = (time.perf_counter() - began) / len(made) * 1000
        kept = sum(len(marks & set(page.content)) for page, marks in found) / sum(len(p.content) for p in made)
        left = sum(len(marks & set(page.frame)) for page, marks in found) / sum(len(p.frame) for p in made)
        whole = sum(set(page.content) <= marks for page, marks in found)
        print(f"{name:22}{kept:>14.1%}{left:>12.1%}{whole:>10}/{len(made)}{spent:>11.1f}")
        for page, marks in found:
            missing, extra = set(page.content) - marks, marks & set(page.frame)
            if missing or extra:
                print(f"    {page.name}: {len(missing)} blocks missing, {len(extra)} of the frame left")


if __name__ == "__main__":
    main()
