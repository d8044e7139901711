"""Where one name of a list ends and the next begins: `World Vision and Save the Children`."""

import re
from itertools import pairwise

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.roles.name_lists import LONGEST, bare, is_name, whole_body

_COMPLETE = re.compile(r"(?:(?:UN|ONU)-\w+|[A-Z][\w-]*[A-Z][\w-]*)")
"""A name that needs no further words, behind which the next name of a list begins: `UNICEF | and Save the Children`."""


def names_alone(parts: list[str], words: Wordings) -> bool:
    """Whether all parts of a list are whole names: `World Vision and Save the Children`."""
    names = [bare(part, words) for part in parts]
    if words.language in ("fr", "es") and len(parts) > 1:
        return all(map(words.naming.whole_name.fullmatch, names))
    if words.language != "en" or len(parts) < 2 or not all(is_name(name, words) for name in names):
        return False
    forms = words.naming
    if all(part.lstrip().startswith("the ") and (" " in names[0] or " " in bare(part, words)) for part in parts[1:]):
        return not any(forms.of_name.search(one) and words.actors.search(two) is None for one, two in pairwise(names))
    heads = {words.actors.search(name) is not None for name in names if not words.actors.fullmatch(name)}
    alone = all((" " in name or forms.own_name.fullmatch(name)) and not forms.of_name.search(name) for name in names)
    return alone and len(heads) < 2 and not parts[0].lstrip().lower().startswith("the ")


def name_behind(before: str, part: str, words: Wordings) -> str | None:
    """A proper name without a known head, behind one that is complete: `UNICEF and | Save the Children`."""
    name = bare(part, words)
    return name if begins_anew(before, name, words) and is_name(name, words) and len(name) < LONGEST else None


def begins_anew(before: str, name: str, words: Wordings) -> bool:
    """Whether a name stands behind one that is complete, so that it is no rest of it."""
    if not name[:1].isupper():
        return False
    own = before.strip()
    return _COMPLETE.fullmatch(own) is not None or (words.naming.of_name.search(own) is None and whole_body(own, words))
