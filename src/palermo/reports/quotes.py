"""Quotes for readers: whole sentences, list items with their introduction, and who states them and when."""

import re
from collections.abc import Iterable, Sequence

from palermo.edition import PassageText
from palermo.extraction.segmentation import split_sentences
from palermo.reports.context import ReportContext, is_printed_name
from palermo.reports.model import Citation, Quote, Run, RunKind
from palermo.reports.source_index import SourceIndex
from palermo.reports.translation import mark_message as _
from palermo.statements import FORWARD_KINDS, Document, Nature, Ref, RefType, Statement, StatementKind, normalise_text

INFERRED_SOURCES = frozenset({"coreference", "document"})
"""Sources of a name that the text does not print beside what is said."""
ALL_STATES = "states"
"""Id of the group of all States, whose name has a capital."""
MAX_INTRODUCTION_CHARS, MAX_SENTENCE_CHARS = 240, 500
"""What is longer is not printed before a quote, or in its place."""
MIN_SHARED_WORDS, MIN_COMPARED_WORDS = 0.8, 5
"""Share of a quote's words that another one has if they say the same, and words from which on they are compared."""
MAX_NAME_CHARS = 32
"""Characters of a name that is given in full each time; of a longer one, the acronym after the first time."""
ACRONYM_LANGUAGES = ("en",)
_WORD_PATTERN = re.compile(r"\d+|[^\W\d]{4,}")
_YEAR_PATTERN = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LIST_ENDS = (":", "：")
"""Ends the words that introduce a list."""


class QuoteBuilder:
    """Builds the quotes of a report and records which ones it already has."""

    def __init__(self, context: ReportContext, sources: SourceIndex) -> None:
        self.citations: dict[str, Citation] = {}
        """Of each statement that is quoted, or whose sentence is, by its id."""
        self._context = context
        self._sources = sources
        self._texts: set[str] = set()
        self._word_sets: list[tuple[StatementKind, frozenset[str]]] = []
        self._introduced: set[str] = set()
        """Ids of the entities whose name and acronym the report has given together."""
        self._passages: dict[str, list[PassageText]] = {}

    def is_unquoted(self, text: str) -> bool:
        """Return whether the report does not have a wording yet."""
        return normalise_text(text) not in self._texts

    def has_new_sentence(self, statement: Statement, document: Document) -> bool:
        """Return whether a statement is not part of a sentence that the report already quotes."""
        text = self._find_words(statement, document)[1]
        is_new = self.is_unquoted(text)
        if not is_new and self._sources.has_document(document):
            self.citations.setdefault(statement.id, self._sources.cite_statement(statement, document))
        return is_new

    def is_distinct(self, statement: Statement) -> bool:
        """Return whether the report has no quote of this kind with the same content in other words."""
        words = list_words(statement.quote)
        return not any(kind is statement.kind and is_contained(words, other) for kind, other in self._word_sets)

    def select_distinct(
        self, statements: Iterable[tuple[Statement, Document]], limit: int
    ) -> list[tuple[Statement, Document]]:
        """Return the first statements that the report can quote without repeating itself."""
        found: list[tuple[Statement, Document]] = []
        texts, chosen = set[str](), list[frozenset[str]]()
        for statement, document in statements:
            if len(found) == limit:
                break
            words = list_words(statement.quote)
            if not self.is_distinct(statement) or any(is_contained(words, other) for other in chosen):
                continue
            text = normalise_text(self._find_words(statement, document)[1])
            if text not in texts and self.has_new_sentence(statement, document):
                found.append((statement, document))
                texts.add(text)
                chosen.append(words)
        return found

    def build(self, statement: Statement, document: Document) -> Quote:
        """Return a statement as a quote; if its sentence is already quoted, return only its own words."""
        introduction, text = self._find_words(statement, document)
        text = text if self.is_unquoted(text) else statement.quote
        self._texts |= {normalise_text(statement.quote), normalise_text(text)}
        self._word_sets.append((statement.kind, list_words(text)))
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
            self._passages[document.id] = self._context.view.list_passage_texts(document.id)
        passages = self._passages.get(document.id, [])
        own = next((passage for passage in passages if passage.id == statement.locator.passage), None)
        text = expand_quote(statement, own.text) if own else statement.quote
        return find_introduction(statement, passages) if text == statement.quote else "", text

    def _describe_source(self, statement: Statement, document: Document, text: str) -> str:
        """Describe who states something to which addressee, when, in which language, and how certain it is.

        The title stands for an author who is not known; a digest has a title of our own.
        """
        translator = self._context.translator
        parts = [item.quote for item in statement.support if item.role == "title"]
        actors = self._format_refs(statement.actors, statement.quote)
        is_asked = statement.kind in FORWARD_KINDS
        addressees = self._format_refs(statement.addressees, statement.quote) if is_asked else ""
        if actors and addressees:
            template = _("%(actors)s to %(addressees)s")
            parts.append(translator.translate(template, actors=actors, addressees=addressees))
        elif actors or addressees:
            parts.append(actors or translator.translate(_("addressed to %(addressees)s"), addressees=addressees))
        publishers = "" if actors or document.nature is Nature.DIGEST else self._format_publishers(document)
        if publishers:
            parts.append(translator.translate(_("document by %(publishers)s"), publishers=publishers))
        elif not actors and document.nature is not Nature.DIGEST:
            parts.append(document.title)
        parts += filter(None, [self._describe_text(statement, document, text, actors)])
        if statement.kind is StatementKind.ACTIVITY and statement.tense == "planned":
            parts.append(translator.translate(_("planned")))
        if statement.language != self._context.language:
            parts.append(translator.get_language_name(statement.language))
        if not statement.is_confirmed:
            parts.append(translator.translate(_("not confirmed")))
        return translator.join_facts(parts)

    def _describe_text(self, statement: Statement, document: Document, text: str, actors: str) -> str:
        """Return the date of a document; for a digest, also say so and whose text it summarises."""
        translator = self._context.translator
        is_digest = document.nature is Nature.DIGEST
        is_dated = not (is_digest and is_later(statement, document, text))
        date = translator.format_date(document.date) if document.date and is_dated else ""
        if not is_digest:
            return date
        is_own = any(ref.id in document.publishers for ref in statement.actors)
        publisher = "" if is_own else self._format_publishers(document)
        publisher = "" if publisher in actors else publisher
        templates = {
            (True, True): _("digest of a text by %(publisher)s, %(date)s"),
            (True, False): _("digest of a text by %(publisher)s"),
            (False, True): _("digest of a text of %(date)s"),
        }
        template = templates.get((bool(publisher), bool(date)), _("digest"))
        return translator.translate(template, publisher=publisher, date=date)

    def _format_publishers(self, document: Document) -> str:
        """Return the names of the publishers of a document, or the publisher's name as printed."""
        names = [self._name_entity(id, self._context.get_label(id)) for id in document.publishers]
        return self._context.translator.join_names(names or list(document.masthead.publishers))

    def _format_refs(self, refs: Sequence[Ref], quote: str) -> str:
        """Return the names of actors or addressees; inferred ones only if there are no others, and marked.

        A name that is not in the registry is left out if the quote prints it as part of a longer name.
        """
        inferred = self._context.translator.translate(_("inferred"))
        named = [ref for ref in refs if not _is_part_of_name(ref, quote)]
        printed = [ref for ref in named if ref.source not in INFERRED_SOURCES]
        names = self._context.translator.join_names(list(dict.fromkeys(map(self._name, printed or named))))
        return names if printed or not named else f"{names} ({inferred})"

    def _name(self, ref: Ref) -> str:
        """Return the name of an actor or addressee as used within a sentence."""
        label = self._context.get_label(ref.id) if ref.id else ref.name
        if not ref.id or label == ref.id:
            return ref.name
        if ref.type is RefType.GROUP and ref.id != ALL_STATES:
            return label[:1].lower() + label[1:] if label[1:2].islower() else label
        return self._name_entity(ref.id, label)

    def _name_entity(self, id: str, label: str) -> str:
        """Return the name of an entity with its acronym, or only the acronym after the first use."""
        entity = self._context.registry.entities.get(id)
        is_long = len(label) > MAX_NAME_CHARS and self._context.language in ACRONYM_LANGUAGES
        acronym = entity.acronym if entity and is_long else None
        if not acronym:
            return label
        if id in self._introduced:
            return acronym
        self._introduced.add(id)
        return f"{label} ({acronym})"


def _is_part_of_name(ref: Ref, quote: str) -> bool:
    """Return whether a name that is not in the registry is printed as part of a longer name."""
    is_unknown = not ref.id or is_printed_name(ref.id)
    return is_unknown and bool(re.search(rf"[\w-]{re.escape(ref.name)}|{re.escape(ref.name)}\w", quote))


def list_words(text: str) -> frozenset[str]:
    """Return the longer words and the numbers of a quote, for comparison with other quotes."""
    return frozenset(_WORD_PATTERN.findall(text.casefold()))


def is_contained(words: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether the longer of two quotes has all numbers and most words of the shorter one."""
    shorter, longer = sorted((words, others), key=len)
    if len(shorter) < MIN_COMPARED_WORDS or any(word not in longer for word in shorter if word.isdecimal()):
        return False
    return len(shorter & longer) >= MIN_SHARED_WORDS * len(shorter)


def is_later(statement: Statement, document: Document, text: str) -> bool:
    """Return whether a statement on past work or findings, or its heading, names a year after its document's.

    A digest has the date of its original text, and may report later events.
    """
    if document.year is None or statement.kind in FORWARD_KINDS:
        return False
    words = " ".join((text, *statement.locator.headings))
    return any(year > document.year for year in (*statement.years, *map(int, _YEAR_PATTERN.findall(words))))


def clean_quote(text: str) -> str:
    """Return a quote without blanks and separators at its ends; its words stay as printed."""
    return text.strip(" \t\n,;،；，")


def needs_passage(statement: Statement) -> bool:
    """Return whether a quote begins within a sentence or is an item, so that its passage has words to print with it."""
    is_introduced = any(item.role == "introduction" for item in statement.support)
    return not is_introduced and (statement.locator.start > 0 or may_need_introduction(statement.quote))


def may_need_introduction(quote: str) -> bool:
    """Return whether the first letter of a quote is a small one, or of a script without capitals."""
    first = next(filter(str.isalpha, quote), "")
    return first == first.lower()


def begins_small(quote: str) -> bool:
    """Return whether the first letter of a quote is lowercase."""
    return next(filter(str.isalpha, quote), "").islower()


def find_introduction(statement: Statement, passages: Sequence[PassageText]) -> str:
    """Return the sentence that introduces the list to which a quote belongs, or nothing.

    `passages` are those of the document, or empty if the statement itself has the introduction.
    """
    if not may_need_introduction(statement.quote):
        return ""
    for item in statement.support:
        if item.role == "introduction":
            return _cut_introduction(item.quote)
    return "" if statement.locator.start > 0 else find_list_introduction(statement.locator.passage, passages)


def find_list_introduction(passage_id: str, passages: Sequence[PassageText]) -> str:
    """Return the sentence that introduces the list of which a passage is an item, or nothing."""
    places = [index for index, passage in enumerate(passages) if passage.id == passage_id]
    for index in range(places[0] if places else -1, 0, -1):
        if passages[index].kind != "item":
            return ""
        if passages[index - 1].kind != "item":
            return _cut_introduction(passages[index - 1].text)
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
