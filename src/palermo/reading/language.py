"""Language of passages and documents: any language where it is sure, else one of the six, else the document's."""

import re
from collections import Counter
from collections.abc import Sequence
from copy import copy
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from palermo.statements import LANGUAGES

SURE = 60
"""Passages of fewer letters vote for nothing and take the document's language."""
_UNTOLD = "?"
"""Stands for the language of a text that is long enough to tell, until its letters are looked at."""
CONFIDENCE = 0.95
"""A language outside the six must be at least this likely, or closely related ones would be taken for English."""
SAMPLE = 240
"""Characters of a passage that are looked at; more changes nothing and costs time."""

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
_PLAIN = {"en": frozenset(_ENGLISH.split()), "fr": frozenset(_FRENCH.split()), "es": frozenset(_SPANISH.split())}
"""Small words that nearly every sentence holds."""
_OWN = {
    "en": frozenset(_ONLY_ENGLISH.split()),
    "fr": {"les", "des", "du", "et", "aux"},
    "es": {"los", "las", "del", "y", "el"},
}
"""Those of them that no neighbouring language writes."""
_ENOUGH = {"en": 3, "fr": 4, "es": 4}
_OTHERS = {"en": (("fr", 1), ("es", 1)), "fr": (("en", 1), ("es", 3)), "es": (("en", 1), ("fr", 3))}
"""How many small words of another language stand in such a passage at most: French and Spanish share some."""
_ALL_OTHERS = {
    language: frozenset().union(*(_PLAIN[other] for other, _ in others)) for language, others in _OTHERS.items()
}
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())

_NEIGHBOURS = (
    "der die das und den dem von zu mit für ist auf auch eine einer het een van voor niet och att som det til af ikke"
    " il lo gli di della delle del con non che sono da dos ao não com em os uma na ou e o se si ca cu nu yang dan untuk"
    " dengan dari ini itu pada ng sa ang mga ay ya wa kwa katika ve bir ile için w z nie jest že ja ei että és egy hogy"
)
_FOREIGN = frozenset(_NEIGHBOURS.split()) | _PLAIN["fr"] | _PLAIN["es"] - _PLAIN["en"]
"""Small words of languages in Latin letters that English holds in names and quotes alone."""
FEW = 8
"""Signs of Korean or Japanese from which on a text is in it."""
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")


def languages(texts: Sequence[str]) -> tuple[list[str], str]:
    """Language of each text, and of the whole: that of most letters, `en` where nothing can be told."""
    found = [_told(text) for text in texts]
    usual = _usual(texts, found)
    found = [
        _sure(text, usual) if language == _UNTOLD else language for text, language in zip(texts, found, strict=True)
    ]
    whole = _usual(texts, found) or _guess(texts)
    return [language or whole for language in found], whole


def _usual(texts: Sequence[str], found: Sequence[str | None]) -> str | None:
    """Language of most letters of those texts whose language is known; None where it is of none."""
    votes: Counter[str] = Counter()
    for text, language in zip(texts, found, strict=True):
        if language:
            votes[language] += len(text)
    del votes[_UNTOLD]
    return votes.most_common(1)[0][0] if votes else None


def _told(text: str) -> str | None:
    """Language of a text by its script or small words; None where it is too short, _UNTOLD where these do not tell."""
    sample = text[:SAMPLE]
    plain = sample.isascii() or sample.replace("’", "").isascii()
    if not plain and (script := _by_script(sample)):
        return script
    if len(sample) < SURE and sample.isascii():
        return None
    if len(sample) >= 2 * SURE and (spoken := _plain(sample[: 2 * SURE]) or _plain(sample)):
        return spoken
    spoken = _plain(sample) if SURE <= len(sample) < 2 * SURE else None
    if _letters(sample) < SURE:
        return None
    return spoken or _UNTOLD


def _sure(text: str, usual: str | None) -> str:
    """Language of a text that is long enough, by its letters; in an English document a few English words are enough."""
    sample = text[:SAMPLE]
    if usual == "en" and _is_english(sample):
        return usual
    language, confidence = _identifier(six=False).classify(sample)
    if language in LANGUAGES or confidence >= CONFIDENCE:
        return str(language)
    return str(_identifier(six=True).classify(sample)[0])


def _is_english(sample: str) -> bool:
    """Whether two small words are English, one of them no other language's, and none is of another language."""
    words = set(sample.lower().split())
    own = not words.isdisjoint(_OWN["en"])
    return own and len(words & _PLAIN["en"]) > 1 and words.isdisjoint(_FOREIGN)


def _by_script(sample: str) -> str | None:
    """Korean and Japanese by their own signs, which no Chinese text holds more than a few of."""
    if len(_HANGUL.findall(sample)) >= FEW and len(_HANGUL.findall(sample)) * 3 >= len(sample):
        return "ko"
    kana = len(_KANA.findall(sample))
    return "ja" if kana >= FEW and kana * 5 >= len(sample) else None


def _letters(sample: str) -> int:
    """Number of letters; a Chinese sign counts as four."""
    if sample.isascii():
        return len(sample.encode().translate(None, _NO_LETTERS))
    return sum(map(str.isalpha, sample)) + 3 * len(_HAN.findall(sample))


def _plain(sample: str) -> str | None:
    """Language of a text whose small words leave no doubt, which takes a thirtieth of the time; None for any other.

    >>> _plain("the protection of victims and the work of the courts")
    'en'
    """
    words = set(sample.lower().split())
    for language, small in _PLAIN.items():
        if not words.isdisjoint(_OWN[language]) and len(words & small) >= _ENOUGH[language]:
            return None if _mixed(words, language) else language
    return None


def _mixed(words: set[str], language: str) -> bool:
    """Whether words of a language stand among too many small ones of another."""
    if words.isdisjoint(_ALL_OTHERS[language]):
        return False
    return any(len(words & _PLAIN[other]) > most for other, most in _OTHERS[language])


def _guess(texts: Sequence[str]) -> str:
    """Language of a document without a single long passage."""
    joined = " ".join(texts)[:2000]
    return str(_identifier(six=True).classify(joined)[0]) if any(c.isalpha() for c in joined) else "en"


@cache
def _identifier(*, six: bool) -> LanguageIdentifier:
    if not six:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier = copy(_identifier(six=False))  # loading the model takes a quarter of a second
    identifier.set_languages(list(LANGUAGES))
    return identifier
