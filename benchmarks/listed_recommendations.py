"""Recall of recommendations in lists, and of their addressees, against lists labelled by reading.

listed_items/labels.jsonl names items by document and character offsets in its text (Markdown as it is, pages of a PDF
as PDFium gives them, separated by form feeds), with a hash of the words, the addressees and the issuer. The documents
are not in the repository: name the folders that contain them. Rules were developed on the part `choose`; `check` was
held out. `second`, in four languages, was labelled later and measured before rules were developed on it. An item is
found if a recommendation shares 80 % of the words of the shorter text and 40 % of the longer; optional items are not
counted.

    .venv/bin/python benchmarks/listed_recommendations.py FOLDER [FOLDER ...] [--part PART] [--rules] [--misses]
"""

import argparse
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from palermo.extraction import extract, extract_by_rules
from palermo.reading import read
from palermo.statements import Statement, StatementKind, normalise_text
from results import tell

LABELS = Path(__file__).parent / "listed_items" / "labels.jsonl"
MIN_SHORTER_SHARE = 0.8
MIN_LONGER_SHARE = 0.4
_WORD = re.compile(r"\w+")
_SMALL_WORDS = frozenset(
    ["the", "of", "for", "and", "a", "an", "de", "la", "le", "les", "l", "du", "des", "el", "los", "las", "to", "d"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedItem:
    """A list item that a person labelled as a recommendation."""

    words: tuple[str, ...]
    addressees: tuple[str, ...]
    issuer: str | None
    optional: bool


def main() -> None:
    """Measure the part; print a line for each document, and the total figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="with the labelled documents")
    parser.add_argument("--part", choices=("choose", "check", "second"))
    parser.add_argument("--rules", action="store_true", help="leave out the statement tagger")
    parser.add_argument("--misses", action="store_true", help="print the items that are missed or addressed wrongly")
    options = parser.parse_args()
    totals: Counter[str] = Counter()
    for name, rows in _group_labels(options.part).items():
        path = next((folder / name for folder in options.folders if (folder / name).is_file()), None)
        if path is None:
            print(f"{name}: not in these folders")
            continue
        counts = measure_document(path, rows, is_by_rules=options.rules, prints_misses=options.misses)
        print(f"{name:60} " + " ".join(f"{key} {value}" for key, value in counts.items()))
        totals += counts
    figures = {key: round(value, 3) for key, value in compute_figures(totals).items()}
    tell("listed recommendations", {"part": options.part or "all", "tagger": not options.rules, **totals, **figures})


def _group_labels(part: str | None) -> Mapping[str, list[dict[str, object]]]:
    grouped: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if part in (None, row["part"]):
            grouped[row["document"]].append(row)
    return grouped


def compute_figures(totals: Mapping[str, int]) -> dict[str, float]:
    """Return the shares of items found, of addressees right, and of items without addressee left so."""
    return {
        "share found": totals["found"] / max(1, totals["items"]),
        "share addressed": totals["addressees right"] / max(1, totals["addressed items"]),
        "share issuer": totals["issuer right"] / max(1, totals["items with issuer"]),
        "wrong addressee": totals["wrong addressee"] / max(1, totals["found"]),
    }


def measure_document(
    path: Path, rows: Sequence[Mapping[str, object]], *, is_by_rules: bool, prints_misses: bool
) -> Counter[str]:
    """Compare the labelled items of a document with the recommendations found in it."""
    content = path.read_bytes()
    items = list(load_items(path, content, rows))
    reading = read(content, path.name)
    extraction = (extract_by_rules if is_by_rules else extract)(reading.passages, reading.masthead)
    recommendations = [one for one in extraction.statements if one.kind is StatementKind.RECOMMENDATION]
    pairs = match_items([item.words for item in items], [_split_words(one.quote) for one in recommendations])
    counts = Counter({"items": 0, "found": 0, "addressed items": 0, "addressees right": 0, "wrong addressee": 0})
    for number, item in enumerate(items):
        if item.optional:
            continue
        statement = recommendations[pairs[number]] if number in pairs else None
        right = _count_item(counts, item, statement)
        if prints_misses and not right:
            names = [ref.name for ref in statement.addressees] if statement else "missed"
            print(f"    {' '.join(item.words)[:90]} | {list(item.addressees)} | {names}")
    counts["recommendations"] = len(recommendations)
    return counts


def _count_item(counts: Counter[str], item: ListedItem, statement: Statement | None) -> bool:
    """Count an item, and return whether it was found with its addressees."""
    counts["items"] += 1
    counts["addressed items"] += bool(item.addressees)
    counts["items with issuer"] += bool(item.issuer)
    if statement is None:
        return False
    names = [ref.name for ref in statement.addressees]
    right = has_same_names(item.addressees, names)
    counts["found"] += 1
    counts["addressees right"] += right and bool(item.addressees)
    counts["wrong addressee"] += not right and bool(names)
    issuers = [ref.name for ref in statement.actors]
    counts["issuer right"] += bool(item.issuer) and any(_is_same_name(item.issuer or "", name) for name in issuers)
    return right


def load_items(path: Path, content: bytes, rows: Iterable[Mapping[str, object]]) -> Iterator[ListedItem]:
    """Join labels with the text of their document; raises SystemExit if the document differs."""
    if path.suffix == ".pdf":
        pages = pypdfium2.PdfDocument(content)
        texts = (page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pages)
        text = "\f".join(texts)
    else:
        text = content.decode("utf-8")
    for row in rows:
        words = _split_words(text[int(str(row["start"])) : int(str(row["end"]))])
        if hashlib.sha1(" ".join(words).encode(), usedforsecurity=False).hexdigest() != row["words"]:
            raise SystemExit(f"{path}: it is not the document that was labelled, at character {row['start']}")
        addressees = row["addressees"]
        assert isinstance(addressees, list)
        yield ListedItem(
            words=words,
            addressees=tuple(map(str, addressees)),
            issuer=str(row["issuer"]) if row.get("issuer") else None,
            optional=bool(row.get("optional")),
        )


def _split_words(text: str) -> tuple[str, ...]:
    return tuple(found.group().casefold() for found in _WORD.finditer(text))


def match_items(items: Sequence[Sequence[str]], quotes: Sequence[Sequence[str]]) -> dict[int, int]:
    """Pair items with quotes one to one, the most similar first."""
    scored = sorted(
        (
            (share, item, quote)
            for item, words in enumerate(items)
            for quote, others in enumerate(quotes)
            if (share := compute_shared_share(words, others)) > 0
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for _, item, quote in scored:
        if item not in pairs and quote not in pairs.values():
            pairs[item] = quote
    return pairs


def compute_shared_share(words: Sequence[str], others: Sequence[str]) -> float:
    """Return the share of the longer text's words that both have; 0 if that is too little for one item."""
    shared = (Counter(words) & Counter(others)).total()
    shorter, longer = sorted((len(words), len(others)))
    if not shorter or shared < MIN_SHORTER_SHARE * shorter or shared < MIN_LONGER_SHARE * longer:
        return 0.0
    return shared / longer


def has_same_names(labelled: Sequence[str], names: Sequence[str]) -> bool:
    """Return whether the names on both sides correspond; a longer form of a name is the same."""
    return all(any(_is_same_name(one, other) for other in names) for one in labelled) and all(
        any(_is_same_name(one, other) for other in labelled) for one in names
    )


def _is_same_name(name: str, other: str) -> bool:
    first, second = (_fold_name(text) for text in (name, other))
    return bool(first and second) and (first <= second or second <= first)


def _fold_name(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(normalise_text(name))) - _SMALL_WORDS


if __name__ == "__main__":
    main()
