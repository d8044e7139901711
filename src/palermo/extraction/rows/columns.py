"""What the columns of a table of who does what are for, told by the words of its header or by its tags."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from palermo.statements import digest, normalised
from palermo.vocabulary.lines import parsed

NEEDED = ("organisation",)
"""Roles without which a table is none of who does what."""
ANY_OF = ("sector", "activity", "work")
"""Roles of which it needs one: what is done."""
WHERE = ("country", "place", "smaller place", "place code")
"""Roles of which it needs one: where."""


@lru_cache(maxsize=1)
def _text() -> str:
    return (files("palermo.extraction.rows") / "columns.yaml").read_text(encoding="utf-8")


def columns_version() -> str:
    """Changes with any byte of the words."""
    return digest("columns", _text())[:8]


@lru_cache(maxsize=1)
def _known() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Role by folded name, and by tag."""
    names: dict[str, str] = {}
    tags: dict[str, str] = {}
    for row in parsed(_text()):
        for name in row["names"]:
            names.setdefault(_key(name), row["role"])
        for tag in row.get("tags", ()):
            tags.setdefault(tag_key(tag), row["role"])
    return names, tags


def role(name: str, tag: str = "") -> str | None:
    """What a column is for, by its tag where it has one, else by its name; None for one that says nothing to us."""
    names, tags = _known()
    by_tag = tags.get(tag_key(tag)) or tags.get(tag_key(tag).split("+")[0]) if tag else None
    return by_tag or names.get(_key(name))


def roles(names: Iterable[str], tags: Mapping[str, str]) -> dict[str, str]:
    """Column by role: of several columns of one role the first, one with a tag before one without.

    Where no column is for the organisation, that of the implementing partner is.
    """
    found: dict[str, str] = {}
    for tagged in (True, False):
        for name in names:
            if (name in tags) is tagged and (one := role(name, tags.get(name, ""))):
                found.setdefault(one, name)
    if "organisation" not in found and "partner" in found:
        found["organisation"] = found.pop("partner")
    return found


def tells(found: Mapping[str, str]) -> bool:
    """Whether a table with these roles tells who does what where."""
    told = all(one in found for one in NEEDED) and any(one in found for one in ANY_OF)
    return told and any(one in found for one in WHERE)


def tag_key(tag: str) -> str:
    """A tag with its attributes in order, those of languages and of no meaning here left out.

    >>> tag_key("#org +name +en")
    '#org+name'
    """
    first, *attributes = re.sub(r"\s", "", tag.casefold()).split("+")
    kept = sorted(one for one in attributes if len(one) > 2 and not one.startswith(("v_", "i_")))
    return "+".join((first, *kept))


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", " ", normalised(name)).strip()
