"""Beginnings and ends of Arabic names: nouns of bodies, adjectives, and what is written with the first word."""

import re
from functools import lru_cache

from palermo.extraction.tagger.party_names import load_name_words
from palermo.languages.language_words import LanguageWords

_ARABIC = re.compile(r"\w*[\u0600-\u06ff]")
_ATTACHED_ARTICLE = re.compile(r"[بوفك](?=ال(?!د)\w{3})|و(?=لل\w{3})")
_DEFINITE = r"(?<!\w)[وفبك]?(?:ال|لل)\w{2,}"
"""A word with the article."""
_ADJECTIVE = re.compile(r"\sال(?!ت\w{2,3}ية|معني)\w{2,}(?:ية|ي|يين|يون)(?!\w)")
"""An adjective with the article, as `الوطنية`; nouns as `التنمية` end like it, and a complement follows `المعنية`."""
_SUBJECT_BEFORE_ALL = re.compile(r"[A-Z][\w-]+\s(?=(?:جميع|كافة|سائر|كل)\s)")
"""An acronym before `all`, as the verb precedes its subject: `يدعو EFW | جميع الدول`."""
_HONORIFIC = LanguageWords("extraction").compile_pattern(r"[وفبك]?(?:{privacy.honorifics})\s")
"""Before an office, with which it is one name: `السيد وزير ...`."""
_DEFINITE_END = re.compile(rf"{_DEFINITE}$")
MAX_WORD_CHARS = 30
"""Characters before a name among which the word before it is searched."""


def find_start(text: str, start: int, end: int) -> int:
    """Return where the name begins: at the noun of its body, and after what is written with its first word.

    It is the end where the name begins with the adjective of a noun that precedes it.
    """
    if subject := _SUBJECT_BEFORE_ALL.match(text, start, end):
        return subject.end()
    if not _ARABIC.match(text[start:end]):
        return start
    before, attached, _ = _compile_patterns()
    if head := before.search(text[max(0, start - 12) : start]):
        return start - len(head[0]) + head.start("head") - head.start()
    if _find_adjective(text, start - 1) and _DEFINITE_END.search(text[max(0, start - MAX_WORD_CHARS) : start - 1]):
        return end
    prefix = attached.match(text[start:end]) or _ATTACHED_ARTICLE.match(text[start:end])
    return start + prefix.end() if prefix else start


def cut_end(text: str, start: int, end: int) -> int:
    """Return where a name ends: at a comma, or before the bare noun with which another begins: `... ووزارة`.

    After a word with the article, such a noun begins another name too: `الصندوق | مجلس الوزراء`.
    """
    if (comma := text.find("،", start, end)) >= 0:
        end = comma
    following = _compile_patterns()[2].search(text, start, end)
    if following and _HONORIFIC.match(following[0]):
        return end
    return max(following.start("before"), following.start("after")) if following else end


def extend_end(text: str, start: int, end: int) -> int:
    """Return where a name ends with the adjectives of its last noun: `اللجنة | الوطنية`."""
    while _DEFINITE_END.search(text, start, end) and (adjective := _find_adjective(text, end)):
        end = adjective.end()
    return end


def _find_adjective(text: str, gap: int) -> re.Match[str] | None:
    """Return the adjective with the article after a space; nouns of bodies have such endings too: `الجمعية`."""
    word = _ADJECTIVE.match(text, gap) if gap >= 0 else None
    is_noun = word and word[0].strip().removeprefix("ال") in load_name_words()["institution_head"]
    return None if is_noun else word


@lru_cache(maxsize=1)
def _compile_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    heads = "|".join(sorted(load_name_words()["institution_head"]))
    return (
        re.compile(rf"(?<!\w)[وفبلك]?(?P<head>{heads})\s$"),
        re.compile(rf"[وفبلك](?=(?:{heads})(?!\w))"),
        re.compile(rf"(?P<before>\s)و(?:{heads})$|{_DEFINITE}(?P<after>\s)(?:{heads})(?!\w)"),
    )
