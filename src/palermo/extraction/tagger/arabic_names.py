"""Beginnings of Arabic names: nouns of bodies before them, and prepositions and conjunctions written with them."""

import re
from functools import lru_cache

from palermo.extraction.tagger.party_names import load_name_words

_ARABIC = re.compile(r"\w*[\u0600-\u06ff]")
_ATTACHED_ARTICLE = re.compile(r"[بوفك](?=ال(?!د)\w{3})|و(?=لل\w{3})")


def find_start(text: str, start: int, end: int) -> int:
    """Return where the name begins: at the noun of its body, and after what is written with its first word."""
    if not _ARABIC.match(text[start:end]):
        return start
    before, attached = _compile_patterns()
    if head := before.search(text[max(0, start - 12) : start]):
        return start - len(head[0]) + head.start("head") - head.start()
    prefix = attached.match(text[start:end]) or _ATTACHED_ARTICLE.match(text[start:end])
    return start + prefix.end() if prefix else start


def cut_end(text: str, start: int, end: int) -> int:
    """Return where a name ends: at a comma, or before the bare noun with which another begins: `... ووزارة`."""
    if (comma := text.find("،", start, end)) >= 0:
        end = comma
    heads = "|".join(sorted(load_name_words()["institution_head"]))
    tail = re.search(rf"\sو(?:{heads})$", text[start:end])
    return start + tail.start() if tail else end


@lru_cache(maxsize=1)
def _compile_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    heads = "|".join(sorted(load_name_words()["institution_head"]))
    return re.compile(rf"(?<!\w)[وفبلك]?(?P<head>{heads})\s$"), re.compile(rf"[وفبلك](?=(?:{heads})(?!\w))")
