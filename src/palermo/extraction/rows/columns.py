"""Roles of the columns of a table of who does what, by the words of its header or by its tags."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.safe_yaml import parse_yaml
from palermo.statements import normalise_text

REQUIRED_ROLES = ("organisation",)
"""Roles without which a table is none of who does what."""
ACTION_ROLES = ("sector", "activity", "work")
"""Roles of which it needs one: what is done."""
PLACE_ROLES = ("country", "place", "smaller place", "place code")
"""Roles of which it needs one: where."""


@lru_cache(maxsize=1)
def _load_column_roles() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the role of each folded name, and of each tag."""
    words = LanguageWords("extraction")
    headers = [words.get_section(language, "tables")["columns"] for language in LANGUAGES]
    text = (files("palermo.extraction.rows") / "column_tags.yaml").read_text(encoding="utf-8")
    tags = parse_yaml(text)
    names = {normalise_header(name): role for role in tags for columns in headers for name in columns[role]}
    return names, {normalise_tag(tag): role for role, role_tags in tags.items() for tag in role_tags}


def find_role(name: str, tag: str = "") -> str | None:
    """Return the role of a column, by its tag if it has one, else by its name; None for an unknown column."""
    names, tags = _load_column_roles()
    by_tag = tags.get(normalise_tag(tag)) or tags.get(normalise_tag(tag).split("+")[0]) if tag else None
    return by_tag or names.get(normalise_header(name))


def assign_roles(names: Iterable[str], tags: Mapping[str, str]) -> dict[str, str]:
    """Return the column of each role: of several the first, one with a tag before one without.

    Where no column is for the organisation, that of the implementing partner is.
    """
    role_columns: dict[str, str] = {}
    for tagged in (True, False):
        for name in names:
            if (name in tags) is tagged and (role := find_role(name, tags.get(name, ""))):
                role_columns.setdefault(role, name)
    if "organisation" not in role_columns and "partner" in role_columns:
        role_columns["organisation"] = role_columns.pop("partner")
    return role_columns


def is_presence_table(columns: Mapping[str, str]) -> bool:
    """Return whether a table with these roles states who does what where."""
    has_required = all(item in columns for item in REQUIRED_ROLES) and any(item in columns for item in ACTION_ROLES)
    return has_required and any(item in columns for item in PLACE_ROLES)


def normalise_tag(tag: str) -> str:
    """Return a tag with its attributes in order, without those of languages and unknown ones.

    >>> normalise_tag("#org +name +en")
    '#org+name'
    """
    first, *attributes = re.sub(r"\s", "", tag.casefold()).split("+")
    kept_attributes = sorted(
        attribute for attribute in attributes if len(attribute) > 2 and not attribute.startswith(("v_", "i_"))
    )
    return "+".join((first, *kept_attributes))


def normalise_header(name: str) -> str:
    """Return the words of a column's header, lowercase and without punctuation."""
    return re.sub(r"[\W_]+", " ", normalise_text(name)).strip()
