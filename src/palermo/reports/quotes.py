"""Quotes as a reader needs them: whole sentences, items with the introduction of their list, and who says it when."""

import re
from collections.abc import Iterable, Sequence

from palermo.extraction.segmentation import split_sentences
from palermo.reports.context import ReportContext, is_printed_name
from palermo.reports.model import Citation, Quote, Run, RunKind
from palermo.reports.source_index import SourceIndex
from palermo.reports.translation import mark_message as _
from palermo.statements import Document, Nature, Passage, Ref, Statement, StatementKind, normalise_text
from palermo.statements.thresholds import PUBLIC_THRESHOLD

INFERRED_SOURCES = frozenset({"coreference", "document"})
"""Sources of a name that the text does not print beside what is said."""
FORWARD_KINDS = (StatementKind.RECOMMENDATION, StatementKind.COMMITMENT)
"""Kinds that have addressees, and that may name years to come."""
MAX_INTRODUCTION_CHARS, MAX_SENTENCE_CHARS = 240, 500
"""What is longer is not printed before a quote, or in its place."""
_YEAR_PATTERN = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LIST_ENDS = (":", "：")
"""Ends the words that introduce a list."""


class QuoteBuilder:
    """Builds the quotes of a report, and knows what the report quotes already."""

    def __init__(self, context: ReportContext, sources: SourceIndex) -> None:
        self.citations: dict[str, Citation] = {}
        """Of each statement that is quoted, or whose sentence is, by its id."""
        self._context = context
        self._sources = sources
        self._texts: set[str] = set()
        self._passages: dict[str, list[Passage]] = {}

    def is_unquoted(self, text: str) -> bool:
        """Whether the report does not have a wording yet."""
        return normalise_text(text) not in self._texts

    def has_new_sentence(self, statement: Statement, document: Document) -> bool:
        """Whether a statement is not part of a sentence that the report quotes already."""
        text = self._find_words(statement, document)[1]
        is_new = self.is_unquoted(text)
        if not is_new and self._sources.has_document(document):
            self.citations.setdefault(statement.id, self._sources.cite_statement(statement, document))
        return is_new

    def has_any(self, ids: Iterable[str]) -> bool:
        """Whether the report quotes any of the statements."""
        return not self.citations.keys().isdisjoint(ids)

    def build(self, statement: Statement, document: Document) -> Quote:
        """Return a statement as a quote; in a sentence that is quoted already, its own words alone."""
        introduction, text = self._find_words(statement, document)
        text = text if self.is_unquoted(text) else statement.quote
        self._texts |= {normalise_text(statement.quote), normalise_text(text)}
        self.citations[statement.id] = self._sources.cite_statement(statement, document)
        return Quote(
            text=clean_quote(text),
            language=statement.language,
            citation=self.citations[statement.id],
            attribution=(Run(text=self._describe_source(statement, document, text), kind=RunKind.NAME),),
            is_digest=document.nature is Nature.DIGEST,
            introduction=introduction,
        )

    def _find_words(self, statement: Statement, document: Document) -> tuple[str, str]:
        """Return the introduction of a statement's list, and its quote or the sentence in which it begins."""
        if needs_passage(statement) and document.id not in self._passages:
            self._passages[document.id] = self._context.view.list_passages(document.id)
        passages = self._passages.get(document.id, [])
        own = next((one for one in passages if one.id == statement.locator.passage), None)
        text = expand_quote(statement, own.text) if own else statement.quote
        return find_introduction(statement, passages) if text == statement.quote else "", text

    def _describe_source(self, statement: Statement, document: Document, text: str) -> str:
        """Say who states something to whom, when, in which language, and how certain it is."""
        translator, parts = self._context.translator, list[str]()
        actors = self._format_refs(statement.actors, statement.quote)
        is_asked = statement.kind in FORWARD_KINDS
        addressees = self._format_refs(statement.addressees, statement.quote) if is_asked else ""
        if actors and addressees:
            template = translator.translate(_("%(actors)s to %(addressees)s"))
            parts.append(template.replace("%(actors)s", actors).replace("%(addressees)s", addressees))
        elif actors or addressees:
            template = translator.translate(_("addressed to %(addressees)s"))
            parts.append(actors or template.replace("%(addressees)s", addressees))
        is_digest = document.nature is Nature.DIGEST
        if document.date and not (is_digest and is_later(statement, document, text)):
            parts.append(translator.format_date(document.date))
        if statement.language != self._context.language:
            parts.append(translator.get_language_name(statement.language))
        if is_digest:
            parts.append(translator.translate(_("digest")))
        if statement.confidence < PUBLIC_THRESHOLD:
            parts.append(translator.translate(_("not confirmed")))
        return translator.join_facts(parts)

    def _format_refs(self, refs: Iterable[Ref], quote: str) -> str:
        """Return the names of actors or addressees; those that are inferred are marked.

        A name that the registry does not have is left out if the quote prints it as part of a longer one.
        """
        names: list[str] = []
        for ref in refs:
            if (not ref.id or is_printed_name(ref.id)) and re.search(rf"[\w-]{re.escape(ref.name)}", quote):
                continue
            label = self._context.get_label(ref.id) if ref.id else ref.name
            name = ref.name if ref.id and label == ref.id else label
            inferred = self._context.translator.translate(_("inferred"))
            names.append(f"{name} ({inferred})" if ref.source in INFERRED_SOURCES else name)
        return self._context.translator.join_names(list(dict.fromkeys(names)))


def is_later(statement: Statement, document: Document, text: str) -> bool:
    """Whether a statement on what was done or found, or its heading, names a year after that of its document.

    A digest has the date of the text that it is about, and may tell what came later.
    """
    if document.year is None or statement.kind in FORWARD_KINDS:
        return False
    words = " ".join((text, *statement.locator.headings))
    return any(year > document.year for year in (*statement.years, *map(int, _YEAR_PATTERN.findall(words))))


def clean_quote(text: str) -> str:
    """Return a quote without blanks and separators at its ends; its words stay as printed."""
    return text.strip(" \t\n,;،；，")


def needs_passage(statement: Statement) -> bool:
    """Whether a quote begins within a sentence or is an item, so that its passage has words to print with it."""
    is_introduced = any(one.role == "introduction" for one in statement.support)
    return not is_introduced and (statement.locator.start > 0 or begins_small(statement.quote))


def begins_small(quote: str) -> bool:
    """Whether the first letter of a quote is a small one."""
    return next(filter(str.isalpha, quote), "").islower()


def find_introduction(statement: Statement, passages: Sequence[Passage]) -> str:
    """Return the sentence that introduces the list to which a quote belongs, or nothing.

    `passages` are those of the document, or empty where the statement itself has the introduction.
    """
    if not begins_small(statement.quote):
        return ""
    for one in statement.support:
        if one.role == "introduction":
            return _cut_introduction(one.quote)
    places = [at for at, one in enumerate(passages) if one.id == statement.locator.passage]
    for at in range(places[0] if places else -1, 0, -1):
        if passages[at].kind != "item" or (at == places[0] and statement.locator.start > 0):
            return ""
        if passages[at - 1].kind != "item":
            return _cut_introduction(passages[at - 1].text)
    return ""


def expand_quote(statement: Statement, text: str) -> str:
    """Return the whole sentence of a quote that begins within it; `text` is that of its passage."""
    start, end = statement.locator.start, statement.locator.end
    for first, last in split_sentences(text):
        if first < start < last and max(end, last) - first <= MAX_SENTENCE_CHARS:
            return text[first : max(end, last)].rstrip(" .;。；")
    return statement.quote


def _cut_introduction(text: str) -> str:
    """Return the last sentence of a text that ends with a colon, unless it is too long."""
    text = text.strip()
    spans = split_sentences(text)
    if not spans or not text.endswith(_LIST_ENDS):
        return ""
    last = text[spans[-1][0] :]
    return last if len(last) <= MAX_INTRODUCTION_CHARS else ""
