"""Accuracy of titles, dates and publishers of real documents, against labels made by reading.

masthead_labels/labels.jsonl names documents with a hash of their bytes and, for each field, the values that the
document prints or declares; an empty list means that it prints none, and a field left out is not measured. Values under
`also` are no error, and need not be found. The documents are not in the repository: name the folders that contain
them. Rules were developed on the part `dev`; `test` has other publishers, and `unseen` documents that came after all
earlier rules. `drawn` has the publishers alone of documents drawn at random by repository. A value is right if it is a
labelled one without regard to case, articles, legal forms and punctuation; a date that leaves out the printed day or
month is counted as missing.

    .venv/bin/python benchmarks/mastheads.py FOLDER [FOLDER ...] [--part dev] [--errors]
"""

import argparse
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from palermo.reading import read
from palermo.review import compute_wilson_interval
from palermo.statements import normalise_text
from results import tell

LABELS = Path(__file__).parent / "masthead_labels" / "labels.jsonl"
FIELDS = ("title", "date", "publisher")
PARTS = ("dev", "test", "unseen", "drawn")
MIN_WORD_SIMILARITY = 0.85
"""Minimum similarity of the words of a title or name to those of a labelled one."""
OUTCOMES = ("right", "wrong", "missing", "rightly none", "invented", "optional")
_UNCOUNTED = frozenset({"the", "la", "le", "les", "el", "los", "las", "l", "ltd", "limited", "inc", "plc", "llc"})
"""Articles and legal forms."""


def main() -> None:
    """Measure each part, and print its figures by language and by format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="with the labelled documents")
    parser.add_argument("--part", choices=PARTS)
    parser.add_argument("--errors", action="store_true", help="print the values that are wrong or missing")
    options = parser.parse_args()
    for part in (options.part,) if options.part else PARTS:
        rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
        results = list(measure_documents([row for row in rows if row["part"] == part], options.folders))
        if options.errors:
            print_errors(results)
        print_groups(results)
        tell(
            "mastheads",
            {"part": part, "documents": len({result["document"] for result in results}), **compute_figures(results)},
        )


def measure_documents(rows: Sequence[Mapping[str, Any]], folders: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """Yield the outcome of each field of each document in the folders."""
    for row in rows:
        path = next((folder / row["document"] for folder in folders if (folder / row["document"]).is_file()), None)
        if path is None:
            print(f"{row['document']}: not in these folders")
            continue
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest()[:16] != row["sha256"]:
            raise SystemExit(f"{path}: it is not the document that was labelled")
        masthead = read(content, path.name).masthead
        for field in (field for field in FIELDS if field in row):
            value = getattr(masthead, field)
            yield {
                "document": path.name,
                "field": field,
                "value": value,
                "printed": row[field],
                "outcome": judge_value(field, value, row[field], row.get(f"{field}_also", [])),
                "language": row["language"],
                "format": path.suffix[1:],
            }


def judge_value(field: str, value: str | None, printed: Sequence[str], also: Sequence[str]) -> str:
    """Return the outcome of a value, one of OUTCOMES."""
    if value is None:
        return "missing" if printed else "rightly none"
    is_same = _is_same_date if field == "date" else _is_same_name
    if any(is_same(value, one) for one in printed):
        return "right"
    if any(is_same(value, one) for one in also):
        return "optional"
    if field == "date" and any(one.startswith(value) for one in printed):
        return "missing"
    return "wrong" if printed else "invented"


def _is_same_date(value: str, printed: str) -> bool:
    return value == printed


def _is_same_name(value: str, printed: str) -> bool:
    words, others = (_split_words(text) for text in (value, printed))
    if re.search(r"[\u3400-\u9fff]", printed):
        words, others = list("".join(words)), list("".join(others))
    return SequenceMatcher(None, words, others, autojunk=False).ratio() >= MIN_WORD_SIMILARITY


def _split_words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", normalise_text(text)) if word not in _UNCOUNTED]


def compute_figures(results: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the counts of each field, the share right of those printed, and the share wrong of those given."""
    figures: dict[str, Any] = {}
    for field in FIELDS:
        counts = Counter(result["outcome"] for result in results if result["field"] == field)
        printed = counts["right"] + counts["wrong"] + counts["missing"]
        given = counts["right"] + counts["wrong"] + counts["invented"]
        false = counts["wrong"] + counts["invented"]
        figures[field] = {
            **{outcome: counts[outcome] for outcome in OUTCOMES if counts[outcome]},
            "share right": round(counts["right"] / max(1, printed), 3),
            "interval right": [round(bound, 3) for bound in compute_wilson_interval(counts["right"], printed)],
            "share wrong": round(false / max(1, given), 3),
            "interval wrong": [round(bound, 3) for bound in compute_wilson_interval(false, given)],
        }
    return figures


def print_errors(results: Sequence[Mapping[str, Any]]) -> None:
    """Print each value that is wrong, missing or invented."""
    for result in results:
        if result["outcome"] in {"wrong", "missing", "invented"}:
            print(
                f"{result['field']:9} {result['outcome']:8} {result['document']}\n"
                f"    found   {str(result['value'])[:160]}\n    printed {' | '.join(result['printed'])[:160]}"
            )


def print_groups(results: Sequence[Mapping[str, Any]]) -> None:
    """Print right of printed, and false values, by language and by format."""
    for key in ("language", "format"):
        groups: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for result in results:
            groups[result[key]].append(result)
        for name, group in sorted(groups.items()):
            print(f"{name:8}" + "   ".join(_describe_field(field, group) for field in FIELDS))


def _describe_field(field: str, group: Sequence[Mapping[str, Any]]) -> str:
    counts = Counter(result["outcome"] for result in group if result["field"] == field)
    printed = counts["right"] + counts["wrong"] + counts["missing"]
    return f"{field} {counts['right']:2} of {printed:2}, {counts['wrong'] + counts['invented']:2} false"


if __name__ == "__main__":
    main()
