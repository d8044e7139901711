"""Masking of entity names before a quote is tagged.

"The Migration Agency trained judges" is not about migration: a name is not what a statement says.
"""

import re
from collections.abc import Callable

from palermo.statements import RefType, Statement

MIN_NAME_WORDS = 2
"""Minimum number of words of a masked name: "States" and "the Agency" are never tagged anyway."""

GENERIC_BODY_NAME = re.compile(
    r"[وف]?ال\w+|(?:该|本|此|各|两国|有关|主管).*|(?:国家|地方|联邦)?(?:特别|国家)?(?:委员会|理事会|大会|政府|当局|办公室|秘书处|代表团|报告员|工作组|专家组"
    r"|小组|部门|机构|组织|公司|企业|警方|警察|法院|检察院|检察官|法官|议会|协调人|协调员|专家|基金|基金会|网络|联盟|会员国|缔约国|成员国|国家|部长|部长们)"
)
"""Arabic and Chinese generic words for a body: `the Committee`, `the Government`, `this project`."""


def mask_entity_names(statement: Statement, should_keep: Callable[[str], bool] = lambda name: False) -> str:
    """Return the quote without the printed names of its entities; groups of actors stay, as they are words.

    `should_keep` returns whether a name stays too.
    """
    quote = statement.quote
    for ref in statement.refs:
        if ref.type is RefType.ENTITY and is_proper_name(ref.name) and not should_keep(ref.name):
            quote = quote.replace(ref.name, "—")
    return quote


def is_proper_name(name: str) -> bool:
    """Return whether a name is a proper name: several capitalised words, or a script without capitals."""
    words: list[str] = re.findall(r"\w+", name)
    if name.upper() == name.lower():
        return (len(words) >= MIN_NAME_WORDS or len(name) > MIN_NAME_WORDS) and not GENERIC_BODY_NAME.fullmatch(
            name.strip()
        )
    return sum(word[0].isupper() for word in words) >= MIN_NAME_WORDS
