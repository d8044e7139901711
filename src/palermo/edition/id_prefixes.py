"""Resolution of ids from their first digits."""

from collections.abc import Iterable

from palermo.edition.parquet_sql import replace_surrogates
from palermo.errors import NotFound

MIN_ID_PREFIX_CHARS = 6
"""Minimum digits of an id prefix."""


def resolve_id_prefix(noun: str, prefix: str, ids: Iterable[str], fix: str = "") -> str:
    """Return the id with this prefix, which must be unique; raises NotFound, with `fix` as the hint."""
    subject = f"{noun} {replace_surrogates(prefix)[:60]!r}"
    matching_ids = [i for i in ids if i == prefix] or [
        i for i in ids if len(prefix) >= MIN_ID_PREFIX_CHARS and i.startswith(prefix)
    ]
    if not matching_ids:
        raise NotFound(
            subject,
            f"no {noun} has that {'name or id' if fix else 'id'}",
            fix or f"Give its id, or at least its first {MIN_ID_PREFIX_CHARS} digits",
        )
    if len(matching_ids) > 1:
        raise NotFound(subject, f"more than one {noun} has an id that starts so", "Give more of its digits")
    return matching_ids[0]
