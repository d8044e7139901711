"""Labels of closed sets (kinds, answers, statuses, evidence of ties) and titles of facets in the page's language."""

from collections.abc import Collection, Iterable, Mapping

from django.utils.functional import Promise, lazystr
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.analysis.partnerships import EvidenceKind, ExclusionReason, TieContinuity
from palermo.languages import choose_label
from palermo.portal.base.languages import get_active_language
from palermo.statements import (
    KIND_DESCRIPTIONS,
    NO_RESPONSE,
    DocumentVersion,
    Facet,
    Nature,
    Response,
    ReviewStatus,
)


class _LanguageLabel:
    """A label that depends on the language at the time of rendering."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._labels = labels

    def __str__(self) -> str:
        return choose_label(self._labels, get_active_language())


def _build_lazy_label(labels: Mapping[str, str]) -> Promise:
    label: Promise = lazystr(_LanguageLabel(labels))
    return label


KINDS: dict[str, Promise] = {kind: _build_lazy_label(item.labels) for kind, item in KIND_DESCRIPTIONS.items()}
ACTOR_TITLES: dict[str, Promise] = {
    kind: _build_lazy_label(item.actor_titles) for kind, item in KIND_DESCRIPTIONS.items()
}
"""What the actors of a statement are to it, by its kind."""
PLANNED_ACTIVITY: Promise = _("Planned activity")
"""Label of an activity that a document only announces."""
NATURES: dict[str, Promise] = {
    Nature.ORIGINAL: _("Original"),
    Nature.DIGEST: _("Digest in our words"),
    Nature.SURVEY: _("Survey answer"),
    Nature.TABLE: _("Table row"),
}
DOCUMENT_FIELDS: dict[str, Promise] = {
    "title": _("Title"),
    "date": _("Date"),
    "publishers": _("Publisher"),
    "publisher": _("Publisher"),
    "language": _("Language"),
    "nature": _("Kind of text"),
    "full_text": _("What may be shown"),
}
DIMENSIONS: dict[str, Promise] = {
    "individual": _("individual"),
    "family": _("family"),
    "community": _("community"),
    "structural": _("structural"),
    "situational": _("situational"),
}
TENSES: dict[str, Promise] = {"done": _("done"), "ongoing": _("ongoing"), "planned": _("planned")}
RESPONSES: dict[str, Promise] = {
    Response.ACCEPTED: pgettext_lazy("answer", "Accepted"),
    Response.NOTED: pgettext_lazy("answer", "Noted"),
    Response.PENDING: pgettext_lazy("answer", "Pending"),
    NO_RESPONSE: pgettext_lazy("answer", "No answer printed"),
}
STATUSES: dict[str, Promise] = {
    ReviewStatus.PROPOSED: pgettext_lazy("review", "proposed, not yet reviewed"),
    ReviewStatus.ACCEPTED: pgettext_lazy("review", "accepted by a reviewer"),
    ReviewStatus.CORRECTED: pgettext_lazy("review", "corrected by a reviewer"),
    ReviewStatus.REJECTED: pgettext_lazy("review", "rejected by a reviewer"),
}
REF_SOURCES: dict[str, Promise] = {
    "introduction": _("named in the list’s introduction"),
    "heading": _("named in the heading"),
    "byline": _("named in the byline"),
    "coreference": _("named before the quote"),
    "document": _("the document’s publisher"),
}
"""Where the name of a role comes from that the quote does not have."""
OUTCOMES: dict[str, Promise] = {
    "done": pgettext_lazy("follow-up", "Done"),
    "promised": pgettext_lazy("follow-up", "Promised"),
    "refused": pgettext_lazy("follow-up", "Refused"),
    "nothing-found": pgettext_lazy("follow-up", "Nothing found"),
    "not-searched": pgettext_lazy("follow-up", "No later document searched"),
}
"""What came of a recommendation."""
UNSEARCHED_REASONS: dict[str, Promise] = {
    "no-addressee": _("No addressee is confirmed, so no answer was looked for."),
    "no-date": _("No date is known, so no later answer was looked for."),
    "group": _("The addressee is a group, and no later statement is by it or addressed to it."),
    "unregistered": _("The addressee is not in the registry, and no later statement is by it or addressed to it."),
    "no-later-work": _("No later document of or about the addressee is in the library."),
}
"""Why no later document was searched for answers to a recommendation."""
CHAIN_TIES: dict[str, Promise] = {
    "exact": pgettext_lazy("tie", "the same words"),
    "near": pgettext_lazy("tie", "nearly the same words"),
    "reworded": pgettext_lazy("tie", "probably the same call in other words"),
    "translated": pgettext_lazy("tie", "probably the same call in another language"),
}
"""How similar two recommendations are."""
GAPS: dict[str, Promise] = {
    "nobody": pgettext_lazy("gap", "No statement cites it"),
    "own-text": pgettext_lazy("gap", "No statement cites it; its text or digest in the library speaks of it"),
    "not-acted-on": pgettext_lazy("gap", "Recommendations cite it, no activity does"),
    "little": pgettext_lazy("gap", "Recommendations cite it, few activities do"),
    "not-called-for": pgettext_lazy("gap", "Activities cite it, no recommendation does"),
}
VERSIONS: dict[str, Promise] = {
    DocumentVersion.MAIN: _("main version"),
    DocumentVersion.COPY: _("another file"),
    DocumentVersion.TRANSLATION: _("translation"),
    DocumentVersion.CORRIGENDUM: _("corrigendum"),
    DocumentVersion.SUPERSEDED: _("superseded text"),
}
SUPPORT_ROLES: dict[str, Promise] = {
    "introduction": _("Passage before the items"),
    "heading": _("Heading above it"),
    "recommenders": _("Who signs it"),
    "response": _("Line that gives the answer"),
    "entity": _("Who is meant"),
    "speaker": _("Who speaks"),
    "title": _("Title of what gives the mandate"),
}
UNVERIFIED_FIELDS: dict[str, Promise] = {
    "title": _("Title"),
    "names.en": _("Title"),
    "symbol": _("Symbol"),
    "year": _("Year"),
    "publishers": _("Publisher"),
    "website": _("Site"),
    "icat_since": _("Year"),
}
"""Fields of the registry's rows that may be left out because no source has shown them."""

ENTITY_KINDS: dict[str, Promise] = {
    "un-entity": pgettext_lazy("entity", "United Nations entity"),
    "international-organisation": pgettext_lazy("entity", "International organisation"),
    "regional-organisation": pgettext_lazy("entity", "Regional organisation"),
    "mechanism": pgettext_lazy("entity", "Mechanism"),
    "initiative": pgettext_lazy("entity", "Initiative"),
    "civil-society": pgettext_lazy("entity", "Civil society"),
    "private-sector": pgettext_lazy("entity", "Private sector"),
    "state-body": pgettext_lazy("entity", "State body"),
}
INSTRUMENT_KINDS: dict[str, Promise] = {
    "treaty": pgettext_lazy("instrument", "Treaty"),
    "resolution": pgettext_lazy("instrument", "Resolution"),
    "decision": pgettext_lazy("instrument", "Decision"),
    "declaration": pgettext_lazy("instrument", "Declaration"),
    "compact": pgettext_lazy("instrument", "Compact"),
    "goals": pgettext_lazy("instrument", "Goals"),
    "recommendation": pgettext_lazy("instrument", "Recommendation of an organisation"),
    "general-recommendation": pgettext_lazy("instrument", "General recommendation of a treaty body"),
    "guidelines": pgettext_lazy("instrument", "Guidelines"),
    "directive": pgettext_lazy("instrument", "Directive"),
    "action-plan": pgettext_lazy("instrument", "Action plan"),
    "programme": pgettext_lazy("instrument", "Programme"),
    "memorandum": pgettext_lazy("instrument", "Memorandum"),
    "meeting": pgettext_lazy("instrument", "Outcome of a meeting"),
}
PARTNERSHIP_KINDS: dict[str, Promise] = {
    "founding": pgettext_lazy("partnership", "Founding"),
    "membership": pgettext_lazy("partnership", "Membership"),
    "co-chair": pgettext_lazy("partnership", "Chair or co-chair"),
    "coordination": pgettext_lazy("partnership", "Coordination"),
    "cooperation": pgettext_lazy("partnership", "Cooperation"),
    "cooperation-framework": pgettext_lazy("partnership", "Framework for cooperation"),
    "administration": pgettext_lazy("partnership", "Administration"),
    "subsidiary": pgettext_lazy("partnership", "Subsidiary body"),
    "funding": pgettext_lazy("partnership", "Funding"),
    "initiative": pgettext_lazy("partnership", "Joint initiative"),
    "regional-process": pgettext_lazy("partnership", "Regional process"),
    "joint-programme": pgettext_lazy("partnership", "Joint programme"),
    "joint-project": pgettext_lazy("partnership", "Joint project"),
    "joint-publication": pgettext_lazy("partnership", "Joint publication"),
}
EVIDENCE_KINDS: dict[str, Promise] = {
    EvidenceKind.PROGRAMME: pgettext_lazy("evidence of a tie", "Joint programmes and projects"),
    EvidenceKind.AGREEMENT: pgettext_lazy("evidence of a tie", "Agreements to cooperate"),
    EvidenceKind.CHAIR: pgettext_lazy("evidence of a tie", "Chairs of a group"),
    EvidenceKind.COORDINATION: pgettext_lazy("evidence of a tie", "Jointly run initiatives"),
    EvidenceKind.PUBLICATION: pgettext_lazy("evidence of a tie", "Joint publications"),
    EvidenceKind.SIGNATURE: pgettext_lazy("evidence of a tie", "Joint statements"),
    EvidenceKind.ACTIVITY: pgettext_lazy("evidence of a tie", "Joint activities reported in documents"),
    EvidenceKind.COOPERATION: pgettext_lazy("evidence of a tie", "Cooperation reported in documents"),
    EvidenceKind.EVENT: pgettext_lazy("evidence of a tie", "Meetings"),
}
CONTINUITIES: dict[str, Promise] = {
    TieContinuity.RECENT: pgettext_lazy("tie", "recent evidence"),
    TieContinuity.OPEN: pgettext_lazy("tie", "no end is known"),
    TieContinuity.SILENT: pgettext_lazy("tie", "no recent evidence"),
    TieContinuity.UNDATED: pgettext_lazy("tie", "no date"),
}
EVIDENCE_SOURCES: dict[str, Promise] = {
    "documents": pgettext_lazy("tie", "documents of this library"),
    "registry": pgettext_lazy("tie", "the registry alone"),
}
BANDS: dict[str, Promise] = {
    "strong": pgettext_lazy("tie", "strong"),
    "some": pgettext_lazy("tie", "some"),
    "slight": pgettext_lazy("tie", "slight"),
}
REASONS: dict[str, Promise] = {
    "subjects": pgettext_lazy("why partners", "Shared subjects"),
    "places": pgettext_lazy("why partners", "Shared places"),
    "complements": pgettext_lazy("why partners", "Complementary kinds of work"),
    "people": pgettext_lazy("why partners", "The same people"),
    "partners": pgettext_lazy("why partners", "Common partners"),
    "earlier": pgettext_lazy("why partners", "Earlier joint work"),
    "activity": pgettext_lazy("why partners", "Number of partners of each"),
    "apart": pgettext_lazy("why no partners", "No place in common"),
    "silent": pgettext_lazy("why no partners", "Nothing new was found of"),
    "thin": pgettext_lazy("why no partners", "Little is known of"),
    "covered": pgettext_lazy("why no partners", "Both belong already to"),
}
REASON_SENTENCES: dict[str, Promise] = {
    "subjects": pgettext_lazy("why partners", "Both work on %(names)s."),
    "places": pgettext_lazy("why partners", "Both work in %(names)s."),
    "complements": pgettext_lazy("why partners", "One does what the other is not found to do: %(names)s."),
    "people": pgettext_lazy("why partners", "Both work with or for %(names)s."),
    "partners": pgettext_lazy("why partners", "Both have a tie with %(names)s."),
    "earlier": pgettext_lazy("why partners", "They have worked together before."),
    "activity": pgettext_lazy("why partners", "Each has ties with other bodies."),
    "apart": pgettext_lazy("why no partners", "No place was found where both work."),
    "silent": pgettext_lazy("why no partners", "Nothing new was found of %(names)s."),
    "thin": pgettext_lazy("why no partners", "Few statements were found of %(names)s."),
    "covered": pgettext_lazy("why no partners", "Both already belong to %(names)s."),
}
EXCLUSIONS: dict[str, Promise] = {
    ExclusionReason.STATE: _("States and their organs"),
    ExclusionReason.GROUP: _("groups of actors"),
    ExclusionReason.UNITED_NATIONS: _("the United Nations as a whole"),
    ExclusionReason.NO_NAME: _("words that name no body"),
}

SOURCE_KINDS: dict[str, Promise] = {
    "folder": pgettext_lazy("kind of source", "Folder"),
    "archive": pgettext_lazy("kind of source", "Archive"),
    "address": pgettext_lazy("kind of source", "Address"),
    "addresses": pgettext_lazy("kind of source", "List of addresses"),
    "sitemap": pgettext_lazy("kind of source", "Sitemap"),
    "feed": pgettext_lazy("kind of source", "Feed"),
    "ris": pgettext_lazy("kind of source", "Bibliography (RIS)"),
    "bibtex": pgettext_lazy("kind of source", "Bibliography (BibTeX)"),
    "csl": pgettext_lazy("kind of source", "Bibliography (CSL-JSON)"),
    "zotero": pgettext_lazy("kind of source", "Bibliography (Zotero)"),
    "oai": pgettext_lazy("kind of source", "Repository (OAI-PMH)"),
    "ocds": pgettext_lazy("kind of source", "Contracting data (OCDS)"),
}


def list_unverified_fields(fields: Iterable[str]) -> list[str]:
    """Return the labels of those fields of a row that are left out because no source shows them."""
    labels = (str(UNVERIFIED_FIELDS[name]) for name in fields if name in UNVERIFIED_FIELDS)
    return list(dict.fromkeys(labels))


def get_value_label(labels: dict[str, Promise], value: str) -> str:
    """Return the label of a value, or the value itself if it has none."""
    return str(labels.get(value, value))


def list_options(labels: dict[str, Promise], used: Collection[str]) -> list[tuple[str, str]]:
    """Return the values that are in use with their labels, for a choice field."""
    return [(str(value), str(label)) for value, label in labels.items() if value in used]


def get_facet_title(facet: Facet) -> Promise:
    """Return the lazy title of a facet."""
    return _build_lazy_label(facet.labels)
