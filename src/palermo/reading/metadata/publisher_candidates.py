"""Candidates for the publisher of a document, each with the features that speak for it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from palermo.reading.metadata.covers import Cover
from palermo.reading.metadata.declared import DeclaredMetadata
from palermo.reading.metadata.organisation_names import has_organisation_word, is_organisation_line
from palermo.reading.metadata.printed_dates import find_dates
from palermo.reading.metadata.titles import MAX_TITLE_LINE, is_site_name
from palermo.reading.metadata.web_domains import find_domains, names_of_domain
from palermo.reading.pieces import Piece
from palermo.statements import LANGUAGES, PassageKind
from palermo.vocabulary.lines import parsed

HEAD_PIECES, TAIL_PIECES, SCAN_PIECES = 14, 12, 80
MAX_IMPRINT_START = 40
"""Characters before `published by` in an imprint; text about other publications has more."""
MIN_SENTENCE_CHARS = 60
INTRODUCTION_PARAGRAPHS = 3
"""Paragraphs from the first on in which a body says what it is."""
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)\s|\bcopyright\b(?:\s*©)?)\s*(?:copyright\s+)?(?P<year>(?:19|20)\d\d(?:\s*[-–]\s*(?:19"
    r"|20)?\d\d)?[,.]?)?\s*(?:by\s+)?"
    r"(?P<name>[^\W\d_][^,;|©\n]{1,90}?)(?P<after>,?\s*(?:copyright\s*)?(?:(?:Jan|Feb|Mar|Apr|May|Ju[nl]"
    r"|Aug|Sep|Oct|Nov|Dec)\w*,?\s*)?(?:19|20)\d\d)?\s*"
    r"(?=[,;|©\n]|\.\s|\.?$|\s+[-–—]\s|\s+all rights|\s*\.?\s*(?:no part|published))",
    re.IGNORECASE,
)
_NO_HOLDER = re.compile(
    r"crown|hmso|reserved|notice|getty|reuters|shutterstock|photo|credit|material|licen|third|law|holder"
    r"|acknowledged|owner|the author|for \S+, get",
    re.I,
)
_ISSUED_BY = re.compile(r"^(?:قرار|مرسوم|أمر)\s+(?P<name>مجلس الوزراء|ملكي)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A name as printed, and one feature that speaks for it."""

    name: str
    feature: str


def find_candidates(
    declared: DeclaredMetadata, pieces: Sequence[Piece], cover: Cover, title: str | None, language: str
) -> Iterator[Candidate]:
    """Find names that may be the publisher's, in no order; one name may come with several features."""
    head = [_line(piece) for piece in pieces[:HEAD_PIECES] if piece.kind is not PassageKind.CELL]
    tail = [_line(piece) for piece in pieces[-TAIL_PIECES:]]
    colophon = [_line(piece) for piece in pieces[:60] if piece.page in {1, 2, 3, 4}]
    sites = [title for title in declared.titles[:1] if declared.of_page and is_site_name(title, pieces)]
    yield from (Candidate(name=name, feature="declared publisher") for name in (*declared.publishers, *sites))
    yield from _authors(declared)
    yield from _copyrights([*dict.fromkeys([*colophon, *head, *tail])])
    yield from _cover_lines(cover, head)
    yield from _signatures(tail)
    yield from _by_rules(pieces, cover, title, language, [*dict.fromkeys([*colophon, *head, *tail])])
    yield from _by_domains(declared, pieces, [*colophon, *head, *tail])


def _authors(declared: DeclaredMetadata) -> Iterator[Candidate]:
    """Declared authors that are organisations; of a decision, the body within it."""
    for name in declared.authors:
        issued = _ISSUED_BY.match(name)
        if issued:
            yield Candidate(name=issued["name"], feature="declared publisher")
        elif has_organisation_word(name) or (is_organisation_line(name) and len(name) < 80):
            yield Candidate(name=name, feature="declared author")


def _copyrights(texts: Iterable[str]) -> Iterator[Candidate]:
    for text in texts:
        for found in _COPYRIGHT.finditer(text):
            if not _NO_HOLDER.search(found["name"]) and len(found["name"].split()) <= 14:
                dated = (
                    found["year"] or found["after"] or re.match(r",?\s*(?:\w+,?\s*)?(?:19|20)\d\d", text[found.end() :])
                )
                yield Candidate(name=found["name"], feature="copyright" if dated else "copyright without year")


def _cover_lines(cover: Cover, head: Sequence[str]) -> Iterator[Candidate]:
    lines = dict.fromkeys([*(block.text for block in cover.blocks), *head[:6]])
    for line in map(_without_dates, lines):
        for part in re.split(r"\s+[|/]\s+", line):
            if is_organisation_line(part):
                yield Candidate(name=part, feature="line of the first page")
    for line in cover.running_heads[:3]:
        if is_organisation_line(line):
            yield Candidate(name=line, feature="running head")


def _without_dates(line: str) -> str:
    for date in reversed(find_dates(line)):
        line = line[: date.start] + line[date.end :]
    return line.strip(" ,")


def _signatures(tail: Sequence[str]) -> Iterator[Candidate]:
    """The last lines, where they are a name or an office with its organisation."""
    for line in tail[-5:]:
        offices = re.search(
            r"\b(?i:director|secretary|chair(?:man|person)?|president|chief executive(?: officer)?|CEO"
            r"|officer)\b\s*(?:,|of(?:\s+the)?|-|–)?\s+(?P<name>[A-ZÀ-Þ].{3,80})$",
            line,
        )
        name = offices["name"] if offices else line
        if len(line) < 140 and (is_organisation_line(name) or (offices and has_organisation_word(name))):
            yield Candidate(name=name, feature="signature")


def _by_rules(
    pieces: Sequence[Piece], cover: Cover, title: str | None, language: str, around: Sequence[str]
) -> Iterator[Candidate]:
    rules = _rules(language if language in LANGUAGES else "en")
    first = [_line(piece) for piece in pieces[:SCAN_PIECES]]
    last = [_line(piece) for piece in pieces[-TAIL_PIECES:]]
    running = [line for line, piece in zip(first, pieces, strict=False) if _is_running_text(piece)]
    headings = [_line(piece) for piece in pieces if piece.kind is PassageKind.HEADING]
    first_lines = [line for line in (title, *first[:2]) if line]
    places = {
        "title": [
            text for text in (*first_lines, *(b.text for b in cover.blocks), *first[2:6]) if len(text) < MAX_TITLE_LINE
        ],
        "published": [*first[:30], *around, *last],
        "speaks": [*first, *last],
        "introduction": [*first_lines, *running[:INTRODUCTION_PARAGRAPHS]],
        "about": headings,
        "enacts": [*first_lines, *first, *last],
    }
    for kind, texts in places.items():
        found = (match for rule in rules[kind] for text in dict.fromkeys(texts) for match in rule.finditer(text))
        if kind == "published":
            found = (match for match in found if match.start() < MAX_IMPRINT_START)
        yield from (Candidate(name=match["name"], feature=kind) for match in found)


def _by_domains(declared: DeclaredMetadata, pieces: Sequence[Piece], around: Sequence[str]) -> Iterator[Candidate]:
    texts = [" ".join(piece.text.split()) for piece in (*pieces[:SCAN_PIECES], *pieces[-TAIL_PIECES:])]
    contacts = dict.fromkeys([*around, *texts[-TAIL_PIECES:]])
    for domain in find_domains(contacts, declared.addresses)[:12]:
        names = list(dict.fromkeys(names_of_domain(domain, [*declared.titles[:1], *texts])))
        yield from (Candidate(name=name, feature=f"{domain.kind} domain") for name in names)


def _is_running_text(piece: Piece) -> bool:
    """Whether a piece is a paragraph or item of sentences, and no entry of a list of contents."""
    ended = piece.text.rstrip().endswith((".", "。", "!", ":", "؛", "،", ";", "»", "”", '"'))
    return piece.kind in {PassageKind.PARAGRAPH, PassageKind.ITEM} and len(piece.text) > MIN_SENTENCE_CHARS and ended


def _line(piece: Piece) -> str:
    return " ".join(piece.text.split())


@cache
def _rules(language: str) -> dict[str, tuple[re.Pattern[str], ...]]:
    """Patterns of a language by kind; `{name}` in them stands for the language's pattern of a name."""
    path = files("palermo.reading.metadata").joinpath("publisher_rules.yaml")
    rows = dict(parsed(path.read_text(encoding="utf-8"))[language])
    name = rows.pop("name")
    return {kind: tuple(re.compile(rule.replace("{name}", name)) for rule in rules) for kind, rules in rows.items()}
