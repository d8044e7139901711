"""What stands behind an English name and is no part of it: what tells more of its bearer, with whom and how it acts."""

import re

from palermo.extraction.compounds import is_same

_INNER = re.compile(
    r",\s+(?:an?|one\s+of|formerly|which|whose|who|based|led|founded|established|headed|chaired|created)\s[^,;:]{2,90},"
    r"(?=\s+(?:and|or|as\s+well\s+as)\s)",
    re.I,
)
"""What tells more of a name within a list: `the Dawn Fund, | a network of banks, | and Hope Harbour`."""
_AND_PARTNERS = re.compile(r",?\s+and\s+(?:its|their|our)\s+(?:[\w-]+\s+){0,3}partners\b.*$", re.I)
"""Those who act together with somebody: `Talitha Kum | and its partners, including ...`."""
_OTHER_NAME = re.compile(r"(?P<name>[^,;:]{2,120}),\s+(?P<other>the\s+[^,;:]{3,80}),(?=\s+(?:and|or|as\s+well\s+as)\s)")
"""A name and perhaps another of the same body: `IOM, | the UN Migration Agency, | and UNODC`."""
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
    printed = _without_apposition(printed if served else without_inner_asides(printed))
    if not served:
        printed = _AND_PARTNERS.sub("", printed)
    if not served and (aside := _ASIDE_BEHIND.search(printed, 1)):
        printed = printed[: aside.start()]
    return printed


def without_inner_asides(printed: str) -> str:
    """A list of English names without what tells more of one of them before `and`."""
    if "," not in printed:
        return printed
    printed = _INNER.sub("", printed)
    found = _OTHER_NAME.match(printed)
    if found and is_same(found["name"].strip(), found["other"].strip()):
        return printed[: found.end("name")] + printed[found.end() :]
    return printed


def _without_apposition(printed: str) -> str:
    """An English name without what tells more of it behind a comma; a list stays as it is."""
    found = _APPOSITION.search(printed)
    if found is None or re.search(r"\b(?:and|or)\b", found.group()) or not printed[: found.start()].strip():
        special = re.search(r",\s+especially\s[^,;:]{2,60},?\s*$", printed)
        return printed[: special.start()] if special else printed
    return printed[: found.start()]
