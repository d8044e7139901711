"""Language detection: any language if it is certain, else one of the six, else the document's."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from palermo.languages import HAN_CHARACTER, LANGUAGES
from palermo.languages.language_words import LanguageWords

MIN_VOTING_LETTERS = 60
"""Minimum letters of a passage that counts; shorter ones take the document's language."""
_UNDETERMINED = "?"
"""Placeholder for the language of a text that is long enough, before its letters are examined."""
MIN_CONFIDENCE = 0.95
"""Minimum probability that a text is in none of the six languages, since related ones resemble English."""
MIN_LATIN_CONFIDENCE = 0.9
"""Minimum probability of one language outside the six in Latin script."""
SAMPLE_CHARS = 240
"""Characters of a passage that are examined; more change nothing and take time."""

_NON_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())

MIN_SCRIPT_CHARS = 8
"""Minimum Korean or Japanese characters of a text in these languages."""
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_FOREIGN_LETTERS = re.compile(r"[іїєґўјљњћђџѓќѕқғңөүұһәӯҷҳӣӨҮ]|[پچژگٹڈڑںےۆێڕڵټډړږښڼېۍ]", re.IGNORECASE)
"""Letters of Cyrillic and Arabic script that Russian and Arabic write in foreign names only."""
MIN_FOREIGN_SHARE = 0.02
"""Share of such letters from which on a text is in another language; in Ukrainian and Persian they are 3 % and more."""
MIN_GUESSED_LETTERS = 30
"""Minimum letters of a whole document in Latin script that may be in a language outside the six."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionWords:
    """Function words by which a language in Latin script is detected."""

    words: frozenset[str]
    """Those that occur in nearly every sentence."""
    distinctive: frozenset[str]
    """Those that no related language uses."""
    neighbours: frozenset[str]
    """Those of related languages outside the six; letters decide then. English prints many, in names and quotes."""
    minimum: int
    """How many of them a text has at least."""
    max_foreign: tuple[tuple[str, int], ...]
    """Maximum function words of another language in such a text: French and Spanish share some."""


@cache
def _load_function_words() -> Mapping[str, FunctionWords]:
    """Return the function words of the languages that have some; others are detected by their letters."""
    words = LanguageWords("reading")
    sections = {language: words.get_section(language, "detection") for language in LANGUAGES}
    return {
        language: FunctionWords(
            words=frozenset(section["function_words"]),
            distinctive=frozenset(section["distinctive_words"]),
            neighbours=frozenset(section["neighbour_words"]) if language != "en" else frozenset(),
            minimum=section["min_function_words"],
            max_foreign=tuple((item["language"], item["count"]) for item in section["max_foreign_words"]),
        )
        for language, section in sections.items()
        if section["function_words"]
    }


@cache
def _load_foreign_words() -> frozenset[str]:
    """Return function words of languages in Latin script that occur in English only in names and quotes."""
    known = _load_function_words()
    others = frozenset[str]().union(*(item.words for language, item in known.items() if language != "en"))
    neighbours = frozenset(LanguageWords("reading").get_section("en", "detection")["neighbour_words"])
    return neighbours | others - known["en"].words


@cache
def _load_confusable_words(language: str) -> frozenset[str]:
    """Return the function words of languages that are related to this one."""
    known = _load_function_words()
    return frozenset[str]().union(*(known[other].words for other, _ in known[language].max_foreign))


def detect_languages(texts: Sequence[str]) -> tuple[list[str], str]:
    """Return the language of each text, and of the whole: that of most letters, `en` if unknown."""
    languages = [_detect_fast(text) for text in texts]
    usual = _find_majority_language(texts, languages)
    languages = [
        _classify_language(text, usual) if language == _UNDETERMINED else language
        for text, language in zip(texts, languages, strict=True)
    ]
    document_language = _find_majority_language(texts, languages) or _guess_language(texts)
    return [language or document_language for language in languages], document_language


def _find_majority_language(texts: Sequence[str], detected: Sequence[str | None]) -> str | None:
    """Return the language of most letters of the texts whose language is known, or None; Chinese ones count as four."""
    votes: Counter[str] = Counter()
    for text, language in zip(texts, detected, strict=True):
        if language:
            votes[language] += len(text) + 3 * len(HAN_CHARACTER.findall(text))
    del votes[_UNDETERMINED]
    return votes.most_common(1)[0][0] if votes else None


def _detect_fast(text: str) -> str | None:
    """Return the language of a text by script or function words; None if too short, _UNDETERMINED if unclear."""
    sample = text[:SAMPLE_CHARS]
    plain = sample.isascii() or sample.replace("’", "").isascii()
    if not plain and (script := _detect_script(sample)):
        return script
    if len(sample) < MIN_VOTING_LETTERS and sample.isascii():
        return None
    if len(sample) >= 2 * MIN_VOTING_LETTERS and (
        spoken := _match_function_words(sample[: 2 * MIN_VOTING_LETTERS]) or _match_function_words(sample)
    ):
        return spoken
    spoken = _match_function_words(sample) if MIN_VOTING_LETTERS <= len(sample) < 2 * MIN_VOTING_LETTERS else None
    if _count_letters(sample) < MIN_VOTING_LETTERS:
        return None
    return spoken or _UNDETERMINED


def _classify_language(text: str, majority: str | None) -> str:
    """Return the language of a long text by its letters; in an English document few words suffice."""
    sample = text[:SAMPLE_CHARS]
    if majority == "en" and _is_english(sample):
        return majority
    return _find_certain_language(sample) or str(_load_identifier(only_official=True).classify(sample)[0])


def _find_certain_language(sample: str) -> str | None:
    """Return one of the six if it is the most likely, or another if none of the six is likely; else None.

    In Latin script one language has to be likely, because English text of names resembles many.
    """
    ranked = [(str(language), float(share)) for language, share in _load_identifier(only_official=False).rank(sample)]
    if len(_FOREIGN_LETTERS.findall(sample)) >= MIN_FOREIGN_SHARE * _count_letters(sample) > 0:
        return next(language for language, _ in ranked if language not in LANGUAGES)
    language, confidence = ranked[0]
    if confidence >= MIN_LATIN_CONFIDENCE or not _LATIN.search(sample):
        confidence = 1 - sum(share for other, share in ranked if other in LANGUAGES)
    return language if language in LANGUAGES or confidence >= MIN_CONFIDENCE else None


def _is_english(sample: str) -> bool:
    """Return whether two function words are English, one of them only English, and none is foreign."""
    words = set(sample.lower().split())
    english = _load_function_words()["en"]
    own = not words.isdisjoint(english.distinctive)
    return own and len(words & english.words) > 1 and words.isdisjoint(_load_foreign_words())


def _detect_script(sample: str, minimum: int = MIN_SCRIPT_CHARS) -> str | None:
    """Return Korean or Japanese by their own characters, of which Chinese text has few."""
    if len(_HANGUL.findall(sample)) >= minimum and len(_HANGUL.findall(sample)) * 3 >= len(sample):
        return "ko"
    kana = len(_KANA.findall(sample))
    return "ja" if kana >= minimum and kana * 5 >= len(sample) else None


def _count_letters(sample: str) -> int:
    """Return the number of letters; a Chinese character counts as four."""
    if sample.isascii():
        return len(sample.encode().translate(None, _NON_LETTERS))
    return sum(map(str.isalpha, sample)) + 3 * len(HAN_CHARACTER.findall(sample))


def _match_function_words(sample: str) -> str | None:
    """Return the language of a text whose function words are unambiguous, else None; 30 times faster.

    >>> _match_function_words("the protection of victims and the work of the courts")
    'en'
    """
    words = set(sample.lower().split())
    for language, known in _load_function_words().items():
        if not words.isdisjoint(known.distinctive) and len(words & known.words) >= known.minimum:
            is_other = not words.isdisjoint(known.neighbours) or _is_mixed(words, language)
            return None if is_other else language
    return None


def _is_mixed(tokens: set[str], language: str) -> bool:
    """Return whether function words of a language occur among too many of another."""
    if tokens.isdisjoint(_load_confusable_words(language)):
        return False
    known = _load_function_words()
    return any(len(tokens & known[other].words) > max_words for other, max_words in known[language].max_foreign)


def _guess_language(texts: Sequence[str]) -> str:
    """Return the language of a document without any long passage."""
    joined = " ".join(texts)[:2000]
    if not any(char.isalpha() for char in joined):
        return "en"
    found = _detect_script(joined, minimum=1)
    if not found and (_count_letters(joined) >= MIN_GUESSED_LETTERS or not _LATIN.search(joined)):
        found = _find_certain_language(joined)
    return found or str(_load_identifier(only_official=True).classify(joined)[0])


@cache
def _load_identifier(*, only_official: bool) -> LanguageIdentifier:
    if not only_official:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier = copy(_load_identifier(only_official=False))  # loading the model takes 0.25 s
    identifier.set_languages(list(LANGUAGES))
    return identifier
