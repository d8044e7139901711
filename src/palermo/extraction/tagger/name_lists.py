"""Lists of names, as they are printed: `judges, nurses and their teachers`."""

from collections.abc import Sequence
from dataclasses import replace

from palermo.extraction.tagger.adjacent_names import is_list_gap
from palermo.extraction.tagger.decoding import TaggedName, TaggedStatement
from palermo.extraction.tagger.inputs import EncodedPassage
from palermo.extraction.tagger.model_outputs import InputSegment
from palermo.languages.language_words import LanguageWords
from palermo.statements import StatementKind

_WORDS = LanguageWords("extraction")
_OBLIGATION = _WORDS.compile_pattern(r"(?:\s\([A-Z][\w&/-]*\))?[,\s]*(?:{roles.obligations})")


def move_obliged_names(statement: TaggedStatement, encoded: EncodedPassage) -> TaggedStatement:
    """Return a statement whose actors are addressees where a recommendation says what they must do.

    All 289 names before such verbs in labelled recommendations are addressees.
    """
    actors, addressees = statement.roles["actors"], statement.roles["addressees"]
    if statement.kind is not StatementKind.RECOMMENDATION or not actors:
        return statement
    text = encoded.texts[InputSegment.PASSAGE]
    obliged = [
        name
        for names in _split_into_lists([*actors, *addressees], InputSegment.PASSAGE, text)
        if statement.start <= names[0].start < statement.end and _OBLIGATION.match(text, names[-1].end)
        for name in names
    ]
    moved = tuple(name for name in actors if name in obliged)
    remaining = tuple(name for name in actors if name not in obliged)
    return replace(statement, roles={**statement.roles, "actors": remaining, "addressees": (*moved, *addressees)})


def find_list(
    names: Sequence[TaggedName | None], name: TaggedName | None, encoded: EncodedPassage
) -> Sequence[TaggedName]:
    """Return the names of the list in which a name is printed; none for the publisher, who is printed nowhere."""
    if name is None:
        return []
    printed = [printed_name for printed_name in names if printed_name is not None]
    lists = _split_into_lists(printed, name.segment, encoded.texts[name.segment])
    return next(names_of_list for names_of_list in lists if name in names_of_list)


def _split_into_lists(names: Sequence[TaggedName], segment: InputSegment, text: str) -> Sequence[Sequence[TaggedName]]:
    """Return the names of a part of the input by the list in which each is printed, in the order of print."""
    lists: list[list[TaggedName]] = []
    for name in sorted((name for name in names if name.segment is segment), key=lambda name: name.start):
        if lists and is_list_gap(text[lists[-1][-1].end : name.start]):
            lists[-1].append(name)
        else:
            lists.append([name])
    return lists
