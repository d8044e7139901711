"""Tags of labelled quotes, whatever extraction finds of them: F1 of each scheme by file, language and label.

`quotes.py FILE ...` tags each quote by terms, with what its kind adds, and by meaning where the encoder is installed
(`--terms` leaves meaning out); `--labels` tells each label, too.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from labelled import Labelled, labelled
from palermo.linking.meaning import by_meaning
from palermo.statements import Statement
from palermo.vectors import shipped_encoder
from palermo.vocabulary import load
from palermo.vocabulary.tagging import TAGGED
from results import tell

FIELDS = (*TAGGED, "places")

type Pair = tuple[Labelled, Statement]


def main() -> None:
    """Tag, score and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--terms", action="store_true", help="by terms alone")
    parser.add_argument("--labels", action="store_true", help="tell each label, too")
    given = parser.parse_args()
    if not given.files:
        print("No labelled passages were named: quotes.py FILE ...; nothing was measured")
        return
    quotes = labelled(given.files, FIELDS)
    pairs = list(zip(quotes, tagged(quotes, terms=given.terms), strict=True))
    told: dict[str, object] = {"all": scores(pairs)}
    told |= {"by language": _by(pairs, lambda quote: quote.language), "by file": _by(pairs, lambda quote: quote.file)}
    if given.labels:
        told["by label"] = by_label(pairs)
    tell("quotes", told)


def tagged(quotes: Sequence[Labelled], *, terms: bool = False) -> list[Statement]:
    """The statements of labelled quotes, tagged, each as if it were a document of its own."""
    encoder = None if terms else shipped_encoder()
    made = [quote.statement for quote in quotes]
    return made if encoder is None else [by_meaning([one], encoder, load())[0] for one in made]


def scores(pairs: Iterable[Pair]) -> dict[str, object]:
    """F1, share right and share found of each field, over all labels of it."""
    counts = {field: Counter[str]() for field in FIELDS}
    for quote, one in pairs:
        for field in FIELDS:
            for id in {*_wanted(quote, field), *getattr(one, field)}:
                counts[field][_outcome(id, quote, one, field)] += 1
    return {field: _figures(counts[field]) for field in FIELDS}


def by_label(pairs: Iterable[Pair]) -> dict[str, object]:
    """The same of each label of the vocabulary."""
    counts: dict[str, Counter[str]] = {}
    for quote, one in pairs:
        for field in TAGGED:
            for id in {*_wanted(quote, field), *getattr(one, field)}:
                counts.setdefault(id, Counter())[_outcome(id, quote, one, field)] += 1
    return {id: _figures(counts[id]) for id in sorted(counts)}


def _by(pairs: Sequence[Pair], key: Callable[[Labelled], str]) -> dict[str, object]:
    return {
        name: scores(pair for pair in pairs if key(pair[0]) == name)
        for name in sorted({key(quote) for quote, _ in pairs})
    }


def _wanted(quote: Labelled, field: str) -> frozenset[str]:
    """Labels of a field; regions by their printed names are no States."""
    if field == "places":
        return frozenset(id for id in quote.labels[field] if len(id) == 3 and id.isupper())
    return quote.labels[field]


def _outcome(id: str, quote: Labelled, one: Statement, field: str) -> str:
    if id not in getattr(one, field):
        return "missed"
    return "right" if id in _wanted(quote, field) else "wrong"


def _figures(counts: Counter[str]) -> dict[str, float]:
    right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
    return {
        "F1": round(2 * right / max(1, 2 * right + wrong + missed), 3),
        "right": round(right / max(1, right + wrong), 3),
        "found": round(right / max(1, right + missed), 3),
        "labels": right + missed,
    }


if __name__ == "__main__":
    main()
