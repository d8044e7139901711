"""Ties and prospects as pages show them: names, words, addresses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext

from palermo import registry
from palermo.analysis.partnerships import Evidence, Prospect, Reason, Tie
from palermo.portal.editions.current import current_view
from palermo.portal.frame import languages, names
from palermo.portal.frame.words import word
from palermo.portal.partnerships.kept import Kept
from palermo.portal.partnerships.words import KINDS, REASONS
from palermo.publishing.pictures.network import band
from palermo.registry import Milestone, Partnership, Publication
from palermo.statements import Document, Statement

CONCEPTS = ("subjects", "people")
Pair = tuple[str, str]
LEAST = 0.05
"""Points below which a reason is told on the page of the pair alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A reason or caution in words."""

    title: str
    words: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What evidence opens: one of these is there."""

    evidence: Evidence
    statement: Statement | None = None
    document: Document | None = None
    partnership: Partnership | None = None
    publication: Publication | None = None
    milestone: Milestone | None = None


def lines(reasons: Iterable[Reason], kept: Kept, ends: Pair) -> list[Line]:
    """Reasons of a pair in words, as given."""
    return [Line(title=word(REASONS, one.name), words=_words(one, kept, ends), points=one.points) for one in reasons]


def _words(one: Reason, kept: Kept, ends: Pair) -> str:
    language = languages.active()
    if one.name in CONCEPTS:
        return _joined(names.concept(id, language) for id in one.shared)
    if one.name == "places":
        return _joined(names.label(f"state:{id}", language) or id for id in one.shared)
    if one.name == "complements":
        sides = zip(ends, one.others, strict=True)
        return "; ".join(
            f"\u2068{kept.short(id)}: {_joined(names.concept(c, language) for c in side)}\u2069"
            for id, side in sides
            if side
        )
    if one.name == "earlier":
        told = [f"{word(KINDS, piece.kind)} {piece.last or ''}".strip() for piece in one.evidence]
        return _joined(dict.fromkeys(told))
    years = iter(one.years)
    return _joined(f"{kept.short(id)} ({year})" if (year := next(years, None)) else kept.short(id) for id in one.shared)


def _joined(words: Iterable[str]) -> str:
    return pgettext("between the parts of a list", ", ").join(f"\u2068{one}\u2069" for one in words)


def tie_row(tie: Tie, kept: Kept, seen_from: str | None = None) -> Mapping[str, object]:
    """A row of a table of ties."""
    ends = (tie.beyond(seen_from),) if seen_from in tie.ends and seen_from else tie.ends
    return {
        "tie": tie,
        "ends": [(id, kept.name(id), kept.short(id)) for id in ends],
        "band": band(tie.strength),
        "parts": [(word(KINDS, part.kind), part) for part in tie.parts],
        "label": " – ".join(kept.short(id) for id in tie.ends),
    }


def prospect_row(one: Prospect, kept: Kept, seen_from: str | None = None) -> Mapping[str, object]:
    """A row of a table of prospects."""
    ends = (one.beyond(seen_from),) if seen_from in one.ends and seen_from else one.ends
    return {
        "prospect": one,
        "ends": [(id, kept.name(id), kept.short(id)) for id in ends],
        "reasons": lines([reason for reason in one.reasons if reason.points >= LEAST], kept, one.ends),
        "cautions": lines(one.cautions, kept, one.ends),
        "label": " – ".join(kept.short(id) for id in one.ends),
    }


def opened(evidence: Sequence[Evidence]) -> list[Opened]:
    """What pieces of evidence open, in their order."""
    return [_opened(one) for one in evidence]


def _opened(one: Evidence) -> Opened:
    view, known = current_view(), registry.load()
    match one.shown:
        case "statement":
            statement = view.statement(one.id)
            return Opened(evidence=one, statement=statement, document=view.document(statement.document))
        case "document":
            return Opened(evidence=one, document=view.document(one.id))
        case "publication":
            return Opened(evidence=one, publication=known.publications[one.id])
        case "partnership":
            return Opened(evidence=one, partnership=next(row for row in known.partnerships if row.id == one.id))
    return Opened(evidence=one, milestone=next(row for row in known.timeline if row.id == one.id))
