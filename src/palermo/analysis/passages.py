"""Statements of every kind against labelled passages: the kind, the stretch, then the fields of those that agree.

A statement agrees with a label of its kind where their words, in order, cover most of the shorter and a good part of
the longer. Statements outside of the labelled passages are not counted.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from palermo.analysis.causes import alarm_cause, miss_cause
from palermo.analysis.comparing import assigned, common, stem, words
from palermo.analysis.fields import Pair, compare
from palermo.analysis.found import Found, Here, Label, by_document
from palermo.analysis.labelled import Row
from palermo.analysis.measured import Counts, Evaluation, Judged, Mark, Mistake
from palermo.registry import Registry
from palermo.statements import Kind

SHORTER, LONGER = 0.8, 0.4
"""Shares of the shorter and of the longer quote that common words must cover."""


@dataclass(slots=True)
class _Tally:
    registry: Registry
    counts: Counts = field(default_factory=Counts)
    mistakes: list[Mistake] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    empty: int = 0
    spoiled: int = 0


def labelled_passages(found: Sequence[Found], gold: Sequence[Row], registry: Registry) -> Evaluation:
    """Compare what was found in labelled passages with their labels."""
    said = by_document(found)
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in gold:
        rows[stem(row["document"])].append(row)
    tally = _Tally(registry)
    for kind in ("all", *Kind):
        tally.counts.by["by kind", str(kind)].clear()
    for key, own in rows.items():
        _document(tally, key, _of_format(said.get(key, []), own[0]["document"]), own)
    tables = tally.counts.tables(("by kind", "by language", "by field, where found"))
    return Evaluation(
        name="statements",
        tables=tables,
        mistakes=tuple(tally.mistakes),
        judged=tuple(tally.judged),
        notes=(f"passages without any statement: {tally.empty:,}; with a false one: {tally.spoiled:,}",),
    )


def _of_format(said: list[Found], name: str) -> list[Found]:
    """Of a report as PDF and as DOCX only the labelled file counts, where it is there."""
    ending = PurePath(name).suffix.lower()
    same = [one for one in said if PurePath(one.document.source).suffix.lower() == ending]
    return same or said


def _document(tally: _Tally, key: str, said: Sequence[Found], rows: Sequence[Row]) -> None:
    here = _inside(said, rows)
    gold = [Label(row=row, said=one, words=tuple(words(one["quote"]))) for row in rows for one in row["statements"]]
    pairs = _pairs(here, gold)
    matched, taken = {i for i, _ in pairs}, {j for _, j in pairs}
    for one in gold:
        _count(tally, key, one.said["kind"], language_of(one.row, here), gold=1)
    for i, one_here in enumerate(here):
        spoken = one_here.found.statement
        right = i in matched
        _count(tally, key, spoken.kind.value, language_of(one_here.row, here), found=1, matched=int(right))
        tally.judged.append(Judged(statement=spoken, document=key, right=right))
        if not right:
            tally.mistakes.append(_alarm(one_here, gold, pairs))
    for j, one in enumerate(gold):
        if j not in taken:
            tally.mistakes.append(_miss(one, here, pairs, key))
    for i, j in pairs:
        pair = Pair(found=here[i].found, row=gold[j].row, said=gold[j].said, document=key)
        compare(tally.counts, tally.mistakes, pair, tally.registry)
    spoiled = {id(one.row) for one in here}
    tally.empty += sum(not row["statements"] for row in rows)
    tally.spoiled += sum(not row["statements"] and id(row) in spoiled for row in rows)


def _count(tally: _Tally, key: str, kind: str, language: str, **size: int) -> None:
    for table, line in (("by kind", "all"), ("by kind", kind), ("by language", language)):
        tally.counts.add(table, line, key, **size)


def language_of(row: Row, here: Sequence[Here]) -> str:
    """A passage's language: as labelled, else that of what was found in its document."""
    return str(row.get("language") or (here[0].found.document.language if here else "en"))


def _inside(said: Sequence[Found], rows: Sequence[Row]) -> list[Here]:
    """What stands in the labelled passages, each in the first that holds it."""
    texts = [words(row["passage_text"]) for row in rows]
    lines = [f" {' '.join(text)} " for text in texts]
    here = []
    for one in said:
        quote = words(one.statement.quote)
        for row, text, line in zip(rows, texts, lines, strict=True):
            if quote and _holds(quote, text, line):
                here.append(Here(found=one, row=row, words=tuple(quote)))
                break
    return here


def _holds(quote: Sequence[str], text: Sequence[str], line: str) -> bool:
    said = f" {' '.join(quote)} "
    if said in line or (text and line in said):
        return True
    if len(quote) < 4 or len(quote) > 1.5 * len(text):
        return False
    return common(quote, text) >= 0.9 * min(len(quote), len(text))


def agreement(first: Sequence[str], second: Sequence[str]) -> float:
    """How far two quotes agree, 0 where they are not the same statement."""
    if not first or not second:
        return 0.0
    shared = common(first, second)
    shorter, longer = sorted((len(first), len(second)))
    same = shared / shorter >= SHORTER and shared / longer >= LONGER
    return 2 * shared / (shorter + longer) if same else 0.0


def _pairs(here: Sequence[Here], gold: Sequence[Label]) -> list[tuple[int, int]]:
    candidates = [
        ((-value,), i, j)
        for i, one in enumerate(here)
        for j, label in enumerate(gold)
        if one.found.statement.kind == label.said["kind"] and (value := agreement(one.words, label.words)) > 0
    ]
    return assigned(candidates)


def _miss(label: Label, here: Sequence[Here], pairs: Sequence[tuple[int, int]], document: str) -> Mistake:
    beside = [(i, one) for i, one in enumerate(here) if one.row is label.row]
    cause, near = miss_cause(label, beside, {i for i, _ in pairs})
    text = label.row["passage_text"]
    marks = [*_marked(text, label.said["quote"], True), *(_marked(text, near.found.statement.quote) if near else ())]
    return Mistake(
        sort="missed",
        cause=cause,
        document=label.row["document"],
        kind=label.said["kind"],
        language=language_of(label.row, here),
        passage=text,
        marks=tuple(marks),
        labelled=label.said["quote"],
        found=f"{near.found.statement.kind}: {near.found.statement.quote}" if near else "",
        why=near.found.why if near else (),
    )


def _alarm(one: Here, gold: Sequence[Label], pairs: Sequence[tuple[int, int]]) -> Mistake:
    beside = [(j, label) for j, label in enumerate(gold) if label.row is one.row]
    cause, near = alarm_cause(one, beside, {j for _, j in pairs})
    text = one.row["passage_text"]
    marks = [*_marked(text, one.found.statement.quote), *(_marked(text, near.said["quote"], True) if near else ())]
    return Mistake(
        sort="false alarm",
        cause=cause,
        document=one.row["document"],
        place=one.found.place,
        kind=one.found.statement.kind.value,
        language=one.found.statement.language,
        passage=text,
        marks=tuple(marks),
        labelled=f"{near.said['kind']}: {near.said['quote']}" if near else "",
        found=one.found.statement.quote,
        why=one.found.why,
    )


def _marked(text: str, quote: str, labelled: bool = False) -> tuple[Mark, ...]:
    start = text.find(quote)
    return (Mark(start=start, end=start + len(quote), labelled=labelled),) if start >= 0 else ()
