"""An evaluation as one web page that needs nothing else: tables, then each mistake read beside its passage."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import groupby, pairwise
from typing import Final

from palermo.analysis import Evaluation, Line, Mark, Mistake, Table
from palermo.publishing.running import RIGHT_TO_LEFT

AROUND = 600
"""Characters of a passage that are shown on either side of what is marked."""
MOST = 3000
"""Mistakes on a page: those beyond are counted alone."""

_STYLE: Final = (files("palermo.publishing") / "scores_page.css").read_text(encoding="utf-8")


def scores_page(made: Evaluation, title: str) -> str:
    """The whole page, in English; passages in their own language and direction."""
    groups = list(_grouped(made.mistakes[:MOST]))
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p class='quiet'>What was found, compared with what people labelled: {escape(made.name)}.</p>",
        *(f"<p>{escape(note[:1].upper() + note[1:])}.</p>" for note in made.notes),
        *(_table(table) for table in made.tables if table.lines),
        _legend(),
        _contents(groups),
        *(_group(number, sort, cause, several) for number, (sort, cause, several) in enumerate(groups)),
    ]
    if len(made.mistakes) > MOST:
        parts.append(f"<p>{len(made.mistakes) - MOST:,} more are counted and not shown.</p>")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(parts)
        + "\n</main>\n</body>\n</html>\n"
    )


def _grouped(mistakes: Iterable[Mistake]) -> Iterator[tuple[str, str, list[Mistake]]]:
    by_cause: dict[tuple[str, str], list[Mistake]] = defaultdict(list)
    for mistake in mistakes:
        by_cause[mistake.sort, mistake.cause].append(mistake)
    for (sort, cause), several in sorted(by_cause.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1])):
        yield sort, cause, several


def _table(table: Table) -> str:
    heads = ("", "Labelled", "Found", "Right", "Precision", "Recall", "F1", "95 % interval of F1")
    head = "".join(f"<th scope='col'>{name}</th>" if name else "<td></td>" for name in heads)
    rows = "".join(_row(line) for line in table.lines)
    caption = escape(table.title[:1].upper() + table.title[1:])
    return (
        f"<div class='wide' tabindex='0' role='region' aria-label='{caption}'><table><caption>{caption}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(line: Line) -> str:
    counts = "".join(f"<td>{number:,}</td>" for number in (line.gold, line.found, line.matched))
    shares = "".join(f"<td>{share:.3f}</td>" for share in (line.precision, line.recall, line.f1))
    interval = f"<td>{line.low:.3f} to {line.high:.3f}</td>"
    return f"<tr><th scope='row'>{escape(line.name)}</th>{counts}{shares}{interval}</tr>"


def _legend() -> str:
    return (
        "<p><mark class='labelled'>labelled</mark> <mark class='found'>found</mark> "
        "<mark class='both'>labelled and found</mark></p>"
    )


def _contents(groups: Sequence[tuple[str, str, list[Mistake]]]) -> str:
    if not groups:
        return "<p>No mistakes.</p>"
    parts = []
    for sort, several in groupby(enumerate(groups), key=lambda one: one[1][0]):
        links = "".join(
            f"<li><a href='#cause-{number}'>{escape(cause)}</a> ({len(mistakes):,})</li>"
            for number, (_, cause, mistakes) in several
        )
        parts.append(f"<h3>{_SORTS[sort]}</h3><ul>{links}</ul>")
    return f"<nav aria-label='Causes'><h2>Mistakes by cause</h2>{''.join(parts)}</nav>"


_SORTS = {"missed": "Missed", "false alarm": "False alarms", "field": "Fields of what was found"}


def _group(number: int, sort: str, cause: str, several: Sequence[Mistake]) -> str:
    shown = "".join(_mistake(one) for one in several)
    return (
        f"<section><h2 id='cause-{number}'>{_SORTS[sort]}: {escape(cause)}</h2>"
        f"<details open><summary>{len(several):,} shown</summary>{shown}</details></section>"
    )


def _mistake(one: Mistake) -> str:
    direction = "rtl" if one.language in RIGHT_TO_LEFT else "ltr"
    lang = f" lang='{escape(one.language)}' dir='{direction}'" if one.language else ""
    where = ", ".join(part for part in (one.document, one.place, one.kind) if part)
    facts = [(name, said, lang) for name, said in (("Labelled", one.labelled), ("Found", one.found)) if said]
    facts += [("Why it was read so", "; ".join(one.why), "")] if one.why else []
    listed = "".join(f"<dt>{name}</dt><dd{of}>{escape(said)}</dd>" for name, said, of in facts)
    passage = f"<blockquote{lang}>{_marked(one.passage, one.marks)}</blockquote>" if one.passage else ""
    title = f"<h3>{escape(where)}</h3>" if where else ""
    return f"<article>{title}{passage}<dl>{listed}</dl></article>"


def _marked(text: str, marks: Sequence[Mark]) -> str:
    """A passage with what is labelled and what was found in marks; far from both it is cut."""
    places = sorted({0, len(text), *(m.start for m in marks), *(min(m.end, len(text)) for m in marks)})
    low = max(0, min((m.start for m in marks), default=0) - AROUND)
    high = min(len(text), max((m.end for m in marks), default=2 * AROUND) + AROUND)
    pieces = ["…" if low else ""]
    for start, end in pairwise(places):
        piece = escape(text[max(start, low) : min(end, high)])
        labelled = any(m.labelled and m.start <= start < m.end for m in marks)
        found = any(not m.labelled and m.start <= start < m.end for m in marks)
        name = "both" if labelled and found else "labelled" if labelled else "found" if found else ""
        pieces.append(f"<mark class='{name}'>{piece}</mark>" if name and piece else piece)
    return "".join([*pieces, "…" if high < len(text) else ""])
