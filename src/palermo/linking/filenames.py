"""What a file's name tells of its Work: the same name with another ending or language, and the UN symbol in it."""

import re
from dataclasses import dataclass

from palermo.statements import LANGUAGES, normalised

_NAMES = {
    "en": "en eng english anglais ingles inglese e",
    "fr": "fr fra fre french francais frances f",
    "es": "es spa esp sp spanish espanol espagnol s",
    "ar": "ar ara arabic arabe a",
    "ru": "ru rus russian russe ruso r",
    "zh": "zh ch chi zho cn chinese chinois chino c",
}
"""What a language is called in names of files; the single letters are those of UN documents."""
_CALLED = {name: language for language, names in _NAMES.items() for name in names.split()}
_MARK = re.compile(r"[-_. ()\[\]]+")
_SYMBOL = re.compile(
    r"(?:A|S|E|ST|CEDAW|CRC|CCPR|CAT|CERD|CMW|CRPD|CTOC|HRI|TD|UNEP|DP|JIU|HSP|CEB|CAC)(?:_[A-Za-z0-9.()\-]+){1,6}"
)
_ADDED_LANGUAGE = re.compile(r"[-_.](?:E|F|S|A|R|C|EN|FR|ES|AR|RU|ZH)$")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A source's name, taken apart. Keys are folded for comparing, and never shown."""

    stem: str
    """The file's name without its ending; marks between words do not count."""
    text: str
    """Folder and stem without what names the language; the same for all language versions."""
    symbol: str | None
    """The UN symbol that the name spells, as `A_64_293_R` spells `A/64/293`; None where it spells none."""


def named(source: str, language: str) -> Name:
    """Take a source's name apart; a word counts as a language's name only where the document is in that language.

    >>> named("reports/fr/A_64_293_F.pdf", "fr")
    Name(stem='a 64 293 f', text='reports/a 64 293', symbol='A/64/293')
    """
    *folders, name = source.split("/")
    stem = _ENDING.sub("", name)
    words = [normalised(word) for word in _MARK.split(stem) if word] or [normalised(name)]
    above = [folder for folder in map(normalised, folders) if not _names(folder, language)]
    return Name(
        stem=" ".join(words),
        text="/".join([*above, " ".join(_without_language(words, language))]),
        symbol=_symbol(stem),
    )


def _without_language(words: list[str], language: str) -> list[str]:
    """Leave the language's name out where it stands last, or first and is more than a letter."""
    if len(words) > 1 and _names(words[-1], language):
        return words[:-1]
    if len(words) > 1 and len(words[0]) > 1 and _names(words[0], language):
        return words[1:]
    return words


def _names(word: str, language: str) -> bool:
    return language in LANGUAGES and _CALLED.get(word) == language


def _symbol(stem: str) -> str | None:
    bare = _ADDED_LANGUAGE.sub("", stem.strip())
    spelt = _SYMBOL.fullmatch(bare)
    return bare.replace("_", "/") if spelt and re.search(r"_\d", bare) else None
