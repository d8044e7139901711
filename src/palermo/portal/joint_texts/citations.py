"""Citations of a text: earlier wordings found by meaning in the library, and whether cited sources are still valid."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo import registry
from palermo.edition import View
from palermo.embeddings import load_shipped_encoder
from palermo.errors import NoLibrary, NotFound, PalermoError
from palermo.joint_texts.changes import CitationAdded
from palermo.joint_texts.enums import CitedKind
from palermo.joint_texts.procedure_rules import is_placeholder
from palermo.joint_texts.state import TITLE_ID, JointText
from palermo.joint_texts.wording_history import WordingSegment, compare_wordings
from palermo.portal.services.current_edition import get_current_view, get_search_index
from palermo.search import Hit
from palermo.statements import Nature, ReviewStatus, normalise_text

MAX_WORDINGS = 6
MAX_QUERY_CHARS = 400
DEPARTURE_RANGE = (0.6, 0.97)
"""Shares of characters in common with a published sentence between which a paragraph departs from it."""
_SENTENCE_END = re.compile(r"(?<=[.!?;。！？；؟؛])\s*")
_QUERY_SIGNS = re.compile(r'[":()\-*|~^\[\]]')
MAX_SEARCHED_CHARS = 300
WARNINGS: Mapping[str, Promise] = {
    "gone": _("It is no longer in the edition."),
    "rejected": _("Reviewers rejected it."),
    "corrected": _("Reviewers corrected it. Check the citation."),
    "changed": _("Its words have changed."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedWording:
    """A sentence of the library on the same point as a paragraph."""

    text: str
    language: str
    source: str
    document: str
    year: int | None
    kind: CitedKind
    reference: str
    publishers: tuple[str, ...]
    closeness: float
    """How close its meaning is to that of the paragraph, up to 1."""
    segments: tuple[WordingSegment, ...]
    """From the sentence to the paragraph."""
    is_departure: bool
    """Whether members of the group published it, and the paragraph is close to it but not the same."""


def find_agreed_wordings(text: JointText, paragraph: str) -> list[AgreedWording]:
    """Return earlier wordings on the point of a paragraph.

    First those that it departs from, then those in the text's language, the closest in meaning first.
    """
    words = _QUERY_SIGNS.sub(" ", text.get_text(paragraph))[:MAX_QUERY_CHARS]
    try:
        index = get_search_index()
    except NoLibrary:  # a library without an edition has no wording yet
        index = None
    if index is None or not words.strip() or is_placeholder(text.get_text(paragraph)):
        return []
    members = {member.entity for member in text.members}
    hits = [hit for hit in index.search_hits(words, limit=3 * MAX_WORDINGS, hint=text.language) if not _is_title(hit)]
    wordings_by_text: dict[str, AgreedWording] = {}
    for wording in _build_wordings(hits, text.get_text(paragraph), members):
        if wording.is_departure or wording.text not in wordings_by_text:
            wordings_by_text[wording.text] = wording
    return sorted(
        wordings_by_text.values(),
        key=lambda item: (not item.is_departure, item.language != text.language, -item.closeness),
    )[:MAX_WORDINGS]


def _is_title(hit: Hit) -> bool:
    return hit.kind == "heading" or normalise_text(hit.text) == normalise_text(hit.document.title)


def _build_wordings(hits: list[Hit], words: str, members: set[str]) -> Iterator[AgreedWording]:
    for hit, (sentence, closeness) in zip(hits, _choose_sentences(hits, words), strict=True):
        similarity = SequenceMatcher(None, sentence, words, autojunk=False).ratio()
        start = hit.text.find(sentence)
        statement = next(
            (
                statement.id
                for statement in hit.statements
                if statement.start < start + len(sentence) and start < statement.end
            ),
            "",
        )
        low, high = DEPARTURE_RANGE
        yield AgreedWording(
            text=sentence,
            language=hit.language,
            source=hit.document.short_title,
            document=hit.document.id,
            year=hit.document.year,
            kind=CitedKind.STATEMENT if statement else CitedKind.PASSAGE,
            reference=statement or hit.id,
            publishers=hit.document.publishers,
            closeness=closeness,
            segments=compare_wordings(sentence, words),
            is_departure=_is_published_by(members, hit) and low <= similarity < high,
        )


def _is_published_by(members: set[str], hit: Hit) -> bool:
    """Return whether the words are those of members; the words of a digest are not those of its source."""
    return hit.document.nature is not Nature.DIGEST and bool(members & set(hit.document.publishers))


def _choose_sentences(hits: list[Hit], words: str) -> list[tuple[str, float]]:
    """Return the sentence of each passage that is closest in meaning to the words, and how close it is."""
    split = [[item for item in _SENTENCE_END.split(hit.text) if item.strip()] or [hit.text] for hit in hits]
    sentences = [sentence for group in split for sentence in group]
    vectors = load_shipped_encoder().encode([words, *sentences])
    scored = iter(zip(sentences, map(float, vectors[1:] @ vectors[0]), strict=True))
    return [max(islice(scored, len(group)), key=lambda pair: pair[1]) for group in split]


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
    present = {TITLE_ID, *(paragraph.id for paragraph in text.present_paragraphs)}
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
    words = citation.quote[:MAX_SEARCHED_CHARS] if problem == "gone" else ""
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
