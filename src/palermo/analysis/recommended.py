"""Recommendations against labelled ones: found, exact, addressee, recommenders, answer, trafficking theme.

Pairs are assigned one to one within a document, most similar first.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from palermo.analysis.comparing import assigned, encoded, stem, words
from palermo.analysis.found import Found, by_document, names, place, states
from palermo.analysis.labelled import Row
from palermo.analysis.measured import Counts, Evaluation, Judged, Mark, Mistake
from palermo.registry import Registry
from palermo.statements import Kind
from palermo.vocabulary import TRAFFICKING

SIMILAR = 0.75
"""Two texts are the same recommendation when 2 * common words in order / all words is at least this."""
NEAR = 0.5
"""From here on a text is one that was found cut in another way."""

_BEHIND = re.compile(r"\s*\(([^()]+)\)[\s\W]*$")
_NUMBER = re.compile(r"^\W*(?:\d{1,3}(?:[.\s]+\d{1,3})*(?:[.)]\s*|\s+|(?=[A-Z])))?(?:\(?[a-z]\)\s+|\([ivx]+\)\s+)?")


@dataclass(slots=True)
class _Tally:
    registry: Registry
    counts: Counts = field(default_factory=Counts)
    mistakes: list[Mistake] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)


def recommended(
    found: Sequence[Found], gold: Sequence[Row], registry: Registry, ignore: Sequence[Row] = ()
) -> Evaluation:
    """Compare the recommendations of documents that have gold; a match of an `ignore` row counts neither way.

    Recommendations before the first page with gold are left out: the gold covers the concluding chapter alone.
    """
    said = by_document(one for one in found if one.statement.kind is Kind.RECOMMENDATION)
    labelled: dict[str, list[tuple[Row, bool]]] = defaultdict(list)
    for row in gold:
        labelled[stem(row["document"])].append((row, True))
    for row in ignore:
        if stem(row["document"]) in labelled:
            labelled[stem(row["document"])].append((row, False))
    tally = _Tally(registry=registry)
    for key in sorted(labelled):
        _document(tally, key, said.get(key, []), labelled[key])
    return Evaluation(
        name="recommendations",
        tables=tally.counts.tables(("by kind", "by language", "by field, where found")),
        mistakes=tuple(tally.mistakes),
        judged=tuple(tally.judged),
    )


def _document(tally: _Tally, key: str, said: list[Found], labelled: list[tuple[Row, bool]]) -> None:
    first = min((row["page"] for row, counts in labelled if counts and row.get("page")), default=0)
    counted = [one for one in said if one.statement.locator.page is None or one.statement.locator.page >= first]
    pairs = _pairs(counted, [row for row, _ in labelled], tally.registry)
    right = {i for i, j in pairs if labelled[j][1]}
    neither = {i for i, j in pairs if not labelled[j][1]}
    taken = {j for _, j in pairs}
    language = counted[0].document.language if counted else "en"
    size = {
        "gold": sum(counts for _, counts in labelled),
        "found": len(counted) - len(neither),
        "matched": len(right),
    }
    tally.counts.add("by kind", "recommendation", key, **size)
    tally.counts.add("by language", language, key, **size)
    themed = sum(counts and _coded(row) and TRAFFICKING in row["themes"] for row, counts in labelled)
    tally.counts.add("by field, where found", "trafficking", key, gold=themed)
    for i, j in pairs:
        if labelled[j][1]:
            _pair(tally, key, counted[i], labelled[j][0])
    tally.judged += [
        Judged(statement=one.statement, document=key, right=i in right)
        for i, one in enumerate(counted)
        if i not in neither
    ]
    for j, (row, counts) in enumerate(labelled):
        if counts and j not in taken:
            tally.mistakes.append(_missed(row, counted, language))
    tally.mistakes += [
        _alarm(one, [row for row, _ in labelled])
        for i, one in enumerate(counted)
        if i not in right and i not in neither
    ]


def _pair(tally: _Tally, key: str, one: Found, row: Row) -> None:
    said, table = one.statement, "by field, where found"
    actors, expected = states(said.actors), set(row["recommenders"])
    exact = core(said.quote, tally.registry) == core(row["text"], tally.registry)
    addressed = states(said.addressees) == {row["addressee"]}
    tally.counts.share(table, "exact", key, exact)
    tally.counts.share(table, "addressee", key, addressed)
    size = {"gold": len(expected), "found": max(len(actors), len(said.actors)), "matched": len(actors & expected)}
    tally.counts.add(table, "recommenders", key, **size)
    if not exact:
        longer = len(words(said.quote)) > len(words(row["text"]))
        tally.mistakes.append(_field(one, row, f"span too {'long' if longer else 'short'}", row["text"], said.quote))
    if not addressed:
        tally.mistakes.append(_field(one, row, "addressee other", row["addressee"], names(said.addressees)))
    if actors != expected:
        cause = "actor missing" if expected - actors else "actor too many"
        tally.mistakes.append(_field(one, row, cause, ", ".join(sorted(expected)), names(said.actors)))
    if row.get("response"):
        tally.counts.share(table, "response", key, said.response == row["response"])
        if said.response != row["response"]:
            tally.mistakes.append(_field(one, row, "response other", row["response"], str(said.response or "none")))
    if _coded(row):
        hit, meant = TRAFFICKING in said.themes, TRAFFICKING in row["themes"]
        tally.counts.add(table, "trafficking", key, found=int(hit), matched=int(hit and meant))
        if hit != meant:
            cause = f"theme {'too many' if hit else 'missing'}"
            tally.mistakes.append(
                _field(one, row, cause, TRAFFICKING if meant else "no theme", TRAFFICKING if hit else "no theme")
            )


def _coded(row: Row) -> bool:
    """Whether a label tells the themes: those of some rows are not known."""
    return bool(row.get("coded", "themes" in row))


def core(text: str, registry: Registry) -> list[str]:
    """Words of a recommendation without its number and the States behind it, which labels keep now and then."""
    bare = _NUMBER.sub("", text.rstrip(" ;,.:"), count=1)
    while behind := _BEHIND.search(bare):
        if not all(
            registry.state(name.strip()) for name in re.split(r"[,;/]|\band\b", behind.group(1)) if name.strip()
        ):
            break
        bare = bare[: behind.start()].rstrip(" ;,.")
    return words(bare)


def _pairs(said: Sequence[Found], rows: Sequence[Row], registry: Registry) -> list[tuple[int, int]]:
    """Pair what was found and rows one to one: most similar first, then the same printed number, then shared names."""
    left, right = encoded(
        (core(one.statement.quote, registry) for one in said), (core(row["text"], registry) for row in rows)
    )
    candidates = []
    for i, (one, a) in enumerate(zip(said, left, strict=True)):
        for j, (row, b) in enumerate(zip(rows, right, strict=True)):
            similarity = Indel.normalized_similarity(a, b, score_cutoff=SIMILAR) if a and b else 0.0
            if similarity >= SIMILAR:
                same_number = one.statement.locator.paragraph == row.get("number")
                shared = len(states(one.statement.actors) & set(row["recommenders"]))
                candidates.append(((-round(similarity, 6), not same_number, -shared), i, j))
    return assigned(candidates)


def _nearest(text: str, others: Sequence[str]) -> int | None:
    """The text that shares most words with this one, if it shares half of them."""
    (one,), several = encoded([words(text)], [words(other) for other in others])
    likeness = [Indel.normalized_similarity(one, other) for other in several]
    best = max(range(len(likeness)), key=likeness.__getitem__, default=None)
    return best if best is not None and likeness[best] >= NEAR else None


def _missed(row: Row, said: Sequence[Found], language: str) -> Mistake:
    near = _nearest(row["text"], [one.statement.quote for one in said])
    cause = "missed list item"
    if near is not None:
        longer = len(said[near].statement.quote) > len(row["text"])
        cause = f"span too {'long' if longer else 'short'}, or found as another item"
    elif not any(one.statement.locator.page == row.get("page") for one in said):
        cause = "nothing found on its page"
    return Mistake(
        sort="missed",
        cause=cause,
        document=row["document"],
        place=place(row.get("page"), row.get("number")),
        kind="recommendation",
        language=language,
        passage=said[near].passage if near is not None else "",
        marks=(said[near].mark,) if near is not None else (),
        labelled=row["text"],
        found=said[near].statement.quote if near is not None else "",
    )


def _alarm(one: Found, rows: Sequence[Row]) -> Mistake:
    near = _nearest(one.statement.quote, [row["text"] for row in rows])
    cause = "nothing labelled there"
    if near is not None:
        longer = len(one.statement.quote) > len(rows[near]["text"])
        cause = f"span too {'long' if longer else 'short'}, or labelled once and found twice"
    return one.false_alarm(cause, rows[near]["text"] if near is not None else "", one.statement.quote)


def _field(one: Found, row: Row, cause: str, gold: str, got: str) -> Mistake:
    marks = [one.mark]
    start = one.passage.find(row["text"])
    if start >= 0:
        marks.append(Mark(start=start, end=start + len(row["text"]), labelled=True))
    return Mistake(
        sort="field",
        cause=cause,
        document=row["document"],
        place=place(row.get("page"), row.get("number")),
        kind="recommendation",
        language=one.statement.language,
        passage=one.passage,
        marks=tuple(marks),
        labelled=gold,
        found=got,
        why=one.why,
    )
