"""Recommendations against labelled ones: found, exact, addressee, recommenders, answer; with intervals and mistakes.

Gold is one JSON object a printed recommendation: document (file name), number, text, addressee and recommenders
(ISO 3166-1 alpha-3), response, page. Pairs are assigned one to one within a document, most similar first.
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from rapidfuzz.distance import Indel

from palermo.statements import Document, Kind, Ref, Statement

SIMILAR = 0.75
"""Two texts are the same recommendation when 2 * common words in order / all words is at least this."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`right` of `of`, with the 95 % Wilson interval."""

    right: float
    of: float

    @property
    def value(self) -> float:
        """Between 0 and 1; 0 where there is nothing to be right about."""
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper bound (Wilson 1927)."""
        if not self.of:
            return 0.0, 1.0
        z, n, p = 1.96, self.of, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What went wrong (missed, extra, wording, addressee, recommenders or response), where, and both sides."""

    what: str
    document: str
    number: str | None
    gold: str
    found: str


@dataclass(slots=True, kw_only=True)
class Scores:
    """Counts over all documents that have gold."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    exact: int = 0
    addressee: int = 0
    response: int = 0
    response_gold: int = 0
    recommenders: int = 0
    recommenders_found: int = 0
    recommenders_gold: int = 0
    mistakes: list[Mistake] = field(default_factory=list)

    def shares(self) -> dict[str, Share]:
        """Recall, precision, F1, and on matched pairs exact wording, addressee, recommenders (F1), response."""
        return {
            "recall": Share(right=self.matched, of=self.gold),
            "precision": Share(right=self.matched, of=self.found),
            "f1": Share(right=2 * self.matched, of=self.gold + self.found),
            "exact": Share(right=self.exact, of=self.matched),
            "addressee": Share(right=self.addressee, of=self.matched),
            "recommenders": Share(right=2 * self.recommenders, of=self.recommenders_found + self.recommenders_gold),
            "response": Share(right=self.response, of=self.response_gold),
        }


def evaluate(
    statements: Iterable[tuple[Statement, Document]], gold: Sequence[Row], ignore: Sequence[Row] = ()
) -> Scores:
    """Compare the recommendations of documents that have gold; a match of an `ignore` row counts neither way.

    Recommendations before the first page with gold are left out: the gold covers the concluding chapter alone.
    """
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement, document in statements:
        if statement.kind is Kind.RECOMMENDATION:
            found[_stem(document.source)].append(statement)
    labelled: dict[str, list[tuple[Row, bool]]] = defaultdict(list)
    for row in gold:
        labelled[_stem(row["document"])].append((row, True))
    for row in ignore:
        if _stem(row["document"]) in labelled:
            labelled[_stem(row["document"])].append((row, False))
    scores = Scores(gold=len(gold))
    for stem in sorted(labelled):
        _score_document(scores, found.get(stem, []), labelled[stem])
    return scores


def _score_document(scores: Scores, statements: list[Statement], labelled: list[tuple[Row, bool]]) -> None:
    first = min((row["page"] for row, counts in labelled if counts and row.get("page")), default=0)
    counted = [s for s in statements if s.locator.page is None or s.locator.page >= first]
    pairs = _assigned(counted, [row for row, _ in labelled])
    taken = {j for _, j in pairs}
    scores.found += len(counted)
    for i, j in pairs:
        row, counts = labelled[j]
        if counts:
            _score_pair(scores, counted[i], row)
        else:
            scores.found -= 1
    for j, (row, counts) in enumerate(labelled):
        if counts and j not in taken:
            scores.mistakes.append(_mistake("missed", row, row["text"], ""))
    matched = {i for i, _ in pairs}
    for i, statement in enumerate(counted):
        if i not in matched:
            row = {"document": labelled[0][0]["document"], "number": statement.locator.paragraph}
            scores.mistakes.append(_mistake("extra", row, "", statement.quote))


def _score_pair(scores: Scores, statement: Statement, row: Row) -> None:
    scores.matched += 1
    if words(statement.quote) == words(row["text"]):
        scores.exact += 1
    else:
        scores.mistakes.append(_mistake("wording", row, row["text"], statement.quote))
    if _states(statement.addressees) == {row["addressee"]}:
        scores.addressee += 1
    else:
        scores.mistakes.append(_mistake("addressee", row, row["addressee"], _names(statement.addressees)))
    actors, expected = _states(statement.actors), set(row["recommenders"])
    scores.recommenders += len(actors & expected)
    scores.recommenders_found += max(len(actors), len(statement.actors))
    scores.recommenders_gold += len(expected)
    if actors != expected:
        scores.mistakes.append(_mistake("recommenders", row, ", ".join(sorted(expected)), _names(statement.actors)))
    if row.get("response"):
        scores.response_gold += 1
        if statement.response == row["response"]:
            scores.response += 1
        else:
            scores.mistakes.append(_mistake("response", row, row["response"], str(statement.response)))


def _assigned(statements: Sequence[Statement], rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Pair statements and rows one to one: most similar first, then the same printed number, then shared names."""
    left, right = _encoded([s.quote for s in statements], [row["text"] for row in rows])
    candidates = []
    for i, (statement, a) in enumerate(zip(statements, left, strict=True)):
        for j, (row, b) in enumerate(zip(rows, right, strict=True)):
            similarity = Indel.normalized_similarity(a, b, score_cutoff=SIMILAR) if a and b else 0.0
            if similarity >= SIMILAR:
                same_number = statement.locator.paragraph == row.get("number")
                shared = len(_states(statement.actors) & set(row["recommenders"]))
                candidates.append((-round(similarity, 6), not same_number, -shared, i, j))
    pairs: list[tuple[int, int]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for *_, i, j in sorted(candidates):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((i, j))
    return pairs


def words(text: str) -> list[str]:
    """Words for comparing: case, accents, marks and hyphens do not count, and a Chinese sign is a word."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    folded = re.sub(r"(?<=[^\W\d])[-‐‑\u00ad\ufffe.](?=[^\W\d])|['’‘`´]", "", folded)
    return re.findall(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+", folded)


def _encoded(left: Sequence[str], right: Sequence[str]) -> tuple[list[str], list[str]]:
    """One character a word, so that measures of strings count words."""
    alphabet: dict[str, int] = {}

    def encode(text: str) -> str:
        return "".join(chr(0x100 + alphabet.setdefault(word, len(alphabet))) for word in words(text))

    return [encode(text) for text in left], [encode(text) for text in right]


def _stem(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", PurePath(name).stem.lower())


def _states(refs: Iterable[Ref]) -> set[str]:
    return {ref.id.removeprefix("state:") for ref in refs if ref.id and ref.id.startswith("state:")}


def _names(refs: Iterable[Ref]) -> str:
    return ", ".join(ref.id or f"{ref.name} (unknown)" for ref in refs)


def _mistake(what: str, row: Row, gold: str, found: str) -> Mistake:
    return Mistake(what=what, document=row["document"], number=row.get("number"), gold=gold, found=found)
