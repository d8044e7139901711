"""Name keys: folding of printed names for matching, including articles and forms of State."""

import re
from functools import lru_cache

from palermo.statements import normalise_text

LEADING_ARTICLE = re.compile(r"^(?:the|la|le|les|el|los|las) |^[ld]'")
"""Leading articles in English, French and Spanish, which never distinguish names."""

STATE_FORM_PREFIX = re.compile(
    r"^(?:republic of(?: the)?|kingdom of(?: the)?|state of|principality of|commonwealth of(?: the)?"
    r"|republique (?:du|de la|des|de|d')|royaume (?:du|de la|des|de|d')|principaute (?:du|de|d')|etat (?:du|de|d')"
    r"|republica (?:del|de la|de los|de)|reino (?:del|de)|principado (?:del|de)|estado (?:del|de)"
    r"|республика|королевство|государство|княжество"
    r"|جمهورية|مملكة|دولة|امارة"
    r") ?(?=\S)"
)
"""Forms of State before a name. "Democratic Republic of" is not included, because it distinguishes the two Congos and
the two Koreas; nor is "Republic of China", see `UNSTRIPPED_STATE_NAME`."""

CHINESE_STATE_FORM = re.compile(r"(?<=..)(?<!联合)(?:共和国|王国|公国|国)$")
"""Forms of State after a name. `联合王国` is not stripped, because `联合国` is the United Nations."""

UNSTRIPPED_STATE_NAME = re.compile(
    r"^(?:republic of china|republique de chine|republica de china|republic of korea"
    r"|republique de coree|republica de corea|state of mexico|estado de mexico|etat de mexico)\b"
)

_STATE_FORM_WORD_LIST = """
the of republic islamic kingdom state federated states plurinational bolivarian democratic people's peoples
republique islamique royaume etat etats federes federe bolivarienne du de la des d' populaire democratique
republica islamica reino estado estados federados plurinacional bolivariana del los popular democratica
"""
STATE_FORM_WORDS = frozenset(_STATE_FORM_WORD_LIST.split())
"""Words in brackets after a State's name that add no information."""

STATE_FORM_STEMS = re.compile(
    r"республик|государств|штат|королевств|исламск|боливарианск|многонациональн|федеративн|народн|демократическ"
    r"|جمهوري|دول|مملك|ولايات|اسلامي|متحد|متعدد|قوميات|بوليفاري|共和国|王国|多民族国|联邦"
)
"""The same in Russian, Arabic and Chinese, where words are inflected or not separated."""

BRACKETED_TEXT = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
NON_WORD = re.compile(r"[\W_]+")


def build_name_key(name: str) -> str:
    """Return the folded letters and digits of a name; blanks, hyphens, brackets and case are ignored.

    >>> build_name_key("Viet-Nam") == build_name_key("Viet Nam") == build_name_key("VIETNAM")
    True
    """
    folded = normalise_text(name).replace("\u0640", "").replace("&", " and ")
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
            state_keys.append(CHINESE_STATE_FORM.sub("", build_name_key(variant)))
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
    return bool(words) and all(word in STATE_FORM_WORDS or STATE_FORM_STEMS.search(word) for word in words)


def is_acronym(name: str) -> bool:
    """Return True if a name has two to six capitals, perhaps dots or a digit, and no lower-case letter."""
    letters = NON_WORD.sub("", name)
    return 2 <= len(letters) <= 6 and letters.isupper() and letters.isascii()
