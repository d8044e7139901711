"""The downloads of the data page: tables of the edition, each in its formats."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.publishing.exchange.exports import EXPORTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A row of the table of downloads: files by name of their format."""

    label: str
    files: Sequence[tuple[str, str]]


def list_downloads() -> list[Download]:
    """Return the downloads in the order of the page; ties are a table and a network."""
    contents = {
        _("Statements"): ("statements",),
        _("Passages"): ("passages",),
        _("Documents"): ("documents",),
        _("Entities"): ("entities",),
        _("Ties, current and past"): ("ties", "network"),
        _("Activities"): ("activities",),
    }
    return [
        Download(
            label=label,
            files=[
                (format.label, reverse("editions:download", kwargs={"what": name, "format": suffix}))
                for name in names
                for suffix, format in EXPORTS[name].items()
            ],
        )
        for label, names in contents.items()
    ]
