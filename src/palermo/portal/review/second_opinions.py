"""Second opinions of language models on a statement, as reviewers see them beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from palermo.edition import Library
from palermo.grouping import group_items
from palermo.pipeline.second_opinions import OpinionQueue
from palermo.portal.base import value_labels
from palermo.portal.base.number_formats import get_group_separator
from palermo.portal.review.forms import StatementForm
from palermo.statements import ROLES

NO_KIND = "none"
"""Kind that a model proposes where nothing is stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondOpinion:
    """What a model said of a statement."""

    agrees: bool
    model: str
    date: str
    """ISO time, UTC."""
    proposals: Sequence[tuple[str, str]]
    """Labels and values of what it proposes instead."""


def list_second_opinions(statement: str) -> list[SecondOpinion]:
    """Return the second opinions on a statement, newest first."""
    path = Library(settings.PALERMO_LIBRARY).opinions
    try:
        stat = path.stat()
    except OSError:
        return []
    rows = _load_rows(path, stat.st_mtime_ns, stat.st_size).get(statement, ())
    return [
        SecondOpinion(
            agrees=row["opinion"] == "agree",
            model=str(row["model"]),
            date=str(row["date"]),
            proposals=_label_proposals(row),
        )
        for row in reversed(rows)
    ]


@lru_cache(maxsize=2)
def _load_rows(path: Path, _time: int, _size: int) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return the opinions of a file by statement, oldest first; those on missing statements have none."""
    return group_items(OpinionQueue(path).read_rows(), lambda row: str(row["statement"] or ""))


def _label_proposals(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    fields = StatementForm().fields
    proposals = []
    if row["kind"] == NO_KIND:
        proposals.append((str(fields["kind"].label), _("nothing is stated here")))
    elif row["kind"]:
        proposals.append((str(fields["kind"].label), str(value_labels.KINDS.get(row["kind"], row["kind"]))))
    if row["opinion"] != "agree":
        proposals += [
            (str(fields[name].label), get_group_separator().join(map(str, row[name]))) for name in ROLES if row[name]
        ]
        proposals += [(str(fields["quote"].label), str(quote)) for quote in row["quotes"]]
    return proposals
