"""Sections of a dossier from the registry and the vocabulary: definition, framework, tools and guidance."""

import re
from collections.abc import Iterable

from palermo.registry import Instrument, Provision, Publication
from palermo.reports.builders.shared_blocks import (
    add_limited_list,
    add_remaining_count,
    describe_provision,
    describe_publication,
)
from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext
from palermo.reports.evidence import EvidenceSet
from palermo.reports.model import ListItem
from palermo.reports.subjects import ReportSubject
from palermo.reports.translation import mark_message as _

_DEFINITION_PATTERN = re.compile(r"\b(?:defin|means\b)", re.IGNORECASE)
GUIDANCE_KINDS = ("guidance", "tool", "training-material", "issue-brief")
"""Kinds of publications that help to act."""
MAX_INSTRUMENTS, MAX_PROVISIONS, MAX_PUBLICATIONS = 12, 4, 12
"""Instruments, provisions of each, and publications of each group that are listed."""


def find_registry_rows(subject: ReportSubject, context: ReportContext) -> list[Instrument | Publication]:
    """Return the instruments and publications that are about one of the subject's concepts."""
    instruments = [
        instrument for instrument in context.registry.instruments.values() if is_instrument_about(instrument, subject)
    ]
    return [
        *instruments,
        *(
            publication
            for publication in context.registry.publications.values()
            if subject.is_about(publication.topics)
        ),
    ]


def is_instrument_about(instrument: Instrument, subject: ReportSubject) -> bool:
    """Return whether an instrument or one of its provisions is about the subject."""
    topics = (instrument.topics, *(provision.topics for provision in instrument.verified_provisions))
    return any(map(subject.is_about, topics))


def add_definition(composer: Composer, subject: ReportSubject) -> None:
    """Say what the subject is: the vocabulary's definition, and provisions that define it."""
    if not subject.concepts:
        return
    composer.add_section(_("What it is"), anchor="definition")
    sentences = [
        composer.build_sentence(
            _("%(concept)s: %(definition)s"),
            concept=composer.context.get_label(concept.id),
            definition=concept.definitions.get(composer.context.language) or concept.definitions["en"],
            cite=[composer.sources.cite_concept(concept)],
        )
        for concept in subject.concepts
    ]
    composer.add_paragraph(*sentences)
    composer.add_bullets(
        ListItem(sentence=describe_provision(composer, instrument, provision))
        for instrument in composer.context.registry.instruments.values()
        for provision in instrument.verified_provisions
        if _is_definition(provision, subject)
    )


def _is_definition(provision: Provision, subject: ReportSubject) -> bool:
    return subject.is_named_by(provision.topics) and bool(_DEFINITION_PATTERN.search(provision.summary))


def add_framework(composer: Composer, subject: ReportSubject, evidence: EvidenceSet) -> None:
    """List the instruments on the subject with their provisions, and those that the statements cite."""
    composer.add_section(_("Legal and policy framework"), anchor="framework")
    instruments = [
        instrument
        for instrument in composer.context.registry.instruments.values()
        if is_instrument_about(instrument, subject)
    ]
    instruments.sort(
        key=lambda item: (
            not any(subject.is_about(provision.topics) for provision in item.verified_provisions),
            _get_age_key(item.date),
        )
    )
    if instruments:
        composer.add_sentence(
            _("Instruments of the registry on this subject: %(instruments)s."),
            instruments=composer.count_rows(item.id for item in instruments),
        )
    items = []
    for instrument in instruments[:MAX_INSTRUMENTS]:
        own = [provision for provision in instrument.verified_provisions if subject.is_about(provision.topics)]
        further = [item for item in own if not _is_definition(item, subject)]  # the first section has the others
        items += _list_provisions(composer, instrument, further[:MAX_PROVISIONS])
    composer.add_bullets(items)
    add_remaining_count(composer, instruments[MAX_INSTRUMENTS:])
    add_cited_instruments(composer, evidence)
    if not instruments and not evidence.count_values("instrument"):
        composer.add_nothing_found(_("an instrument on this subject"))


def _list_provisions(composer: Composer, instrument: Instrument, provisions: Iterable[Provision]) -> list[ListItem]:
    items = [ListItem(sentence=describe_provision(composer, instrument, provision)) for provision in provisions]
    if items:
        return items
    date = composer.context.translator.format_date(instrument.date)
    template = _("%(instrument)s (%(date)s).") if date else _("%(instrument)s.")
    cite = [composer.sources.cite_row(instrument)]
    title = composer.sources.get_row_title(instrument)
    return [ListItem(sentence=composer.build_sentence(template, instrument=title, date=date, cite=cite))]


def add_cited_instruments(composer: Composer, evidence: EvidenceSet, limit: int = 8) -> None:
    """Add a table of the instruments that the statements cite."""
    cited = [
        (_get_instrument_title(composer, id), evidence.narrow(instrument=[id]))
        for id, _count in evidence.count_values("instrument")[:limit]
    ]
    composer.add_count_table(_("Instruments that the statements cite"), (_("Instrument"), _("Statements")), cited)


def _get_instrument_title(composer: Composer, id: str) -> str:
    instrument = composer.context.registry.get_instrument(id)
    return composer.sources.get_row_title(instrument) if instrument else composer.context.registry.get_label(id)


def add_guidance(composer: Composer, subject: ReportSubject) -> None:
    """List tools and guidance on the subject by the audience that their statements address."""
    rows = [
        publication
        for publication in composer.context.registry.publications.values()
        if publication.kind in GUIDANCE_KINDS and subject.is_about(publication.topics)
    ]
    composer.add_section(_("Tools and guidance"), anchor="guidance")
    if not rows:
        composer.add_nothing_found(_("a tool or guidance on this subject"))
        return
    composer.add_sentence(
        _("Tools and guidance of the registry on this subject: %(publications)s."),
        publications=composer.count_rows(item.id for item in rows),
    )
    for audience, publications in group_by_audience(rows, composer.context):
        title = composer.context.get_label(audience) if audience else composer.translate(_("Audience not stated"))
        composer.add_heading(title, 2)
        add_limited_list(composer, publications, describe_publication, MAX_PUBLICATIONS)


def group_by_audience(
    publications: Iterable[Publication], context: ReportContext
) -> list[tuple[str, list[Publication]]]:
    """Group publications by the audience that the statements of their documents address most.

    Publications without an audience are under the empty key.
    """
    audiences = {concept.id for concept in context.vocabulary.list_concepts("audiences")}
    groups: dict[str, list[Publication]] = {}
    for publication in sorted(publications, key=lambda row: _get_age_key(row.date)):
        documents = context.facts.publication_documents.get(publication.id, ())
        named = [
            ref.id
            for document in documents[:1]
            for statement in context.view.list_statements(document.id)
            for ref in statement.addressees
            if ref.id in audiences
        ]
        audience = max(sorted(set(named)), key=named.count) if named else ""
        groups.setdefault(str(audience), []).append(publication)
    return sorted(groups.items(), key=lambda pair: (not pair[0], -len(pair[1]), pair[0]))


def _get_age_key(date: str | None) -> int:
    """Return a sort key that puts the newest first."""
    return -int((date or "0").replace("-", "").ljust(8, "0"))
