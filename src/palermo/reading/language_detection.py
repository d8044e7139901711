"""Language detection: any language if it is certain, else one of the six, else the document's."""

import re
from collections import Counter
from collections.abc import Sequence
from copy import copy
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from palermo.statements import LANGUAGES

MIN_VOTING_LETTERS = 60
"""Minimum letters of a passage that counts; shorter ones take the document's language."""
_UNDETERMINED = "?"
"""Placeholder for the language of a text that is long enough, before its letters are examined."""
MIN_CONFIDENCE = 0.95
"""Minimum probability of a language outside the six, since related ones resemble English."""
SAMPLE_CHARS = 240
"""Characters of a passage that are examined; more change nothing and take time."""

_ENGLISH = (
    "the of and to in for that with by on was were its had which at as be is are from has have"
    " all against into their those these through this or not other an should would could been being more than any each"
    " every about both between within including such they who where when while before it his her if but what there how"
)
_ONLY_ENGLISH = (
    "the and with their which from against that other through these those this into were its should would could been"
    " being between within including they while before"
)
_FRENCH = "le la les des et dans pour que du une sur par aux au est qui en un ce il"
_SPANISH = "el los las del y en para con por que una la de se su un como al"
_FUNCTION_WORDS = {
    "en": frozenset(_ENGLISH.split()),
    "fr": frozenset(_FRENCH.split()),
    "es": frozenset(_SPANISH.split()),
}
"""Function words that occur in nearly every sentence."""
_DISTINCTIVE_WORDS = {
    "en": frozenset(_ONLY_ENGLISH.split()),
    "fr": {"les", "des", "du", "et", "aux"},
    "es": {"los", "las", "del", "y", "el"},
}
"""Function words that no related language uses."""
_MIN_FUNCTION_WORDS = {"en": 3, "fr": 4, "es": 4}
_MAX_FOREIGN_WORDS = {"en": (("fr", 1), ("es", 1)), "fr": (("en", 1), ("es", 3)), "es": (("en", 1), ("fr", 3))}
"""Maximum function words of another language in such a passage: French and Spanish share some."""
_CONFUSABLE_WORDS = {
    language: frozenset().union(*(_FUNCTION_WORDS[other] for other, _ in others))
    for language, others in _MAX_FOREIGN_WORDS.items()
}
_NON_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())

_NEIGHBOURS = (
    "der die das und den dem von zu mit für ist auf auch eine einer het een van voor niet och att som det til af ikke"
    " il lo gli di della delle del con non che sono da dos ao não com em os uma na ou e o se si ca cu nu yang dan untuk"
    " dengan dari ini itu pada ng sa ang mga ay ya wa kwa katika ve bir ile için w z nie jest že ja ei että és egy hogy"
)
_FOREIGN_WORDS = frozenset(_NEIGHBOURS.split()) | _FUNCTION_WORDS["fr"] | _FUNCTION_WORDS["es"] - _FUNCTION_WORDS["en"]
"""Function words of languages in Latin script that occur in English only in names and quotes."""
MIN_SCRIPT_CHARS = 8
"""Minimum Korean or Japanese characters of a text in these languages."""
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")


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
    """Return the language of most letters of the texts whose language is known, or None."""
    votes: Counter[str] = Counter()
    for text, language in zip(texts, detected, strict=True):
        if language:
            votes[language] += len(text)
    del votes[_UNDETERMINED]
    return votes.most_common(1)[0][0] if votes else None


def _detect_fast(text: str) -> str | None:
    """Return the language of a text by script or function words; None if too short, _UNTOLD if unclear."""
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
    language, confidence = _load_identifier(only_official=False).classify(sample)
    if language in LANGUAGES or confidence >= MIN_CONFIDENCE:
        return str(language)
    return str(_load_identifier(only_official=True).classify(sample)[0])


def _is_english(sample: str) -> bool:
    """Return whether two function words are English, one of them only English, and none is foreign."""
    words = set(sample.lower().split())
    own = not words.isdisjoint(_DISTINCTIVE_WORDS["en"])
    return own and len(words & _FUNCTION_WORDS["en"]) > 1 and words.isdisjoint(_FOREIGN_WORDS)


def _detect_script(sample: str) -> str | None:
    """Return Korean or Japanese by their own characters, of which Chinese text has few."""
    if len(_HANGUL.findall(sample)) >= MIN_SCRIPT_CHARS and len(_HANGUL.findall(sample)) * 3 >= len(sample):
        return "ko"
    kana = len(_KANA.findall(sample))
    return "ja" if kana >= MIN_SCRIPT_CHARS and kana * 5 >= len(sample) else None


def _count_letters(sample: str) -> int:
    """Return the number of letters; a Chinese character counts as four."""
    if sample.isascii():
        return len(sample.encode().translate(None, _NON_LETTERS))
    return sum(map(str.isalpha, sample)) + 3 * len(_HAN.findall(sample))


def _match_function_words(sample: str) -> str | None:
    """Return the language of a text whose function words are unambiguous, else None; 30 times faster.

    >>> _match_function_words("the protection of victims and the work of the courts")
    'en'
    """
    words = set(sample.lower().split())
    for language, small in _FUNCTION_WORDS.items():
        if not words.isdisjoint(_DISTINCTIVE_WORDS[language]) and len(words & small) >= _MIN_FUNCTION_WORDS[language]:
            return None if _is_mixed(words, language) else language
    return None


def _is_mixed(tokens: set[str], language: str) -> bool:
    """Return whether function words of a language occur among too many of another."""
    if tokens.isdisjoint(_CONFUSABLE_WORDS[language]):
        return False
    return any(len(tokens & _FUNCTION_WORDS[other]) > max_words for other, max_words in _MAX_FOREIGN_WORDS[language])


def _guess_language(texts: Sequence[str]) -> str:
    """Return the language of a document without any long passage."""
    joined = " ".join(texts)[:2000]
    return str(_load_identifier(only_official=True).classify(joined)[0]) if any(c.isalpha() for c in joined) else "en"


@cache
def _load_identifier(*, only_official: bool) -> LanguageIdentifier:
    if not only_official:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier = copy(_load_identifier(only_official=False))  # loading the model takes 0.25 s
    identifier.set_languages(list(LANGUAGES))
    return identifier
