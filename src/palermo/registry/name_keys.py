"""Name keys: folding of printed names for matching, including articles and forms of State."""

import re
from functools import lru_cache

from palermo.languages.language_words import LanguageWords
from palermo.statements import normalise_text
from palermo.vocabulary.script_normalisation import restore_lam_alef

_WORDS = LanguageWords("linking")
LEADING_ARTICLE = _WORDS.compile_pattern(
    r"^(?:{registry_names.leading_articles}) |^(?:{registry_names.elided_articles})"
)
"""Leading articles, which never distinguish names."""
STATE_FORM_PREFIX = _WORDS.compile_pattern(r"^(?:{registry_names.state_forms}) ?(?=\S)")
"""Forms of State before a name; see `UNSTRIPPED_STATE_NAME`."""
STATE_FORM_SUFFIX = _WORDS.compile_pattern(r"(?<=..)(?:{registry_names.state_forms_after})$")
"""Forms of State after a name."""
UNSTRIPPED_STATE_NAME = _WORDS.compile_pattern(r"^(?:{registry_names.unstripped_states})\b")
STATE_FORM_STEMS = _WORDS.compile_pattern(r"{registry_names.state_form_stems}")
"""Stems of words in brackets after a State's name that add no information."""

BRACKETED_TEXT = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
NON_WORD = re.compile(r"[\W_]+")


def build_name_key(name: str) -> str:
    """Return the folded letters and digits of a name; blanks, hyphens, brackets and case are ignored.

    >>> build_name_key("Viet-Nam") == build_name_key("Viet Nam") == build_name_key("VIETNAM")
    True
    """
    folded = restore_lam_alef(normalise_text(name)).replace("\u0640", "").replace("&", " and ")
    folded = re.sub(r"\bst\.? (?=\w)", "saint ", folded)
    return NON_WORD.sub("", folded)


@lru_cache(maxsize=65536)
def build_state_keys(name: str) -> tuple[str, ...]:
    """Return keys under which a State may be known, most reliable first; the first is the full name."""
    state_keys = [build_name_key(name)]
    for variant in _list_variants(name):
        state_keys.append(build_name_key(variant))
        bare = LEADING_ARTICLE.sub("", normalise_text(variant))
        state_keys.append(build_name_key(bare))
        if not UNSTRIPPED_STATE_NAME.match(bare):
            state_keys.append(build_name_key(STATE_FORM_PREFIX.sub("", bare, count=1)))
            state_keys.append(STATE_FORM_SUFFIX.sub("", build_name_key(variant)))
    return tuple(dict.fromkeys(form for form in state_keys if len(form) > 1))


def _list_variants(name: str) -> list[str]:
    """Return the name, with its bracket moved to the front, and without a bracket of form words only."""
    variants = [name]
    bracket = BRACKETED_TEXT.search(name)
    if bracket and (outside := (name[: bracket.start()] + name[bracket.end() :]).strip()):
        content = bracket.group(1)
        joint = " " if not content.endswith(("'", "’")) else ""
        variants += [f"{content}{joint}{outside}", outside] if _is_state_form(content) else []
        if "-" in content or "_" in content:
            first_part, _, last_part = re.sub(r"\s*[-_]\s*", "-", content).partition("-")
            variants.append(f"{first_part} {outside} {last_part}")
            variants.append(outside)
    elif "," in name:
        outside, _, content = (part.strip() for part in name.partition(","))
        variants += [f"{content} {outside}"] if _is_state_form(content) else []
    return variants


def _is_state_form(text: str) -> bool:
    words = re.findall(r"[\w']+", normalise_text(text).replace("d'", "d' "))
    form_words = _WORDS.list_words("registry_names", "state_form_words")
    return bool(words) and all(word in form_words or STATE_FORM_STEMS.search(word) for word in words)


def is_acronym(name: str) -> bool:
    """Return True if a name has two to six capitals, perhaps dots or a digit, and no lower-case letter."""
    letters = NON_WORD.sub("", name)
    return 2 <= len(letters) <= 6 and letters.isupper() and letters.isascii()
