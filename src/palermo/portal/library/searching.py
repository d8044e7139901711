"""What a search in the library asks for, and how what it finds is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from palermo.portal.frame import languages, names, words
from palermo.search import FACETS, Answer, Hit, Note, Trouble, excerpt
from palermo.statements import Document

LENGTH = 1001
"""Characters of a query that are passed on; the search hears fewer, and says so."""
VALUES = 12
"""Values of a filter that are heard."""
SHOWN = 10
"""Values of a facet that are shown."""
FIELDS = (*FACETS, "document", "entity", "place")
"""Parameters of an address that filter."""
NAMES = {"region": "place"}
"""Parameters of the list of documents that a search has by another name."""

type Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A query and its filters."""

    words: str
    pairs: Pairs = ()
    """Field and value, each once."""

    @property
    def query(self) -> Pairs:
        """Parameters that ask for the same."""
        return (("q", self.words), *self.pairs)

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """The values of each field."""
        return {name: tuple(v for n, v in self.pairs if n == name) for name in dict(self.pairs)}

    def with_value(self, name: str, value: str) -> "Sought":
        """The same with one filter more."""
        return replace(self, pairs=tuple(dict.fromkeys((*self.pairs, (name, value)))))

    def without(self, name: str, value: str) -> "Sought":
        """The same, one filter less."""
        return replace(self, pairs=tuple(pair for pair in self.pairs if pair != (name, value)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value of a facet: its words, its count, and the address with it or, where it is chosen, without it."""

    label: str
    count: int
    chosen: bool
    query: Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A field to narrow by."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter that is set, and the parameters without it."""

    title: str
    label: str
    query: Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some characters of a passage, and whether they were asked for."""

    text: str
    marked: bool


def sought(parameters: QueryDict) -> Sought:
    """Read a search's address."""
    pairs = [
        (NAMES.get(name, name), _line(value, 200))
        for name in (*FIELDS, *NAMES)
        for value in parameters.getlist(name)[:VALUES]
        if _line(value, 200)
    ]
    return Sought(words=_line(parameters.get("q", ""), LENGTH), pairs=tuple(dict.fromkeys(pairs)))


def titles() -> dict[str, str]:
    """Names of the fields."""
    return {
        "kind": _("Kind of statement"),
        "publisher": _("Publisher"),
        "year": _("Year"),
        "language": _("Language"),
        "theme": _("Theme"),
        "nature": _("Whose words"),
        "document": _("Document"),
        "entity": _("Entity"),
        "place": _("Place"),
    }


def label(field: str, value: str, documents: Sequence[Document] = ()) -> str:
    """A value in words."""
    language = languages.active()
    match field:
        case "kind":
            return words.word(words.KINDS, value)
        case "nature":
            return words.word(words.NATURES, value)
        case "language":
            return languages.name(value)
        case "theme":
            return names.concept(value, language)
        case "publisher" | "entity":
            return names.label(value, language) or value
        case "place":
            return names.label(f"state:{value}", language) or names.label(value, language) or value
        case "document":
            return next((one.title for one in documents if one.id == value), value)
    return value


def facets(ask: Sought, answer: Answer) -> list[Facet]:
    """The fields to narrow by, each with its most frequent values; one that leaves no choice is left out."""
    found = []
    for name, title in titles().items():
        counted = answer.facets.get(name, ())
        chosen = answer.asked.filters.get(name, ())
        kept = [one for at, one in enumerate(counted) if at < SHOWN or one.value in chosen]
        choices = []
        for one in kept:
            on = one.value in chosen
            other = ask.without(name, one.value) if on else ask.with_value(name, one.value)
            choices.append(Choice(label=label(name, one.value), count=one.passages, chosen=on, query=other.query))
        if choices and (len(choices) > 1 or choices[0].chosen):
            found.append(Facet(title=title, choices=tuple(choices)))
    return found


def chips(ask: Sought, documents: Sequence[Document]) -> list[Chip]:
    """The filters of the address, each with the way to drop it."""
    shown = titles()
    return [
        Chip(title=shown[name], label=label(name, value, documents), query=ask.without(name, value).query)
        for name, value in ask.pairs
    ]


def notes(found: Iterable[Note]) -> list[str]:
    """What the reader should know of how the query was understood."""
    return [_told(note) for note in found]


def pieces(hit: Hit) -> list[Piece]:
    """A hit's text cut at its marks."""
    text, marks = excerpt(hit.text, hit.marks)
    found, at = [], 0
    for start, end in marks:
        found += [Piece(text=text[at:start], marked=False), Piece(text=text[start:end], marked=True)]
        at = end
    return [one for one in (*found, Piece(text=text[at:], marked=False)) if one.text]


def told_of_region(code: str) -> str:
    """What counts as being of a region."""
    region = {"region": label("place", code)}
    return _("%(region)s: what names the region, a region within it or a State of it was looked for.") % region


def _told(note: Note) -> str:
    values = {"what": f"\u2068{note.what}\u2069"}
    match note.trouble:
        case Trouble.TOO_LONG:
            return _("The query is long; only its first words were looked for.")
        case Trouble.OPEN_QUOTE:
            return _("A quotation mark stands alone, and was left out.")
        case Trouble.NO_FIELD:
            return _("%(what)s: is no filter, and was taken for words.") % values
        case Trouble.NO_VALUE:
            return _("Nothing in this edition has %(what)s.") % values
        case Trouble.NO_YEAR:
            return _("%(what)s is no year and no range such as 2018..2022, and was left out.") % values
        case Trouble.TRANSLATED:
            return _("Few passages hold this word. It was looked for in other languages, too: %(what)s.") % values
        case Trouble.REGION:
            return told_of_region(note.what)
        case Trouble.NO_WORD:
            return _("No passage holds the word %(what)s.") % values
        case Trouble.NOTHING:
            return _(
                "Nothing in this edition holds these words or says something similar. "
                "Try other words for the same, more of them, or another language."
            )
        case Trouble.NARROW:
            return _(
                "Nothing that the filters leave holds these words or says something similar. "
                "Try fewer filters, or other words."
            )
        case Trouble.PLACE:
            return _(
                "A place counts where a statement is about it, not where a text or title names it. "
                "For those, look for its name as a word."
            )
    return _("Searched by words alone: this edition cannot compare meaning.")


def _line(value: str, length: int) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in value[:length]).split())
