"""Words as the index knows them: folded, stemmed by language, UN symbols whole, Chinese as pairs of signs."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

import tantivy

from palermo.vocabulary.lines import parsed

STEMMED = {"en": "english", "fr": "french", "es": "spanish", "ar": "arabic", "ru": "russian"}
"""Language -> its stemmer. Chinese has none, and other languages are searched as they are printed."""
WORD = "word"
"""Field and analyzer of words as printed, folded alone: for phrases, runs of Chinese signs, and spelling."""
STEM = "stem"
"""Field of words stemmed by the language of their passage, all languages in one: a rank weighs how long a passage is
against the others, which says nothing where each language has a field of its own that most passages leave empty.
"""
WORDS = re.compile(r"\w+")
RUNS = re.compile(r"[^\W_]+")
"""Words as the index cuts them."""
SYMBOL = re.compile(r"\b(?=[\w./-]*\d)[A-Za-z\d][\w.-]*(?:/[\w.()-]*\w\)?)+", re.ASCII)
"""`A/RES/64/293`, `S/RES/2331(2016)`, `CEDAW/C/GC/38`: parts with a slash between them, and a digit somewhere."""
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")

_CUT = bytes(one if chr(one).isalnum() else ord(" ") for one in range(128)) + bytes(range(128, 256))
_LONGEST = 40
_KEPT = 200_000
"""Words of a language whose stems are kept."""
_EASTERN = re.compile(r"[\u3400-\ufaff]")
"""A look for one range, quicker than for HAN."""
_YEAR = re.compile(r"\(\d{4}\)$")
ARABIC = re.compile(r"[\u0600-\u06ff]")
_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]+")
"""Vowel marks, and the stroke that makes a word longer."""
_LETTERS = tuple(zip("أإآٱىةؤئیک", "اااايهوييك", strict=True))
_ARTICLE = re.compile(r"\b[وف]?(?:[بك]?ال|لل)(?=[\u0621-\u064a]{3})")
"""The article, with the conjunctions and prepositions that are written together with it."""
_ADDRESS = re.compile(r"https?://\S+")
_PLAIN = (("ё", "е"), ("Ё", "Е"), ("\u00ad", ""))
"""One by one, for `str.translate` takes twenty times as long. Hyphens and apostrophes end a word, of whatever kind."""
_ARABIC_SMALL = (
    "في من على الى عن ان او و ثم مع هذا هذه ذلك تلك التي الذي الذين كما لا ما لم لن قد كل بين بعد قبل عند غير هو هي هم"
)

_ASKING: Mapping[str, frozenset[str]] = {
    "en": frozenset(["who", "whom", "whose", "what", "which", "when", "where", "why", "how"]),
    "fr": frozenset(
        ["qui", "que", "quoi", "quel", "quelle", "quels", "quelles", "quand", "où", "comment", "pourquoi", "combien"]
    ),
    "es": frozenset(["quién", "quiénes", "qué", "cuál", "cuáles", "cuándo", "dónde", "cómo", "cuánto", "cuántos"]),
    "ru": frozenset(["кто", "что", "какой", "какая", "какие", "когда", "где", "почему", "как", "сколько"]),
    "ar": frozenset(["متى", "أين", "كيف", "لماذا", "ماذا", "كم"]),
}
"""Words that ask: what they ask for does not hold them. In capitals (`WHO`) they are names."""


def folded(text: str) -> str:
    """A text in the letters that are indexed; what is ASCII stays as it is.

    >>> folded("ещё الأطفال")
    'еще اطفال'
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    for printed, plain in _PLAIN:
        text = text.replace(printed, plain)
    if ARABIC.search(text):
        text = _MARKS.sub("", text)
        for printed, plain in _LETTERS:
            text = text.replace(printed, plain)
        text = _ARTICLE.sub("", text)
    return HAN.sub(lambda run: f" {' '.join(pairs(run[0]))} ", text) if _EASTERN.search(text) else text


def without_addresses(text: str) -> str:
    """A text without its web addresses, whose words nobody means.

    >>> without_addresses("see https://example.org/forced-labour there")
    'see   there'
    """
    return _ADDRESS.sub(" ", text) if "://" in text else text


def pairs(run: str) -> list[str]:
    """Chinese signs two by two.

    >>> pairs("贩运人口")
    ['贩运', '运人', '人口']
    """
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def symbols(text: str) -> Iterator[tuple[str, int, int]]:
    """The UN symbols of a text as `symbol_key` has them, each with its start and end."""
    if "/" in text:
        for found in SYMBOL.finditer(text):
            yield symbol_key(found[0]), found.start(), found.end()


def symbol_key(symbol: str) -> str:
    """What a symbol is found by: in small letters, without the year that stands behind it here and not there.

    >>> symbol_key("S/RES/2331(2016)"), symbol_key("A/RES/64/293.")
    ('s/res/2331', 'a/res/64/293')
    """
    return _YEAR.sub("", symbol.lower().rstrip("."))


def tails(symbol: str) -> Iterator[str]:
    """A symbol, and what is left of it without its first parts as long as two are left.

    >>> list(tails("a/res/64/293"))
    ['a/res/64/293', 'res/64/293', '64/293']
    """
    parts = symbol.split("/")
    for start in range(len(parts) - 1):
        yield "/".join(parts[start:])


@lru_cache(maxsize=16)
def analyzer(name: str) -> tantivy.TextAnalyzer:
    """The analyzer of a language, or of WORD."""
    made = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(_LONGEST))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
    )
    return (made.filter(tantivy.Filter.stemmer(STEMMED[name])) if name in STEMMED else made).build()


def runs(text: str) -> list[str]:
    """The words of a text as the index cuts them.

    >>> runs("A/RES/64, states' duties"), runs("l’État")
    (['A', 'RES', '64', 'states', 'duties'], ['l', 'État'])
    """
    return text.encode().translate(_CUT).decode().split() if text.isascii() else RUNS.findall(text)


@lru_cache(maxsize=65536)
def one_spelling(word: str, language: str) -> str:
    """A word that a language writes in several ways, as one of them.

    >>> [one_spelling(word, "en") for word in ("Labour", "organization", "centers", "programmes", "counselling")]
    ['labor', 'organisation', 'centres', 'programs', 'counseling']
    >>> [one_spelling(word, "en") for word in ("Hour", "prize", "letter", "organ")]
    ['Hour', 'prize', 'letter', 'organ']
    """
    small = word.lower()
    for known, becomes in _spellings().get(language, ()):
        found, times = known.subn(becomes, small)
        if times:
            return found
    return word


def spellings(words: Iterable[str], language: str) -> Mapping[str, tuple[str, ...]]:
    """Those of these words that become another, by what they become.

    >>> spellings(["labour", "labor", "work", "organizing"], "en")
    {'labor': ('labour',), 'organising': ('organizing',)}
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    if any_of := "|".join(f"(?:{known.pattern})" for known, _ in _spellings().get(language, ())):
        for word in filter(re.compile(any_of).search, words):
            if (becomes := one_spelling(word, language)) != word:
                found[becomes].append(word)
    return {becomes: tuple(many) for becomes, many in found.items()}


@cache
def _spellings() -> Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]:
    kept = parsed(files("palermo.search").joinpath("spellings.yaml").read_text("utf-8"))
    return {language: tuple((re.compile(known), to) for known, to in rows) for language, rows in kept.items()}


def stemmed(text: str, language: str) -> list[str]:
    """The words of a folded text as STEM has them.

    >>> stemmed("protecting the victims", "en"), stemmed("les enfants", "fr"), stemmed("den Opfern", "de")
    (['protect', 'the', 'victim'], ['le', 'enfant'], ['den', 'opfern'])
    >>> stemmed("organized labour", "en") == stemmed("organised labor", "en")
    True
    """
    stems = _stems(language if language in STEMMED else WORD)
    return list(filter(None, map(stems.__getitem__, runs(text))))


class _Stems(dict[str, str]):
    """Words and what they become: the same few thousand words come again and again."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._analyzer = name, analyzer(name)

    def __missing__(self, word: str) -> str:
        found = "".join(self._analyzer.analyze(one_spelling(word, self._name)))
        if len(self) < _KEPT:
            self[word] = found
        return found


@lru_cache(maxsize=16)
def _stems(name: str) -> _Stems:
    return _Stems(name)


@lru_cache(maxsize=262144)
def stem(word: str, language: str) -> str:
    """What a word becomes in a passage of a language; empty where nothing is left of it, or more than one word is.

    >>> stem("Victims", "en"), stem("Victims", "zh")
    ('victim', 'victims')
    """
    found = stemmed(folded(word), language)
    return found[0] if len(found) == 1 else ""


@lru_cache(maxsize=65536)
def term(word: str, name: str) -> str:
    """What a word becomes in a field; empty where nothing is left of it.

    >>> term("Victims", "en"), term("Victims", WORD)
    ('victim', 'victims')
    """
    return " ".join(analyzer(name).analyze(folded(word)))


@lru_cache(maxsize=65536)
def small(word: str, language: str) -> bool:
    """Whether a language's sentences all hold this word, or it asks, so that it tells nothing."""
    if word.lower() in _ASKING.get(language, ()) and not (len(word) > 1 and word.isupper()):
        return True
    if language == "ar":
        return folded(word) in map(folded, _ARABIC_SMALL.split())
    name = STEMMED.get(language)
    return bool(name) and not _small(str(name)).analyze(word)


@lru_cache(maxsize=16)
def _small(name: str) -> tantivy.TextAnalyzer:
    made = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    return made.filter(tantivy.Filter.stopword(name)).build()
