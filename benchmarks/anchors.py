"""Re-anchoring: which share of decisions finds its words again after a document was read by a changed reader.

    .venv/bin/python benchmarks/anchors.py [LIBRARY] [--documents 200] [--seed 1]

Every statement of a library's documents gets a decision with its anchor. Then each document is changed as another
version of a reader would: passages are joined, split at sentences and in the middle of one, spaced, hyphenated, printed
with other quotation marks and ligatures, given footnote marks, running titles and misread letters, so that no passage
keeps its id. An anchor is found if a place is returned, and right if that place is in what became of its passage and
its words are those of the quote. Without a library, invented documents are used. The figures are appended to
benchmarks/results.
"""

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from rapidfuzz import fuzz

from made_editions import _build_document
from palermo.edition import Library, open_view
from palermo.review import build_anchor, find_anchor
from palermo.statements import Passage, Statement, normalise_text
from results import tell

MIN_SAME_SCORE = 80.0
"""Similarity of the found words and the quote from which they are the same; a quote may be found in part."""
LIGATURES = (("fi", "\ufb01"), ("fl", "\ufb02"), ("\u2019", "'"), ("\u2013", "-"), ("\u201c", '"'), ("\u201d", '"'))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPassage:
    """A passage as the changed reader has it, and the numbers of those that it came from."""

    text: str
    origins: frozenset[int]


def read_documents(folder: Path | None, count: int) -> Iterator[tuple[Sequence[Passage], Sequence[Statement]]]:
    """Yield passages and statements of documents of a library, or invented ones."""
    if folder is None:
        for number in range(count):
            part = _build_document(
                f"anchors {number}", *(f"In year {s}, State {number} should do {s * 7}." for s in range(40))
            )
            yield part.passages, part.statements
        return
    with open_view(Library(folder)) as view:
        for document in view.list_documents()[:count]:
            yield view.list_passages(document.id), view.list_statements(document.id)


def change_passages(passages: Sequence[Passage], rng: random.Random) -> list[ChangedPassage]:
    """Return the passages of a document as a changed reader would find them."""
    joined = list(_join_passages(passages, rng))
    split = [part for one in joined for part in _split_passage(one, rng)]
    return [ChangedPassage(text=_change_text(one.text, rng), origins=one.origins) for one in split]


def _join_passages(passages: Sequence[Passage], rng: random.Random) -> Iterator[ChangedPassage]:
    number = 0
    while number < len(passages):
        size = 2 if rng.random() < 0.15 else 1
        group = passages[number : number + size]
        yield ChangedPassage(
            text=" ".join(one.text for one in group), origins=frozenset(range(number, number + len(group)))
        )
        number += size


def _split_passage(passage: ChangedPassage, rng: random.Random) -> Iterator[ChangedPassage]:
    places: list[int] = []
    if rng.random() < 0.2:
        places = [one.end() for one in re.finditer(r"[.;:\u3002]\s+", passage.text)][:3]
    elif rng.random() < 0.03:
        blanks = [one.start() for one in re.finditer(" ", passage.text)]
        places = [rng.choice(blanks)] if blanks else []
    start = 0
    for end in [*places, len(passage.text)]:
        if passage.text[start:end].strip():
            yield ChangedPassage(text=passage.text[start:end].strip(), origins=passage.origins)
        start = end


def _change_text(text: str, rng: random.Random) -> str:
    if rng.random() < 0.3:
        text = re.sub(" ", lambda one: "  " if rng.random() < 0.1 else "\n" if rng.random() < 0.1 else " ", text)
    if rng.random() < 0.2:
        text = re.sub(r"(\w{4})(\w{4})", lambda one: f"{one[1]}-\n{one[2]}" if rng.random() < 0.05 else one[0], text)
    if rng.random() < 0.1:
        text = re.sub(r"(\w{4})(\w{4})", lambda one: f"{one[1]}\u00ad{one[2]}" if rng.random() < 0.1 else one[0], text)
    if rng.random() < 0.2:
        for printed, other in LIGATURES:
            text = text.replace(printed, other)
    if rng.random() < 0.1:
        text = re.sub(r"\.(\s)", lambda one: f".{rng.randint(1, 99)}{one[1]}" if rng.random() < 0.3 else one[0], text)
    if rng.random() < 0.03 and " " in text:
        at = rng.choice([one.start() for one in re.finditer(" ", text)])
        text = f"{text[:at]} A/RES/77/{rng.randint(100, 300)} page {rng.randint(1, 99)}{text[at:]}"
    if rng.random() < 0.05:
        text = re.sub(r"[a-z]", lambda one: rng.choice("eocl") if rng.random() < 0.005 else one[0], text)
    return text


def measure(folder: Path | None, document_count: int, seed: int) -> dict[str, Any]:
    """Return shares of anchors that are found, and found in the right place."""
    rng, counts, methods = random.Random(seed), Counter[str](), Counter[str]()
    for passages, statements in read_documents(folder, document_count):
        changed = change_passages(passages, rng)
        made = [replace(passages[0], id=f"p{n}", ordinal=n, text=one.text) for n, one in enumerate(changed)]
        numbers = {one.id: number for number, one in enumerate(passages)}
        counts["documents"] += bool(statements)
        for statement in statements:
            passage = passages[numbers[statement.locator.passage]]
            anchor = build_anchor(passage, statement.locator.start, statement.locator.end)
            match = find_anchor(anchor, made)
            counts["decisions"] += 1
            if match is None:
                counts["lost"] += 1
                continue
            methods[match.method.value] += 1
            found = normalise_text(match.passage.text[match.start : match.end])
            is_same = fuzz.partial_ratio(found, normalise_text(statement.quote)) >= MIN_SAME_SCORE
            is_there = numbers[passage.id] in changed[match.passage.ordinal].origins
            counts["right"] += is_same and is_there
            counts["elsewhere"] += not is_there
    total = max(1, counts["decisions"])
    return {
        "library": bool(folder),
        "documents": counts["documents"],
        "decisions": counts["decisions"],
        "found_share": round(1 - counts["lost"] / total, 4),
        "right_share": round(counts["right"] / total, 4),
        "elsewhere": counts["elsewhere"],
        "methods": dict(methods),
    }


def main() -> None:
    """Measure, print and record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path, nargs="?")
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    tell("anchors", measure(options.library, options.documents, options.seed))


if __name__ == "__main__":
    main()
