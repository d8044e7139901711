"""Checks whether the citations of a text are still valid in the served edition."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo import registry
from palermo.edition import View
from palermo.errors import NotFound, PalermoError
from palermo.joint_texts.changes import CitationAdded
from palermo.joint_texts.enums import CitedKind
from palermo.joint_texts.state import JointText
from palermo.portal.services.current_edition import get_current_view
from palermo.statements import ReviewStatus, normalise_text

MAX_QUERY_CHARS = 300
WARNINGS: Mapping[str, Promise] = {
    "gone": _("It is no longer in the edition."),
    "rejected": _("Reviewers rejected it."),
    "corrected": _("Reviewers corrected it. Check the citation."),
    "changed": _("Its words have changed."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCitation:
    """A citation, the address of its source, and a warning if it is no longer valid."""

    citation: CitationAdded
    address: str
    warning: Promise | None
    search_address: str = ""
    """Where the library is searched for the quoted words of what is gone; else empty."""


def check_citations(text: JointText) -> list[CheckedCitation]:
    """Check all citations of present paragraphs against the edition and the registry."""
    present = {present_paragraph.id for present_paragraph in text.present_paragraphs} | {"title"}
    cited = [citation for citation in text.citations.values() if citation.paragraph in present]
    if not cited:
        return []
    try:
        view = get_current_view()
    except PalermoError:
        return [CheckedCitation(citation=item, address="", warning=None) for item in cited]
    return [_check_citation(item, view) for item in cited]


def _check_citation(citation: CitationAdded, view: View) -> CheckedCitation:
    address, problem = _CHECKS[citation.kind](citation, view)
    words = citation.quote[:MAX_QUERY_CHARS] if problem == "gone" else ""
    return CheckedCitation(
        citation=citation,
        address=address,
        warning=WARNINGS[problem] if problem else None,
        search_address=f"{reverse('search:results')}?{urlencode({'q': words})}" if words else "",
    )


def _check_statement(citation: CitationAdded, view: View) -> tuple[str, str]:
    address = reverse("statements:statement", kwargs={"id": citation.reference})
    try:
        statement = view.get_statement(citation.reference)
    except NotFound:
        return "", "gone"
    if statement.status is ReviewStatus.REJECTED:
        return address, "rejected"
    if statement.status is ReviewStatus.CORRECTED:
        return address, "corrected"
    return address, _compare_quote(citation.quote, statement.quote)


def _check_passage(citation: CitationAdded, view: View) -> tuple[str, str]:
    try:
        passage = view.get_passage(citation.reference)
    except NotFound:
        return "", "gone"
    address = reverse("documents:passage", kwargs={"id": passage.document, "passage": passage.id})
    return address, _compare_quote(citation.quote, passage.text)


def _check_provision(citation: CitationAdded, view: View) -> tuple[str, str]:
    id, _separator, number = citation.reference.partition("/")
    instrument = registry.load_registry().get_instrument(id)
    if instrument is None or (number and number not in {provision.number for provision in instrument.provisions}):
        return "", "gone"
    return reverse("instruments:instrument", kwargs={"id": id}), ""


def _compare_quote(quote: str, present: str) -> str:
    cited, words = normalise_text(quote), normalise_text(present)
    return "" if cited in words or words in cited else "changed"


_CHECKS: Mapping[CitedKind, Callable[[CitationAdded, View], tuple[str, str]]] = {
    CitedKind.STATEMENT: _check_statement,
    CitedKind.PASSAGE: _check_passage,
    CitedKind.PROVISION: _check_provision,
}
