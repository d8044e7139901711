"""File names as evidence for Works: one name with other extensions or languages, and UN symbols."""

import re
from dataclasses import dataclass

from palermo.statements import LANGUAGES, normalise_text
from palermo.vocabulary.language_words import LanguageWords

_SEPARATOR = re.compile(r"[-_. ()\[\]]+")
_SYMBOL_IN_NAME = re.compile(
    r"(?:A|S|E|ST|CEDAW|CRC|CCPR|CAT|CERD|CMW|CRPD|CTOC|HRI|TD|UNEP|DP|JIU|HSP|CEB|CAC)(?:_[A-Za-z0-9.()\-]+){1,6}"
)
_LANGUAGE_SUFFIX = re.compile(r"[-_.](?:E|F|S|A|R|C|EN|FR|ES|AR|RU|ZH)$")
_FILE_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")


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
    return (
        language in LANGUAGES and token in LanguageWords("palermo.linking").get_section(language, "texts")["file_names"]
    )


def _parse_symbol(stem: str) -> str | None:
    bare = _LANGUAGE_SUFFIX.sub("", stem.strip())
    spelt = _SYMBOL_IN_NAME.fullmatch(bare)
    return bare.replace("_", "/") if spelt and re.search(r"_\d", bare) else None
