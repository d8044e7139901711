"""Passages to statements with names as printed; recipes are one a file and versioned, words are data.

What `extract` does to a document, in order:

1. `rows`: tables of who does what where become activities.
2. `discourse.speakers`: who speaks in the text, and from where on.
3. `lists`: numbered recommendations and lists of mandates.
4. `running_text`: what is left, sentence by sentence. `discourse` tells what a sentence stands in, `syntax` takes it
   apart, `kinds` finds what it states, `second_reading` says what it states as a whole, `role_labelling` who acts,
   with whom and for whom, by `actors`, `addressees` and `roles`, and `role_reading` who does by all that stands around
   a name.
5. `privacy`: private spans and stories are found; statements that touch a private span are left out.

Below them are `names`, proper names as printed, and `language`, the words and forms of the six languages. Each package
says what is in it and imports only those below it: running_text, role_reading, second_reading and role_labelling,
actors and addressees, lists, kinds, discourse, roles, syntax, names, language.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from palermo.extraction import kinds, lists
from palermo.extraction.discourse.agreement import agreement_version
from palermo.extraction.discourse.owners import owners_version
from palermo.extraction.discourse.short_forms import short_forms_version
from palermo.extraction.discourse.speakers import speakers, speaking_version
from palermo.extraction.language.grammar import grammars_version
from palermo.extraction.language.wording_files import wordings_version
from palermo.extraction.masking import mask_document, mask_passages
from palermo.extraction.names.compound_names import compounds_version
from palermo.extraction.names.unregistered_names import naming_version
from palermo.extraction.privacy import exclude_private, find_private_spans, find_stories
from palermo.extraction.privacy_lexicon import privacy_version
from palermo.extraction.role_labelling import METHOD as ROLES
from palermo.extraction.role_reading import role_reading_version
from palermo.extraction.rows import FORM, columns_version, presence
from palermo.extraction.rows import METHOD as ROWS
from palermo.extraction.running_text import told
from palermo.extraction.second_reading import second_reading_version
from palermo.statements import Extraction, Kind, Masthead, Passage, PassageKind, Statement, normalised
from palermo.vectors import Encoder
from palermo.vocabulary import hanzi_version, organs_version, periods_version

__all__ = ["METHODS", "VERSION", "extract", "get_ready", "mask_document", "mask_passages", "version"]

METHODS = (ROWS, *lists.METHODS, *kinds.METHODS)
"""The recipes, one for each kind and shape, with their versions."""

PARTS = (
    ROLES,
    columns_version(),
    agreement_version(),
    compounds_version(),
    naming_version(),
    grammars_version(),
    wordings_version(),
    speaking_version(),
    owners_version(),
    short_forms_version(),
    organs_version(),
    periods_version(),
    privacy_version(),
    hanzi_version(),
)
VERSION = "+".join((*METHODS, *PARTS))
"""Part of the key under which extractions are kept: recipes, grammars, and the organs whose numbers make symbols."""


def version(encoder: Encoder | None = None) -> str:
    """VERSION, and with an encoder that of what is read again by vectors."""
    return "+".join(filter(None, (VERSION, second_reading_version(encoder), role_reading_version(encoder))))


def extract(passages: Iterable[Passage], masthead: Masthead, encoder: Encoder | None = None) -> Extraction:
    """Extract from one document: statements with names as printed, private spans and stories, in its order.

    With an encoder, statements are found by a second reading too. No statement touches a private span; those of a
    story are sensitive.
    """
    everything = tuple(passages)
    private_spans, stories = tuple(find_private_spans(everything)), tuple(find_stories(everything))
    statements = exclude_private(_statements(everything, masthead, encoder), everything, private_spans, stories)
    return Extraction(statements=tuple(statements), private_spans=private_spans, stories=stories)


def _statements(everything: tuple[Passage, ...], masthead: Masthead, encoder: Encoder | None) -> Iterator[Statement]:
    rows: Counter[tuple[Kind, str]] = Counter()
    present = presence(everything, rows)
    if any(passage.text.startswith(FORM) for passage in everything):
        yield from present  # the form's own words of help state nothing
        return
    in_rows = {made.locator.passage for made in present}
    place = {passage.id: passage.ordinal for passage in everything}
    speaking = speakers(everything)
    listed = (
        *lists.recommendations(everything, masthead, speaking),
        *lists.once(lists.mandates(everything, masthead)),
    )
    spans: dict[str, list[tuple[int, int]]] = {}
    for made in listed:
        for locator in (made.locator, *(s.locator for s in made.support if s.role == "introduction")):
            spans.setdefault(locator.passage, []).append((locator.start, locator.end))

    def taken(passage: str, start: int, end: int) -> bool:
        return passage in in_rows or any(begin < end and start < stop for begin, stop in spans.get(passage, ()))

    counted = rows + Counter((made.kind, normalised(made.quote)) for made in listed)
    found = (*present, *listed, *told(everything, masthead, taken, counted, speaking, encoder))
    yield from sorted(found, key=lambda made: (place[made.locator.passage], made.locator.start))


def get_ready(encoder: Encoder | None = None) -> None:
    """Load what statements of English texts need, before there is one: grammars, names of States, vocabulary."""
    words = "1. The Conference recommends that States protect victims of trafficking, and IOM trains judges in France."
    said = Passage(
        id="ready",
        document="ready",
        ordinal=0,
        page=1,
        paragraph="1",
        kind=PassageKind.PARAGRAPH,
        headings=(),
        language="en",
        text=words,
    )
    extract([said], Masthead(), encoder)
