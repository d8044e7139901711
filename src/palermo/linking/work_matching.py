"""Matching of documents to Works: symbols, and pairs that belong together, each with a reason in words."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.linking.sketches import Sketch, estimate_similarity, find_similar_pairs
from palermo.statements import Document, Nature, normalise_text

_FOOTNOTE_MARKS = re.compile(r"[*∗†‡\s]+")
_LANGUAGE_LETTER = re.compile(r"[(\[][efsarc][)\]]$")
"""The letter of a language version: `(E)`, `[F]`."""
_AMENDMENT_SUFFIX = re.compile(r"/(?P<how>corr|rev)\.?(?P<number>\d*)$")
_ADDENDUM_SUFFIX = re.compile(r"/(?:add\.?\d+|(?:ex\.?)?summary)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A parsed symbol; keys are folded for comparison only."""

    work: str
    """Key of the Work: the symbol without `/Rev.n` and `/Corr.n` at its end."""
    revision: int = 0
    """n of `/Rev.n`; 0 for the text as first issued."""
    corrigendum: int = 0
    """n of `/Corr.n`; 0 for the text itself."""
    base: str | None = None
    """Key of the Work to which `/Add.n` or `/Summary` belongs: such a text is a Work of its own."""


def parse_symbol(symbol: str) -> Symbol:
    """Parse a symbol as printed, with spaces, footnote marks and language letters.

    >>> parse_symbol("A/HRC/8/29 /Add.1/Rev. 2*")
    Symbol(work='a/hrc/8/29/add.1', revision=2, corrigendum=0, base='a/hrc/8/29')
    """
    key = _LANGUAGE_LETTER.sub("", normalise_text(_FOOTNOTE_MARKS.sub("", normalise_text(symbol))).rstrip(".,;"))
    numbers = {"rev": 0, "corr": 0}
    while match := _AMENDMENT_SUFFIX.search(key):
        suffix = match["how"]
        numbers[suffix] = numbers[suffix] or int(match["number"] or 1)
        key = key[: match.start()]
    added = _ADDENDUM_SUFFIX.search(key)
    base = parse_symbol(key[: added.start()]).work if added else None
    return Symbol(work=key, revision=numbers["rev"], corrigendum=numbers["corr"], base=base)


_SEPARATOR = re.compile(r"[-_. ()\[\]]+")
_SYMBOL_IN_NAME = re.compile(
    r"(?:A|S|E|ST|CEDAW|CRC|CCPR|CAT|CERD|CMW|CRPD|CTOC|HRI|TD|UNEP|DP|JIU|HSP|CEB|CAC)(?:_[A-Za-z0-9.()\-]+){1,6}"
)
_LANGUAGE_SUFFIX = re.compile(r"[-_.](?:E|F|S|A|R|C|EN|FR|ES|AR|RU|ZH)$")
_FILE_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")

MIN_SAME_NAME_SHARE = 0.3
"""Minimum share of shingles of two files with one name and language; copies measured .55-1, others up to .14."""
MIN_SAME_TITLE_SHARE = 0.6
"""The same for files without a common name, if their titles are equal."""
MIN_OTHER_TITLE_SHARE = 0.8
"""The same if titles differ."""
MIN_SAME_SYMBOL_SHARE = 0.2
"""Minimum share for files of one symbol and language; below it they are parts with one symbol, or one was misread."""
_MIN_PRINTED_NUMBERS = 5
_MIN_FIGURES = 4
"""Of six translations of digests all share at least eight in nine of their figures."""
_MAX_LENGTH_RATIO = 3.0
"""Maximum ratio of the shingles of a translation to its original; Chinese has up to 2 for each of another language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceName:
    """A parsed source name; keys are folded for comparison only."""

    stem: str
    """The file's name without its extension; separators are normalised."""
    text: str
    """Folder and stem without the language; the same for all language versions."""
    symbol: str | None
    """The UN symbol in the name, as `A_64_293_R` for `A/64/293`, or None."""


def parse_source_name(source: str, language: str) -> SourceName:
    """Parse a source's name; only the name of the document's own language counts as a language.

    Other languages' names are words of the title.

    >>> parse_source_name("reports/fr/A_64_293_F.pdf", "fr")
    SourceName(stem='a 64 293 f', text='reports/a 64 293', symbol='A/64/293')
    """
    *folders, name = source.split("/")
    stem = _FILE_EXTENSION.sub("", name)
    words = [normalise_text(word) for word in _SEPARATOR.split(stem) if word] or [normalise_text(name)]
    above = [folder for folder in map(normalise_text, folders) if not _is_language_name(folder, language)]
    return SourceName(
        stem=" ".join(words),
        text="/".join([*above, " ".join(_strip_language(words, language))]),
        symbol=_parse_symbol(stem),
    )


def _strip_language(name_words: list[str], language: str) -> list[str]:
    """Remove the language's name at the end, or at the beginning if it is more than a letter."""
    if len(name_words) > 1 and _is_language_name(name_words[-1], language):
        return name_words[:-1]
    if len(name_words) > 1 and len(name_words[0]) > 1 and _is_language_name(name_words[0], language):
        return name_words[1:]
    return name_words


def _is_language_name(token: str, language: str) -> bool:
    return language in LANGUAGES and token in LanguageWords("linking").get_section(language, "texts")["file_names"]


def _parse_symbol(stem: str) -> str | None:
    bare = _LANGUAGE_SUFFIX.sub("", stem.strip())
    spelt = _SYMBOL_IN_NAME.fullmatch(bare)
    return bare.replace("_", "/") if spelt and re.search(r"_\d", bare) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCandidate:
    """A document with the evidence for its Work."""

    document: Document
    sketch: Sketch
    catalogue_work: str | None = None
    """Name of its Work in the catalogue, or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedCandidate:
    """A candidate with its parsed name and symbol."""

    evidence: WorkCandidate
    name: SourceName
    symbol: Symbol | None
    printed_symbol: str | None
    """The symbol as printed, or as the file's name gives it."""

    @property
    def nature(self) -> Nature:
        """Whose text it is: a digest is never the same text as its original."""
        return self.evidence.document.nature

    @property
    def language(self) -> str:
        return self.evidence.document.language

    @property
    def source(self) -> str:
        return self.evidence.document.source


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkJoin:
    """Two candidates by index, and why they are one Work."""

    first_index: int
    second_index: int
    reason: str


def parse_candidate(candidate: WorkCandidate) -> ParsedCandidate:
    """Parse a candidate's name and symbol."""
    document = candidate.document
    name = parse_source_name(document.source, document.language)
    printed = document.symbol or name.symbol
    return ParsedCandidate(
        evidence=candidate, name=name, symbol=parse_symbol(printed) if printed else None, printed_symbol=printed
    )


def find_joins(candidates: Sequence[ParsedCandidate]) -> Iterator[WorkJoin]:
    """Yield all pairs that belong together, the most certain reasons first."""
    for group in _group_by_key(candidate.evidence.catalogue_work for candidate in candidates):
        work_id = candidates[group[0]].evidence.catalogue_work
        yield from (
            WorkJoin(first_index=group[0], second_index=other, reason=f"its Work is {work_id} in the catalogue")
            for other in group[1:]
        )
    yield from _join_by_key(
        candidates, [item.symbol.work if item.symbol else None for item in candidates], _match_symbols
    )
    yield from _join_by_key(candidates, [item.name.stem for item in candidates], _match_names)
    yield from _join_by_words(candidates)
    yield from _join_by_key(candidates, [item.name.text for item in candidates], _match_languages)


def _group_by_key(keys: Iterable[str | None]) -> list[list[int]]:
    """Return the groups of indices that share a key; candidates without one are in no group."""
    indices_by_key: defaultdict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        if key:
            indices_by_key[key].append(index)
    return [indices for indices in indices_by_key.values() if len(indices) > 1]


def _join_by_key(
    candidates: Sequence[ParsedCandidate],
    keys: Sequence[str | None],
    match: Callable[[ParsedCandidate, ParsedCandidate], str | None],
) -> Iterator[WorkJoin]:
    """Yield pairs of one key and nature, with the reason by which `match` joins them."""
    for first, second in (pair for group in _group_by_key(keys) for pair in combinations(group, 2)):
        a, b = candidates[first], candidates[second]
        if a.nature is b.nature and (reason := match(a, b)):
            yield WorkJoin(first_index=first, second_index=second, reason=reason)


def _match_symbols(a: ParsedCandidate, b: ParsedCandidate) -> str | None:
    if a.symbol is None or b.symbol is None:
        return None
    amends = (a.symbol.corrigendum, a.symbol.revision) != (b.symbol.corrigendum, b.symbol.revision)
    is_one = a.language != b.language or amends or _compute_share(a, b) >= MIN_SAME_SYMBOL_SHARE
    return f"its symbol is of the Work {_choose_symbol(a, b)}" if is_one else None


def _match_names(a: ParsedCandidate, b: ParsedCandidate) -> str | None:
    share = _compute_share(a, b) if a.language == b.language else 0.0
    if share < MIN_SAME_NAME_SHARE:
        return None
    return f"it has the name of {{}}, and {share:.0%} of the words of both are the same"


def _match_languages(a: ParsedCandidate, b: ParsedCandidate) -> str | None:
    is_translation = a.language != b.language and _has_similar_structure(a, b)
    return "it has the name of {}, in another language" if is_translation else None


def _join_by_words(candidates: Sequence[ParsedCandidate]) -> Iterator[WorkJoin]:
    for item, other in find_similar_pairs([candidate.evidence.sketch for candidate in candidates], min_shared=40):
        a, b = candidates[item], candidates[other]
        if a.nature is not b.nature or a.language != b.language or _is_series(a, b):
            continue
        share = _compute_share(a, b)
        if share >= (MIN_SAME_TITLE_SHARE if _normalise_title(a) == _normalise_title(b) else MIN_OTHER_TITLE_SHARE):
            yield WorkJoin(
                first_index=item, second_index=other, reason=f"{share:.0%} of its words and those of {{}} are the same"
            )


def _compute_share(candidate: ParsedCandidate, other_candidate: ParsedCandidate) -> float:
    return estimate_similarity(candidate.evidence.sketch, other_candidate.evidence.sketch)


def _has_similar_structure(candidate: ParsedCandidate, other_candidate: ParsedCandidate) -> bool:
    """Return whether texts in two languages may be the same: by the figures in them, and by numbers or length."""
    a, b = candidate.evidence.sketch, other_candidate.evidence.sketch
    fewest = min(len(a.figures), len(b.figures))
    if fewest >= _MIN_FIGURES and 2 * len(a.figures & b.figures) < fewest:
        return False
    if min(len(a.numbers), len(b.numbers)) >= _MIN_PRINTED_NUMBERS:
        return 2 * len(a.numbers & b.numbers) >= min(len(a.numbers), len(b.numbers))
    return max(a.runs, b.runs) <= _MAX_LENGTH_RATIO * max(1, min(a.runs, b.runs))


def _is_series(candidate: ParsedCandidate, other_candidate: ParsedCandidate) -> bool:
    """Return whether dates or titles distinguish two texts of one form: `Report: Mali`, `Report: Chad`."""
    a, b = candidate.evidence.document, other_candidate.evidence.document
    if a.date and b.date and not (a.date.startswith(b.date) or b.date.startswith(a.date)):
        return True
    mine, others = set(_normalise_title(candidate).split()), set(_normalise_title(other_candidate).split())
    both = len(mine & others)
    differ = bool(mine - others) and bool(others - mine)
    return differ and 2 * both >= min(len(mine), len(others))


def _normalise_title(candidate: ParsedCandidate) -> str:
    return normalise_text(candidate.evidence.document.title)


def _choose_symbol(candidate: ParsedCandidate, other_candidate: ParsedCandidate) -> str:
    """Return the shorter of two symbols: that of the text which the other corrects or revises."""
    return min(
        (candidate.printed_symbol or "", other_candidate.printed_symbol or ""), key=lambda symbol: (len(symbol), symbol)
    )
