"""Text analysis: letter folding, stemming by language, whole UN symbols, Chinese as character pairs."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

import tantivy

from palermo.languages import LANGUAGE_TABLE, LANGUAGES
from palermo.languages.language_words import LanguageWords, Section
from palermo.vocabulary.script_normalisation import restore_lam_alef

_KNOWN_STEMMERS = frozenset(
    (
        *("arabic", "danish", "dutch", "english", "finnish", "french", "german", "greek", "hungarian", "italian"),
        *("norwegian", "portuguese", "romanian", "russian", "spanish", "swedish", "tamil", "turkish"),
    )
)
"""Those of the search engine."""
STEMMERS = {
    language.code: name for language in LANGUAGE_TABLE if (name := language.english_name.lower()) in _KNOWN_STEMMERS
}
"""Stemmers by language. Chinese has none, and other languages are searched as printed."""
WORD_FIELD = "word"
"""Field and analyzer of words as printed, only folded: for phrases, runs of Chinese characters, and spelling."""
STEM_FIELD = "stem"
"""Field of words stemmed by the language of their passage. One field for all languages, because BM25 compares the
length of a passage with the average, which would be wrong in a field that most passages leave empty.
"""
WORD_PATTERN = re.compile(r"\w+")
RUN_PATTERN = re.compile(r"[^\W_]+")
"""Words as the index splits them."""
SYMBOL_PATTERN = re.compile(r"\b(?=[\w./-]*\d)[A-Za-z\d][\w.-]*(?:/[\w.()-]*\w\)?)+", re.ASCII)
"""`A/RES/64/293`, `S/RES/2331(2016)`, `CEDAW/C/GC/38`: parts separated by slashes, with a digit in one."""
HAN_PATTERN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")

_SEPARATOR_TABLE = bytes(item if chr(item).isalnum() else ord(" ") for item in range(128)) + bytes(range(128, 256))
_MAX_TOKEN_CHARS = 40
_MAX_CACHED_STEMS = 200_000
"""Number of words of a language whose stems are cached."""
_EAST_ASIAN_PATTERN = re.compile(r"[\u3400-\ufaff]")
"""A single character range, which is tested faster than HAN_PATTERN."""
_YEAR_SUFFIX_PATTERN = re.compile(r"\(\d{4}\)$")
ARABIC_PATTERN = re.compile(r"[\u0600-\u06ff]")
_CYRILLIC_PATTERN = re.compile(r"[\u0400-\u04ff]")
_DIACRITICS_PATTERN = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]+")
"""Vowel marks and the lengthening stroke (tatweel)."""
_ARABIC_LETTER_VARIANTS = tuple(zip("أإآٱىةؤئیک", "اااايهوييك", strict=True))
_ARABIC_ARTICLE_PATTERN = re.compile(r"\b[وف]?(?:[بك]?ال|لل)(?=[\u0621-\u064a]{3})")
"""The article with the conjunctions and prepositions that are attached to it."""
_WEB_ADDRESS_PATTERN = re.compile(r"https?://\S+")
_LETTER_REPLACEMENTS = (("ё", "е"), ("Ё", "Е"), ("\u00ad", ""))
"""Replaced one by one, as `str.translate` takes twenty times as long. Hyphens and apostrophes of any kind end a
word.
"""


def fold_text(text: str) -> str:
    """Return a text in the letters that are indexed; ASCII is unchanged.

    >>> fold_text("ещё الأطفال")
    'еще اطفال'
    >>> fold_text("األطفال")  # a ligature that a converter reversed
    'اطفال'
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    for printed, plain in _LETTER_REPLACEMENTS:
        text = text.replace(printed, plain)
    if ARABIC_PATTERN.search(text):
        text = _DIACRITICS_PATTERN.sub("", text)
        for printed, plain in _ARABIC_LETTER_VARIANTS:
            text = text.replace(printed, plain)
        text = _ARABIC_ARTICLE_PATTERN.sub("", restore_lam_alef(text))
    return (
        HAN_PATTERN.sub(lambda run: f" {' '.join(split_pairs(run[0]))} ", text)
        if _EAST_ASIAN_PATTERN.search(text)
        else text
    )


def detect_script_language(text: str) -> str | None:
    """Return the language whose script a text contains: Chinese, Arabic or Russian; None if it has Latin letters alone.

    >>> detect_script_language("贩运 in Kenya"), detect_script_language("Kenya")
    ('zh', None)
    """
    scripts = (("zh", HAN_PATTERN), ("ar", ARABIC_PATTERN), ("ru", _CYRILLIC_PATTERN))
    return next((language for language, letters in scripts if letters.search(text)), None)


def remove_addresses(text: str) -> str:
    """Return a text without its web addresses, whose words are not content.

    >>> remove_addresses("see https://example.org/forced-labour there")
    'see   there'
    """
    return _WEB_ADDRESS_PATTERN.sub(" ", text) if "://" in text else text


def split_pairs(run: str) -> list[str]:
    """Return the pairs of adjacent Chinese characters.

    >>> split_pairs("贩运人口")
    ['贩运', '运人', '人口']
    """
    return [run[start : start + 2] for start in range(len(run) - 1)] or [run]


def iterate_symbols(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the normalised UN symbols of a text, each with its start and end."""
    if "/" in text:
        for match in SYMBOL_PATTERN.finditer(text):
            yield normalise_symbol(match[0]), match.start(), match.end()


def normalise_symbol(symbol: str) -> str:
    """Return the search key of a symbol: lower case, without the year that only some documents print after it.

    >>> normalise_symbol("S/RES/2331(2016)"), normalise_symbol("A/RES/64/293.")
    ('s/res/2331', 'a/res/64/293')
    """
    return _YEAR_SUFFIX_PATTERN.sub("", symbol.lower().rstrip("."))


def iterate_suffixes(symbol: str) -> Iterator[str]:
    """Yield a symbol, and what remains of it without its first parts while at least two remain.

    >>> list(iterate_suffixes("a/res/64/293"))
    ['a/res/64/293', 'res/64/293', '64/293']
    """
    parts = symbol.split("/")
    for start in range(len(parts) - 1):
        yield "/".join(parts[start:])


@lru_cache(maxsize=16)
def build_analyzer(name: str) -> tantivy.TextAnalyzer:
    """Return the analyzer of a language, or of WORD_FIELD."""
    analyzer = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(_MAX_TOKEN_CHARS))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
    )
    return (analyzer.filter(tantivy.Filter.stemmer(STEMMERS[name])) if name in STEMMERS else analyzer).build()


def split_runs(text: str) -> list[str]:
    """Return the words of a text as the index splits them.

    >>> split_runs("A/RES/64, states' duties"), split_runs("l’État")
    (['A', 'RES', '64', 'states', 'duties'], ['l', 'État'])
    """
    return text.encode().translate(_SEPARATOR_TABLE).decode().split() if text.isascii() else RUN_PATTERN.findall(text)


@lru_cache(maxsize=65536)
def normalise_spelling(token: str, language: str) -> str:
    """Return the canonical spelling of a word that has several in a language.

    >>> [normalise_spelling(word, "en") for word in ("Labour", "organization", "centers", "programmes", "counselling")]
    ['labor', 'organisation', 'centres', 'programs', 'counseling']
    >>> [normalise_spelling(word, "en") for word in ("Hour", "prize", "letter", "organ")]
    ['Hour', 'prize', 'letter', 'organ']
    """
    small = token.lower()
    for known, becomes in _load_spellings().get(language, ()):
        replaced, replacement_count = known.subn(becomes, small)
        if replacement_count:
            return replaced
    return token


def group_spellings(tokens: Iterable[str], language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words whose spelling is normalised, by the canonical spelling.

    >>> group_spellings(["labour", "labor", "work", "organizing"], "en")
    {'labor': ('labour',), 'organising': ('organizing',)}
    """
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    if any_of := "|".join(f"(?:{known.pattern})" for known, _ in _load_spellings().get(language, ())):
        for word in filter(re.compile(any_of).search, tokens):
            if (becomes := normalise_spelling(word, language)) != word:
                spellings[becomes].append(word)
    return {becomes: tuple(forms) for becomes, forms in spellings.items()}


@cache
def _load_spellings() -> Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]:
    spellings = {language: _get_words(language)["spellings"] for language in LANGUAGES}
    return {
        language: tuple((re.compile(row["pattern"]), row["replacement"]) for row in rows)
        for language, rows in spellings.items()
    }


def _get_words(language: str) -> Section:
    """Return the words of a language; none of one that is not of the table."""
    return LanguageWords("search").get_section(language, "words") if language in LANGUAGES else {}


def stem_text(text: str, language: str) -> list[str]:
    """Return the words of a folded text as STEM_FIELD contains them.

    >>> stem_text("protecting the victims", "en"), stem_text("les enfants", "fr"), stem_text("den Opfern", "de")
    (['protect', 'the', 'victim'], ['le', 'enfant'], ['den', 'opfern'])
    >>> stem_text("organized labour", "en") == stem_text("organised labor", "en")
    True
    """
    stems = _get_stem_cache(language if language in STEMMERS else WORD_FIELD)
    return list(filter(None, map(stems.__getitem__, split_runs(text))))


class _StemCache(dict[str, str]):
    """Cache of stems: the same few thousand words recur."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._analyzer = name, build_analyzer(name)

    def __missing__(self, token: str) -> str:
        stem = "".join(self._analyzer.analyze(normalise_spelling(token, self._name)))
        if len(self) < _MAX_CACHED_STEMS:
            self[token] = stem
        return stem


@lru_cache(maxsize=16)
def _get_stem_cache(name: str) -> _StemCache:
    return _StemCache(name)


@lru_cache(maxsize=262144)
def stem_word(token: str, language: str) -> str:
    """Return the stem of a word in a language; empty if nothing or more than one word results.

    >>> stem_word("Victims", "en"), stem_word("Victims", "zh")
    ('victim', 'victims')
    """
    stems = stem_text(fold_text(token), language)
    return stems[0] if len(stems) == 1 else ""


@lru_cache(maxsize=65536)
def analyze_term(token: str, name: str) -> str:
    """Return the term that a word becomes in a field; empty if nothing results.

    >>> analyze_term("Victims", "en"), analyze_term("Victims", WORD_FIELD)
    ('victim', 'victims')
    """
    return " ".join(build_analyzer(name).analyze(fold_text(token)))


@lru_cache(maxsize=65536)
def is_stopword(token: str, language: str) -> bool:
    """Return whether a word is a stop word or a question word of a language."""
    words = _get_words(language)
    if token.lower() in words.get("question_words", ()) and not (len(token) > 1 and token.isupper()):
        return True
    if stopwords := words.get("stopwords"):
        return fold_text(token) in map(fold_text, stopwords)
    name = STEMMERS.get(language)
    return bool(name) and not _build_stopword_analyzer(str(name)).analyze(token)


@lru_cache(maxsize=16)
def _build_stopword_analyzer(name: str) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    return builder.filter(tantivy.Filter.stopword(name)).build()
