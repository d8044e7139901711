"""The reports that the list offers, in groups."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.registry import WORLD
from palermo.reports.builders.catalogue import ReportKind
from palermo.reports.builders.follow_up_report import load_group_calls
from palermo.reports.context import ReportContext
from palermo.reports.subjects import list_subjects

MAX_YEARS = 8
"""Years whose reports the list offers; others have their address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportGroup:
    """Reports of one kind."""

    id: str
    title: str
    links: list[tuple[str, str]]
    """Title and address."""


def build_choices(context: ReportContext) -> list[ReportGroup]:
    """Return the reports that need no form, in groups."""
    titles = {
        "featured": _("Dossiers on main themes"),
        "themes": _("Themes"),
        "exploitation": _("Forms of exploitation"),
        "interventions": _("Kinds of work"),
        "groups": _("Groups of people"),
    }
    subjects = list_subjects(context)
    dossiers = [
        ReportGroup(id=scheme, title=titles[scheme], links=[_build_link(ReportKind.DOSSIER, *item) for item in listed])
        for scheme, listed in subjects.items()
    ]
    return [dossiers[0], *_list_briefs(context), *dossiers[1:]]


def _list_briefs(context: ReportContext) -> list[ReportGroup]:
    """Return the mapping resource and the briefs on entities of the group, States and regions."""
    registry, counts = context.registry, context.view.count_facets(names=["place", "addressee"])
    named = [count.value for count in counts["place"]]
    named += [count.value.removeprefix("state:") for count in counts["addressee"] if count.value.startswith("state:")]
    states = [code for code in dict.fromkeys(named) if f"state:{code}" in registry.states]
    regions = [region.id for region in registry.regions.values() if region.within == WORLD]
    members = [entity.id for entity in registry.entities.values() if entity.icat]
    mapping = _build_link(ReportKind.MAPPING, "latest", _("Mapping of mandates, priorities and activities"))
    years = sorted({document.year for document in context.view.list_documents() if document.year}, reverse=True)[
        :MAX_YEARS
    ]
    annual = [_build_link(ReportKind.ANNUAL, str(year), _("Annual report %(year)s") % {"year": year}) for year in years]
    briefs = [
        _build_link(ReportKind.FOLLOW_UP, str(year), _("Asked in %(year)s, found since") % {"year": year})
        for year in years
        if len(load_group_calls([year], context))
    ]
    checklist = _build_link(ReportKind.CHECKLIST, "procurement", _("Checklist for procurement officers"))
    submission = (_("Draft of a submission on an instrument"), reverse("reports:submission"))
    return [
        ReportGroup(id="reports", title=_("Reports of the edition"), links=[mapping, checklist, submission]),
        ReportGroup(id="annual", title=_("Annual reports of the chairs"), links=annual),
        ReportGroup(id="follow-up", title=_("Follow-up in words"), links=briefs),
        _build_group("members", _("Briefs on members of the coordination group"), ReportKind.ENTITY, members, context),
        _build_group("regions", _("Briefs on regions"), ReportKind.COUNTRY, regions, context),
        _build_group("states", _("Briefs on States and areas"), ReportKind.COUNTRY, states, context),
    ]


def _build_group(id: str, title: str, kind: ReportKind, keys: list[str], context: ReportContext) -> ReportGroup:
    is_state = id == "states"
    labels = [(key, context.get_label(f"state:{key}" if is_state else key)) for key in keys]
    links = [_build_link(kind, *label) for label in sorted(labels, key=lambda pair: pair[1].casefold())]
    return ReportGroup(id=id, title=title, links=links)


def _build_link(kind: ReportKind, key: str, title: str) -> tuple[str, str]:
    return title, reverse("reports:report", kwargs={"kind": kind, "key": key})
