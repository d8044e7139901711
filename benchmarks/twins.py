"""Word documents compared with the passages of their PDFs, for several readers.

    .venv/bin/python benchmarks/twins.py FOLDER [--half work|check] [--readers palermo,untagged,pdf-oxide,pypdf]
                                         [--rows FILE] [--misses NAME]

FOLDER contains pairs of one name, `a.docx` and `a.pdf`, at any depth. The DOCX is read here, with zip and lxml only, so
that no reader is compared with itself. `--rows` scores what `palermo export passages --format jsonl` wrote instead.
`--half` takes every second pair by name; `--misses` prints what one reader did not find.

| figure | what it counts |
|---|---|
| whole | body paragraphs of 80 characters or more whose words are in consecutive passages without others between |
| one | those that are exactly one passage |
| cells | the same for paragraphs in tables: whole |
| found | headings (UN styles, or an outline level) that are a passage of kind heading, alone or with neighbours |
| false | passages of kind heading that are not headings |

Compared without case, hyphens, kinds of blanks and quotes, with or without printed numbers and the signs of notes.
"""

import argparse
import json
import re
import time
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from results import tell

LONG = 80
"""Minimum length of a counted paragraph, in characters."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING_STYLE = re.compile(r"(?:^|[_ ])H[ _]*(?:\d|M|Ch)(?![a-z])", re.IGNORECASE)
"""Headings of UN files: `_ H_1`, `_ H _Ch`, `_ H_M`, `_ H_2/3`, `Title_H_CH`."""
NUMBER = re.compile(r"^(?:\d[\d.IVX]*|\(\w{1,5}\)|\w\)|[ivxIVX]{1,5}\.|[A-Z]\.|[•*]{1,3}|[a-z](?=\t))\s+")
DASHES = re.compile("\\s*[-\u00ad\u2010-\u2015\u2212\ufffe]\\s*")
UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]")
QUOTES = str.maketrans("‘’“”", "''\"\"")
Row = Mapping[str, Any]
"""A row of `palermo export passages`; uses `kind`, `text` and `paragraph`."""


def folded(text: str) -> str:
    """Return a text normalised for comparison: one case, no hyphens, plain spaces and quotes."""
    plain = unicodedata.normalize("NFKC", text).translate(QUOTES).casefold()
    return " ".join(DASHES.sub("", UNSEEN.sub("", plain)).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of the DOCX: its place (heading, body, cell) and its text in each form that counts as right."""

    place: str
    forms: frozenset[str]


def paragraphs(path: Path) -> Iterator[Paragraph]:
    """Return the paragraphs of a DOCX in order, without text boxes, whose position is unclear."""
    archive = zipfile.ZipFile(path)
    styles = dict(_styles(etree.fromstring(archive.read("word/styles.xml"))))
    note = 0
    for element in etree.fromstring(archive.read("word/document.xml")).iter(f"{W}p"):
        above = {ancestor.tag for ancestor in element.iterancestors()}
        if f"{W}txbxContent" in above:
            continue
        bare, marked, note = _texts(element, note)
        if bare.strip():
            forms = frozenset(folded(form) for text in (bare, marked) for form in (text, NUMBER.sub("", text)))
            yield Paragraph(place="cell" if f"{W}tc" in above else _place(element, styles), forms=forms)


def _styles(root: Any) -> Iterator[tuple[str, tuple[str, str | None]]]:
    """Return name and outline level (`0` is the highest) by style id."""
    for style in root.iter(f"{W}style"):
        name, level = style.find(f"{W}name"), style.find(f"{W}pPr/{W}outlineLvl")
        if name is not None:
            yield style.get(f"{W}styleId"), (name.get(f"{W}val"), level.get(f"{W}val") if level is not None else None)


def _place(element: Any, styles: Mapping[str, tuple[str, str | None]]) -> str:
    style, own = element.find(f"{W}pPr/{W}pStyle"), element.find(f"{W}pPr/{W}outlineLvl")
    name, level = styles.get(style.get(f"{W}val") if style is not None else "", ("", None))
    level = own.get(f"{W}val") if own is not None else level
    return "heading" if HEADING_STYLE.search(name) or level not in {None, "9"} else "body"


def _texts(element: Any, note: int) -> tuple[str, str, int]:
    """Return a paragraph's text without and with note numbers, and the number of notes so far."""
    bare: list[str] = []
    marked: list[str] = []
    for part in element.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen", f"{W}footnoteReference"):
        above = (ancestor.tag for ancestor in part.iterancestors())
        if part.getparent().tag != f"{W}r" or f"{W}txbxContent" in above:
            continue
        if part.tag == f"{W}footnoteReference":
            if part.get(f"{W}customMarkFollows") is None:
                note += 1
                marked.append(str(note))
            continue
        text = (part.text or "") if part.tag == f"{W}t" else "-" if part.tag == f"{W}noBreakHyphen" else "\t"
        bare.append(text)
        marked.append(text)
    return "".join(bare).strip(), "".join(marked).strip(), note


@dataclass(slots=True, kw_only=True)
class Score:
    """Counts over documents; `missed` has what was not found, by the figure that it lowers."""

    counts: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    seconds: float = 0.0
    pages: int = 0

    def count(self, name: str, good: bool, text: str) -> None:
        """Count one item under a name, and whether it is right."""
        self.counts[f"{name} of"] += 1
        self.counts[name] += good
        if not good:
            self.missed.append(f"{name}\t{text}")

    def share(self, name: str) -> float:
        """Return the percentage of right items."""
        return 100 * self.counts[name] / max(1, self.counts[f"{name} of"])

    @property
    def f1(self) -> float:
        """F1 of headings."""
        found, true = self.share("found"), self.share("true")
        return 0.02 * found * true / (found + true) if found + true else 0.0

    def figures(self) -> dict[str, float]:
        """Return the figures as recorded in results."""
        names = ("whole", "one", "cells", "found")
        shares = {name: round(self.share(name), 2) for name in names} | {"false": round(100 - self.share("true"), 2)}
        return shares | {"f1": round(self.f1, 3)}


def compare(gold: Sequence[Paragraph], rows: Sequence[Row], score: Score) -> None:
    """Add one document to a score."""
    passages = [folded(f"{row.get('paragraph') or ''} {row['text']}") for row in rows]
    everything = f" {' '.join(passages)} "
    single = {form for row in rows for form in (row["text"], NUMBER.sub("", row["text"]))}
    ones = {folded(form) for form in single} | set(passages)
    for paragraph in gold:
        if paragraph.place == "heading" or max(map(len, paragraph.forms)) < LONG:
            continue
        text = max(paragraph.forms, key=len)
        whole = any(f" {form} " in everything for form in paragraph.forms)
        if paragraph.place == "cell":
            score.count("cells", whole, text)
        else:
            score.count("whole", whole, text)
            score.count("one", bool(paragraph.forms & ones), text)
    _compare_headings(gold, rows, score)


def _compare_headings(gold: Sequence[Paragraph], rows: Sequence[Row], score: Score) -> None:
    """Match heading passages with headings, or with two to four adjacent ones that were merged."""
    headings = [p for p in gold if p.place == "heading"]
    printed: dict[str, list[tuple[int, ...]]] = {}
    for length in range(4, 0, -1):
        for start in range(len(headings) - length + 1):
            run = headings[start : start + length]
            joins = {" ".join(max(p.forms, key=len) for p in run), " ".join(min(p.forms, key=len) for p in run)}
            for form in joins:
                printed.setdefault(form, []).append(tuple(range(start, start + length)))
    found: set[int] = set()
    for row in rows:
        if row["kind"] == "heading":
            forms = {folded(f"{row.get('paragraph') or ''} {row['text']}"), folded(row["text"])}
            runs = [run for form in forms for run in printed.get(form, ())]
            found |= set(next((run for run in runs if not found & set(run)), runs[0] if runs else ()))
            score.count("true", bool(runs), row["text"])
    for index, heading in enumerate(headings):
        score.count("found", index in found, max(heading.forms, key=len))


def palermo(content: bytes, name: str, *, structure: bool = True) -> tuple[list[Row], int]:
    """Return Palermo's rows as exported."""
    from palermo.reading import assembly, pdf

    pieces, pages = pdf.read_blocks(content, structure=structure)
    passages, _ = assembly.build_passages(name, assembly.join_hyphenated_blocks(pieces))
    return [{"kind": p.kind.value, "text": p.text, "paragraph": p.paragraph} for p in passages], pages


def untagged(content: bytes, name: str) -> tuple[list[Row], int]:
    """Return Palermo's rows with the structure ignored."""
    return palermo(content, name, structure=False)


def pdf_oxide(content: bytes, name: str) -> tuple[list[Row], int]:
    """Return the blocks of pdf-oxide's Markdown without markup."""
    from pdf_oxide import PdfDocument

    document = PdfDocument.from_bytes(content)
    rows: list[Row] = []
    for page in range(document.page_count()):
        for block in re.split(r"\n\s*\n", document.to_markdown(page, detect_headings=True)):
            plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|\*\*|\\(?=\W)", r"\1", block).strip()
            text = re.sub(r"^#+\s*|^[-*] ", "", plain)
            rows += [{"kind": "heading" if plain.startswith("#") else "paragraph", "text": text}] if text else []
    return rows, document.page_count()


def pypdf(content: bytes, name: str) -> tuple[list[Row], int]:
    """Return pypdf's text split at empty lines; it reports no headings."""
    import io

    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(content)).pages
    blocks = [block for page in pages for block in re.split(r"\n\s*\n", page.extract_text())]
    return [{"kind": "paragraph", "text": block} for block in blocks if block.strip()], len(pages)


Reader = Callable[[bytes, str], tuple[list[Row], int]]
READERS: Mapping[str, Reader] = {"palermo": palermo, "untagged": untagged, "pdf-oxide": pdf_oxide, "pypdf": pypdf}


Method = Callable[[Path], tuple[list[Row], int]]


def _read(reader: Reader, path: Path) -> tuple[list[Row], int]:
    return reader(path.read_bytes(), path.name)


def twins(folder: Path, half: str | None) -> list[tuple[Path, Path]]:
    """Return pairs of DOCX and PDF with one name; every second one for a half."""
    pdfs = {path.stem: path for path in folder.rglob("*.pdf")}
    pairs = [
        (path, pdfs[path.stem]) for path in sorted(folder.rglob("*.docx"), key=lambda p: p.stem) if path.stem in pdfs
    ]
    return pairs if half is None else pairs[0 if half == "work" else 1 :: 2]


def exported(file: Path) -> Mapping[str, list[Row]]:
    """Return rows of `palermo export passages` by the stem of their source."""
    rows: dict[str, list[Row]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["source"].lower().endswith(".pdf"):
            rows.setdefault(Path(row["source"]).stem, []).append(row)
    return rows


def measured(pairs: Sequence[tuple[Path, Path]], read: Method) -> Score:
    """Score one reader over all pairs."""
    score = Score()
    for word, printed in pairs:
        began = time.perf_counter()
        rows, pages = read(printed)
        score.seconds += time.perf_counter() - began
        score.pages += pages
        before = len(score.missed)
        compare(list(paragraphs(word)), rows, score)
        score.missed[before:] = [f"{printed.stem}\t{miss}" for miss in score.missed[before:]]
    return score


def told(name: str, score: Score) -> str:
    """Return one line of the table."""
    shares = [score.share("whole"), score.share("one"), score.share("cells"), score.share("found")]
    speed = score.pages / score.seconds if score.seconds and score.pages else 0.0
    figures = "".join(f"{share:8.2f}" for share in (*shares, 100 - score.share("true")))
    return f"{name:12s}{figures}{score.f1:8.3f}{speed:9.0f}"


def main() -> None:
    """Print one line for each reader, and the misses of the requested one."""
    parser = argparse.ArgumentParser(description="Score what readers find in PDFs against their Word twins.")
    parser.add_argument("folder", type=Path, help="with a.docx and a.pdf, and so on")
    parser.add_argument("--half", choices=["work", "check"])
    parser.add_argument("--readers", default=",".join(READERS))
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--misses", choices=["whole", "one", "cells", "found", "true"])
    options = parser.parse_args()
    pairs = twins(options.folder, options.half)
    if not pairs:
        parser.error(f"{options.folder} holds no DOCX and PDF of one name")
    print(f"{len(pairs)} pairs; per cent\n{'reader':12s}   whole     one   cells   found   false      F1  pages/s")
    if options.rows:
        rows = exported(options.rows)
        methods: dict[str, Method] = {"rows": lambda path: (rows.get(path.stem, []), 0)}
    else:
        methods = {name: partial(_read, READERS[name]) for name in options.readers.split(",")}
    figures = {}
    for name, method in methods.items():
        score = measured(pairs, method)
        figures[name] = score.figures()
        print(told(name, score))
        for miss in score.missed:
            if options.misses and miss.split("\t")[1] == options.misses:
                print(miss)
    tell("twins", {"pairs": len(pairs), "half": options.half, **figures})


if __name__ == "__main__":
    main()
