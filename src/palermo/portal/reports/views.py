"""The list of reports, a report as a page, and a report as a file."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.access import Permit, can_manage_joint_texts
from palermo.errors import NotFound, QuestionInvalid, ReportFailed
from palermo.portal.base import languages
from palermo.portal.base.reason_texts import describe_failure
from palermo.portal.base.statement_selection import CONFIDENCE_PARAMETER, get_confidence_params
from palermo.portal.reports.forms import QuestionForm, SubmissionForm
from palermo.portal.services.access import get_actor
from palermo.portal.services.list_files import build_download, stream_rows
from palermo.portal.services.report_facts import get_report_context
from palermo.registry import WORLD
from palermo.reports.builders.catalogue import ReportKind, build_report
from palermo.reports.builders.follow_up_report import load_group_calls
from palermo.reports.builders.submission import KEY_SEPARATOR, build_provision_keys
from palermo.reports.builders.vulnerability import VULNERABILITY, iterate_intersection_rows
from palermo.reports.context import ReportContext
from palermo.reports.subjects import list_subjects
from palermo.reports.writers.html import ReportLinks, render_blocks, render_contents, render_cover
from palermo.reports.writers.report_formats import ReportFormat, get_writer

MAX_YEARS = 8
"""Years whose reports the list offers; others have their address."""

FORMATS = ((ReportFormat.PDF, "PDF"), (ReportFormat.DOCX, "DOCX"), (ReportFormat.MD, "Markdown"))
"""Formats of the files that a page offers, with their names."""


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


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """List the available dossiers and other reports."""
    context = get_report_context(languages.get_active_language())
    return render(request, "reports/list.html", {"groups": build_choices(context)})


def parse_kind(name: str) -> ReportKind:
    """Return the kind of reports of this name; raises Http404."""
    try:
        return ReportKind(name)
    except ValueError as error:
        raise Http404 from error


@require_safe
def report_detail(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show a report."""
    chosen, arguments = parse_kind(kind), {"kind": kind, "key": key}
    files = [(name, reverse("reports:export", kwargs={**arguments, "format": item.value})) for item, name in FORMATS]
    if key == VULNERABILITY:
        files.append((_("Intersections (CSV)"), reverse("reports:intersections", kwargs={"format": "csv"})))
    return _render_report(request, chosen, key, files)


@require_safe
def report_export(request: HttpRequest, kind: str, key: str, format: str) -> HttpResponse:
    """Return a report as a file."""
    return _build_file(parse_kind(kind), key, format)


@require_safe
def submission_form(request: HttpRequest) -> HttpResponse:
    """Show the instruments and provisions for a submission, or open the draft on those chosen."""
    context = get_report_context(languages.get_active_language())
    instruments = [instrument for instrument in context.registry.instruments.values() if instrument.verified_provisions]
    form = SubmissionForm(request.GET)
    chosen = context.registry.get_instrument(form.get_value("instrument"))
    if chosen:
        known = build_provision_keys(chosen.verified_provisions)
        numbers = [number for number in form.cleaned_data["provision"] if number in known]
        key = chosen.id + (KEY_SEPARATOR + ",".join(numbers) if numbers else "")
        return redirect("reports:report", kind=ReportKind.SUBMISSION, key=key)
    choices = [
        (one, list(zip(build_provision_keys(one.verified_provisions), one.verified_provisions, strict=True)))
        for one in instruments
    ]
    return render(request, "reports/submission_form.html", {"instruments": choices})


@require_safe
def intersection_export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """Return the factors of vulnerability that sources name together, with their statements, as a file."""
    rows = iterate_intersection_rows(get_report_context(languages.get_active_language()))
    return stream_rows(rows, format, "intersections")


@require_safe
def question_detail(request: HttpRequest) -> HttpResponse:
    """Show the dossier of a question or of a saved filter."""
    term = QuestionForm(request.GET).term
    if not term:
        return redirect("reports:list")
    query = urlencode([item for item in request.GET.lists() if item[0] != CONFIDENCE_PARAMETER], doseq=True)
    addresses = [(name, reverse("reports:question-export", kwargs={"format": item.value})) for item, name in FORMATS]
    files = [(name, f"{address}?{query}") for name, address in addresses]
    return _render_report(request, ReportKind.DOSSIER, term, files)


@require_safe
def question_export(request: HttpRequest, format: str) -> HttpResponse:
    """Return the dossier of a question or of a saved filter as a file."""
    return _build_file(ReportKind.DOSSIER, QuestionForm(request.GET).term, format)


def _render_report(request: HttpRequest, kind: ReportKind, key: str, files: list[tuple[str, str]]) -> HttpResponse:
    """Return the page of a report, or a page that says why there is none.

    A subject without statements is not an error.
    """
    try:
        report = build_report(kind, key, get_report_context(languages.get_active_language()))
    except NotFound as error:
        raise Http404 from error
    except (QuestionInvalid, ReportFailed) as error:
        return render(request, "reports/nothing.html", {"reason": describe_failure(error), "key": key})
    may_draft = isinstance(can_manage_joint_texts(get_actor(request)), Permit)
    context: dict[str, Any] = {
        "report": report,
        "cover": render_cover(report),
        "contents": render_contents(report),
        "body": render_blocks(report, LINKS),
        "files": [(name, _keep_confidence(address)) for name, address in files],
        "unconfirmed_count": report.unconfirmed_count,
        "draft_query": urlencode({"report": f"{kind.value}/{key}"}) if may_draft else "",
    }
    response = render(request, "reports/detail.html", context)
    if kind is ReportKind.ANNUAL:
        add_never_cache_headers(response)  # it compares last year's issued text, which is not part of the edition
    return response


def _keep_confidence(address: str) -> str:
    """Return the address of a file that counts what its page counts."""
    query = urlencode(get_confidence_params())
    return f"{address}{'&' if '?' in address else '?'}{query}" if query else address


def _build_file(kind: ReportKind, key: str, format: str) -> HttpResponse:
    if format not in list(ReportFormat):
        raise Http404
    try:
        report = build_report(kind, key, get_report_context(languages.get_active_language()))
    except (NotFound, QuestionInvalid, ReportFailed) as error:
        raise Http404 from error
    writer = get_writer(ReportFormat(format))
    return build_download(writer.write(report), writer.media_type, f"palermo-{report.kind}-{report.date}.{format}")


LINKS = ReportLinks(
    get_statement_address=lambda id: reverse("statements:statement", kwargs={"id": id}),
    get_list_address=lambda pairs: f"{reverse('maps:statements')}?{urlencode(pairs)}",
)
"""Pages that citations and figures open."""
