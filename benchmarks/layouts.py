"""Reading quality of PDF pages in many layouts: whole texts in order, headings, and page furniture.

    .venv/bin/python benchmarks/layouts.py [--only NAME] [--show] [--keep FOLDER] [--paragraphs 60]

Paragraphs of the sample library are drawn in each layout of the modules `made_*.py`, untagged, and read.

| figure | what it counts |
|---|---|
| one | texts that are exactly one passage |
| order | texts that come before all later ones |
| found | headings that are a passage of kind heading |
| false | passages of kind heading that are not headings |
| leaks | passages with a running head or another line of page furniture |
"""

import argparse
import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from directions import prose
from made_annexes import addressed, column_notes, drafts, endnotes, long_table, pull_quotes
from made_formal import abstract, company, council, judgment, landscape, recitals
from made_layouts import (
    chapter_heads,
    contents,
    footnotes,
    line_numbers,
    sidebar,
    three_columns,
    two_columns,
    watermark,
)
from made_pages import Said, Sheets
from made_sets import (
    boxes,
    bullets,
    captions,
    drop_caps,
    forms_of_pages,
    letter,
    resolution,
    side_heads,
    slides,
    spaced_headings,
    tight,
    turned,
)
from palermo.reading import read
from palermo.statements import Passage, PassageKind, normalise_text
from results import tell

LAYOUTS: Mapping[str, Callable[[Sequence[str]], Sheets]] = {
    "two columns": two_columns, "three columns": three_columns, "sidebar": sidebar, "footnotes": footnotes,
    "chapter heads": chapter_heads, "line numbers": line_numbers, "watermark": watermark, "contents": contents,
    "bullets": bullets, "drop caps": drop_caps, "spaced headings": spaced_headings, "forms": forms_of_pages,
    "slides": slides, "boxes": boxes, "side heads": side_heads, "resolution": resolution, "turned": turned,
    "captions": captions, "tight": tight, "letter": letter, "drafts": drafts, "column notes": column_notes,
    "long table": long_table, "pull quotes": pull_quotes, "endnotes": endnotes, "addressed": addressed,
    "abstract": abstract, "recitals": recitals, "judgment": judgment, "council": council, "company": company,
    "landscape": landscape,
}  # fmt: skip
"""Functions that draw the layouts, by name."""
SAMPLE = Path(__file__).parents[1] / "sample"


def paragraphs(count: int) -> list[str]:
    """Return distinct paragraphs of the sample library."""
    found = [block for path in sorted(SAMPLE.glob("*.md")) for block in prose(path.read_text("utf-8"), "en")]
    plain = [re.sub(r"[*_`]|<[^>]*>", "", one) for one in found if "http" not in one and one.isascii()]
    return list(dict.fromkeys(plain))[:count]


def folded(text: str) -> str:
    """Return letters and digits only, for comparison."""
    return re.sub(r"[\W_]+", "", normalise_text(text)).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of a layout's texts by result."""

    texts: int
    one: int
    order: int
    headings: int
    found: int
    false: int
    leaks: int
    missed: tuple[str, ...]

    def line(self, name: str) -> str:
        """Return a row of the table."""
        shares = f"{self.one / self.texts:8.1%}{self.order / self.texts:8.1%}"
        found = f"{self.found / self.headings:8.1%}" if self.headings else f"{'-':>8s}"
        return f"{name:18s}{self.texts:6d}{shares}{found}{self.false:7d}{self.leaks:7d}"


def score(passages: Sequence[Passage], said: Sequence[Said]) -> Score:
    """Compare the passages with the drawn texts."""
    read_as = [
        {folded(p.text), folded(f"{p.paragraph or ''}{p.text}"), folded(re.sub(r"^\d+\s*", "", p.text))}
        for p in passages
    ]
    places: dict[str, int] = {}
    for place, forms in enumerate(read_as):
        for form in forms:
            places.setdefault(form, place)
    texts = [one for one in said if one.kind in {"text", "aside"}]
    missed = [one.text for one in texts if folded(one.text) not in places]
    main = [places[folded(one.text)] for one in texts if one.kind == "text" and folded(one.text) in places]
    aside = [places[folded(one.text)] for one in texts if one.kind == "aside" and folded(one.text) in places]
    headings = [folded(one.text) for one in said if one.kind == "heading"]
    as_headings = [forms for p, forms in zip(passages, read_as, strict=True) if p.kind is PassageKind.HEADING]
    furniture = {folded(one.text) for one in said if one.kind == "furniture"}
    return Score(
        texts=len(texts),
        one=len(texts) - len(missed),
        order=_rising(main) + _rising(aside),
        headings=len(headings),
        found=sum(any(one in forms for forms in as_headings) for one in headings),
        false=sum(not forms & set(headings) for forms in as_headings),
        leaks=sum(any(one in form for one in furniture for form in forms) for forms in read_as),
        missed=tuple(missed),
    )


def _rising(places: Sequence[int]) -> int:
    """Return the length of the longest increasing subsequence."""
    tails: list[int] = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)


def main() -> int:
    """Draw, read and score each layout."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=sorted(LAYOUTS))
    parser.add_argument("--show", action="store_true", help="print what was missed, and the passages")
    parser.add_argument("--keep", type=Path, help="folder in which the PDFs are kept")
    parser.add_argument("--paragraphs", type=int, default=60)
    options = parser.parse_args()
    texts = paragraphs(options.paragraphs)
    print(f"{'layout':18s}{'texts':>6s}{'one':>8s}{'order':>8s}{'found':>8s}{'false':>7s}{'leaks':>7s}")
    figures = {}
    for name in [options.only] if options.only else LAYOUTS:
        sheets = LAYOUTS[name](texts)
        content = sheets.bytes()
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{name}.pdf").write_bytes(content)
        passages = read(content, "page.pdf").passages
        found = score(passages, sheets.said)
        print(found.line(name), flush=True)
        figures[name] = [found.texts, found.one, found.order, found.headings, found.found, found.false, found.leaks]
        if options.show:
            print(*(f"  - {one[:150]}" for one in found.missed), sep="\n")
            print(*(f"  > {p.page} {p.kind.value:9s} {p.paragraph or ''} {p.text[:150]}" for p in passages), sep="\n")
    tell("layouts", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
