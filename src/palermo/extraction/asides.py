"""What stands behind an English name and is no part of it: what tells more of its bearer, with whom and how it acts."""

import re

_APPOSITION = re.compile(
    r"(?<=[\w)]),\s+(?:an?|our|its|their|one\s+of|formerly|also|especially|particularly)\s(?:(?!,\s)[^;:]){2,90},?\s*$",
    re.I,
)
"""What tells more of a name, behind it: `the Example Club, | a network of banks`."""
_ASIDE_BEHIND = re.compile(
    r",\s+(?:via|through|as|acting|in|with|together|jointly|along|alongside|by|under|at|on|since|based|supported|following|speaking|whose|which|who)\s[^;:]*$",
    re.I,
)
"""What stands behind who acts up to the verb: `the Government, | via its consulates,`."""


def without_asides(printed: str, *, served: bool) -> str:
    """A name or a list of names without what tells more of it behind a comma; a list stays whole.

    `served`: of those who are asked or served only appositions are cut off.
    """
    printed = _without_apposition(printed)
    if not served and (aside := _ASIDE_BEHIND.search(printed, 1)):
        printed = printed[: aside.start()]
    return printed


def _without_apposition(printed: str) -> str:
    """An English name without what tells more of it behind a comma; a list stays as it is."""
    found = _APPOSITION.search(printed)
    if found is None or re.search(r"\b(?:and|or)\b", found.group()) or not printed[: found.start()].strip():
        special = re.search(r",\s+especially\s[^,;:]{2,60},?\s*$", printed)
        return printed[: special.start()] if special else printed
    return printed[: found.start()]
