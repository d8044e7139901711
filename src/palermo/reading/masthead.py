"""The masthead: what a UN document prints about itself on its first page. Names stay as printed."""

import re
from collections.abc import Sequence
from itertools import pairwise

from palermo.reading.dates import first_date
from palermo.reading.pieces import Piece
from palermo.statements import Masthead, PassageKind

SYMBOL = re.compile(
    r"\b(?:A|S|E|ST|CEDAW|CRC|CCPR|CAT|CERD|CMW|CRPD|CTOC|HRI|TD|UNEP|DP|JIU|HSP|CEB|CAC|UNHCR|ECE|ECA|LC|T|ICCD|FCCC)"
    r"(?:/\s?(?!Part\b)[A-Z0-9][A-Za-z0-9.\-]*(?:\s?\([A-Za-z0-9.\- ]+\))?)+(?=[\s*∗,;.)]|/Part\b|$)"
)
"""UN symbols: organ, then parts divided by strokes: `A/HRC/8/29`, `A/RES/64/293`, `A/81/6 (Sect. 17)`."""

DISTRIBUTION = re.compile(r"Distr\.|(?:Original|Langue originale|Язык оригинала|Подлинный текст на|الأصل|原文)\s*[:：]")
"""What stands in every UN masthead: distribution and original language."""

_HEADED = re.compile(
    r"\s*(?:United Nations|Nations Unies|Naciones Unidas|Организация Объединенных Наций|الأمم المتحدة|联合国)"
    r"[\s,:|–—-]*" + SYMBOL.pattern + r"[*∗]*\s*"
)
"""A first line that is the Organization's name and a symbol, as the head of a first page is when it is typed off."""
_EARLIER = re.compile(r"previously issued|reissued|publié précédemment|publicado anteriormente", re.IGNORECASE)
_SESSION = re.compile(
    r"\b((?:[A-Z][a-z]+-)?[A-Z][a-z]+(?:th|st|nd|rd)|\d+(?:st|nd|rd|th)|[A-Z][a-z]+ième|Première|Primer|[A-Z][a-zé]+o)"
    r"\s+(?:special\s+)?(session|período de sesiones)\b"
)
_JOB_NUMBER = re.compile(r"GE\.\s?\d\d-\d+")
_NO_TITLES = frozenset(
    {
        "universal periodic review",
        "full document text",
        "introduction",
        "summary",
        "contents",
        "résumé",
        "resumen",
        "摘要",
    }
)
_ORGANS = (
    "Human Rights Council",
    "General Assembly",
    "Security Council",
    "Economic and Social Council",
    "Conseil des droits de l’homme",
    "Assemblée générale",
    "Consejo de Derechos Humanos",
    "Asamblea General",
    "Совет по правам человека",
    "Генеральная Ассамблея",
    "مجلس حقوق الإنسان",
    "الجمعية العامة",
    "人权理事会",
    "大会",
)
"""Narrowest first: a report of the Human Rights Council carries the General Assembly's name too."""

_REVIEW = re.compile(
    r"working group on the universal periodic review|groupe de travail sur l.examen périodique universel"
    r"|grupo de trabajo sobre el examen periódico universal|рабочей группы по универсальному периодическому обзору",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"(?:(?<=[^\W\d])\d{1,2}|[\s*∗†‡])+$")


MAX_LINE = 80
"""Characters of a piece that prints the document's own symbol; longer ones cite others' symbols."""


def _own(first: Sequence[Piece]) -> str:
    """The short pieces of a first page, in which a document names itself, one a line."""
    return "\n".join(p.text for p in first if len(p.text) <= MAX_LINE and not _EARLIER.search(p.text))


def cover_length(pieces: Sequence[Piece]) -> int:
    """Number of pieces on a cover page: page 1, where it holds a symbol and no long paragraph; else 0."""
    first = [piece for piece in pieces[:60] if piece.page == 1]
    length = sum(len(piece.text) for piece in first)
    return len(first) if length < 1500 and SYMBOL.search(_own(first)) else 0


def masthead(pieces: Sequence[Piece]) -> Masthead:
    """Read symbol, title, date, session, organ and State under review from a document's first pieces."""
    first = [piece for piece in pieces[:60] if piece.page in {1, None} and not _is_note(piece)]
    whole = _own(first)
    if first and first[0].page is None and not (DISTRIBUTION.search(whole) or _HEADED.fullmatch(first[0].text)):
        return Masthead()  # without pages, only what UN files print in their first page's head is a masthead
    symbol = SYMBOL.search(whole)
    if symbol is None:
        return Masthead()
    session = _SESSION.search(whole)
    return Masthead(
        symbol=re.sub(r"\s+", "", symbol.group()),
        title=_title(first),
        date=first_date(whole[max(0, symbol.start() - 200) :]),
        session=session.group() if session else None,
        organ=_organ(whole) or _organ(" ".join(p.text for p in first[:12] if len(p.text) < 200)),
        under_review=_under_review(first),
    )


def _is_note(piece: Piece) -> bool:
    """Whether a piece is a note to the masthead, which tagged files give right after the words that cite it."""
    return piece.kind is PassageKind.FOOTNOTE or bool(re.match(r"[*∗†‡]", piece.text))


def _organ(text: str) -> str | None:
    folded = text.casefold()
    return next((organ for organ in _ORGANS if organ.casefold() in folded), None)


def _title(first: Sequence[Piece]) -> str | None:
    """The cover's headings after the session and the agenda item, joined: `Report of ... : Algeria`."""
    headings = [piece for piece in first if piece.kind is PassageKind.HEADING and not _is_frame(piece.text)]
    parts = dict.fromkeys(_SIGNS.sub("", piece.text) for piece in headings[:3])
    return ": ".join(part for part in parts if part) or None


def _is_frame(text: str) -> bool:
    """Whether a cover's heading names an organ, a session or an agenda item instead of the document."""
    folded = text.casefold()
    names_organ = any(folded.startswith(organ.casefold()) for organ in _ORGANS) and len(text) < 60
    frame = names_organ or _SESSION.search(text) or folded.startswith(("agenda item", "united nations", "contents"))
    return bool(frame or _JOB_NUMBER.match(text) or SYMBOL.fullmatch(text)) or _SIGNS.sub("", folded) in _NO_TITLES


def _under_review(first: Sequence[Piece]) -> str | None:
    """The piece after the review's title: the State under review, as printed."""
    for piece, following in pairwise(first):
        if _REVIEW.search(piece.text):
            name = _SIGNS.sub("", following.text)
            return name if 3 < len(name) < 80 and not _EARLIER.search(name) else None
    return None
