"""The reports that the list offers, in groups."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.reports.builders.catalogue import ReportKind
from palermo.reports.context import ReportContext
from palermo.reports.subjects import list_subjects


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportGroup:
    """Reports of one kind."""

    id: str
    title: str
    links: list[tuple[str, str]]
    """Title and address."""


def build_choices(context: ReportContext) -> list[ReportGroup]:
    """Return the reports that can be had without a form, in groups."""
    titles = {
        "featured": _("Dossiers read most"),
        "themes": _("Themes"),
        "exploitation": _("Forms of exploitation"),
        "interventions": _("Kinds of work"),
        "groups": _("Groups of people"),
    }
    return [
        ReportGroup(id=scheme, title=titles[scheme], links=[_build_link(ReportKind.DOSSIER, *one) for one in subjects])
        for scheme, subjects in list_subjects(context).items()
    ]


def _build_link(kind: ReportKind, key: str, title: str) -> tuple[str, str]:
    return title, reverse("reports:report", kwargs={"kind": kind, "key": key})
