"""Loading of the YAML of the vocabulary and of its history; every row is validated, and errors have file and line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from palermo.languages import LABELLED_LANGUAGES, LANGUAGES
from palermo.statements import hash_json
from palermo.vocabulary.concepts import SCHEMES, Concept, Term, parse_term
from palermo.vocabulary.yaml_rows import YamlRow, parse_rows, parse_unique_rows, read_yaml_file

_NUMBERED_TARGET_COUNTS = (5, 5, 9, 7, 6, 6, 3, 10, 5, 7, 7, 8, 3, 7, 9, 10, 19)
_LETTERED_TARGET_COUNTS = (2, 3, 4, 3, 3, 2, 2, 2, 3, 3, 3, 3, 2, 3, 3, 2, 0)

SDG_TARGETS = frozenset(
    f"{goal}.{target}"
    for goal, (numbers, letters) in enumerate(zip(_NUMBERED_TARGET_COUNTS, _LETTERED_TARGET_COUNTS, strict=True), 1)
    for target in (*range(1, numbers + 1), *"abcd"[:letters])
)
"""The 169 targets of the 2030 Agenda."""


class Vocabulary:
    """The concepts by scheme and id; immutable."""

    def __init__(self, *, concepts: Iterable[Concept], version: str) -> None:
        self._concepts: Mapping[str, Concept] = {concept.id: concept for concept in concepts}
        self.version = version
        """Changes with any byte of the vocabulary."""

    def __contains__(self, id: str) -> bool:
        return id in self._concepts

    def get_concept(self, id: str) -> Concept | None:
        """Return the concept with this id, or None."""
        return self._concepts.get(id)

    def list_concepts(self, scheme: str) -> tuple[Concept, ...]:
        """Return the concepts of a scheme in the order of its file; empty for an unknown scheme."""
        return tuple(concept for concept in self._concepts.values() if concept.scheme == scheme)

    def get_label(self, id: str, language: str = "en") -> str:
        """Return the label in a language, else in English; an unknown id is its own label."""
        concept = self._concepts.get(id)
        return (concept.labels.get(language) or concept.labels["en"]) if concept else id

    def list_narrower(self, id: str) -> tuple[Concept, ...]:
        """Return the direct narrower concepts of a concept."""
        return tuple(concept for concept in self._concepts.values() if concept.broader == id)


@lru_cache(maxsize=8)
def load_vocabulary(folder: Path | None = None) -> Vocabulary:
    """Load the vocabulary from a folder, or the shipped one.

    Raises RegistryInvalid, with file and line, for broken YAML, an unknown or repeated key or id, a missing label, an
    unknown target, an invalid term, or a cycle of broader concepts.
    """
    place: Traversable = folder if folder else files("palermo.vocabulary")
    texts = {scheme: read_yaml_file(place, f"{scheme}.yaml") for scheme in SCHEMES}
    seen: dict[str, YamlRow] = {}
    concepts = [
        concept
        for scheme in SCHEMES
        for concept in parse_unique_rows(texts[scheme], f"{scheme}.yaml", partial(_parse_concept, scheme=scheme), seen)
    ]
    _check_broader({concept.id: concept for concept in concepts}, seen)
    return Vocabulary(concepts=concepts, version=hash_json("vocabulary", texts))


def _parse_concept(row: YamlRow, scheme: str) -> Concept:
    return row.build(
        Concept,
        derived={"scheme": scheme},
        targets=_parse_targets(row),
        labels=row.get_texts_by_language("labels", LABELLED_LANGUAGES),
        definitions=row.get_texts_by_language("definitions", ("en",)),
        terms=_parse_terms(row, "terms"),
        unless=_parse_terms(row, "unless"),
    )


def _parse_targets(row: YamlRow) -> tuple[str, ...]:
    targets = row.get_texts("targets")
    for target in targets:
        if target not in SDG_TARGETS:
            row.raise_error(
                "targets", f"{target!r} is not a target of the Sustainable Development Goals", "Write one as `8.7`"
            )
    return targets


def _parse_terms(row: YamlRow, key: str) -> dict[str, tuple[Term, ...]]:
    if key not in row.values:
        return {}
    values = row.get_row(key)
    values.check_keys(*LANGUAGES)
    terms: dict[str, tuple[Term, ...]] = {}
    for language in values.values:
        try:
            terms[language] = tuple(parse_term(written) for written in values.get_texts(language))
        except ValueError as error:
            values.raise_error(language, str(error), "Write words, `stem*`, and `..` between words")
    return terms


def _check_broader(concepts: dict[str, Concept], rows_by_id: dict[str, YamlRow]) -> None:
    for concept in concepts.values():
        above, chain = concept, [concept.id]
        while above.broader is not None:
            row = rows_by_id[above.id]
            broader = concepts.get(above.broader)
            if broader is None or broader.scheme != above.scheme:
                row.raise_error(
                    "broader", f"broader {above.broader!r} is no concept of {row.file}", "Give an id of this file"
                )
            if broader.id in chain:
                row.raise_error("broader", f"a cycle: {' > '.join([*chain, broader.id])}", "Take one `broader` away")
            chain.append(broader.id)
            above = broader


HISTORY_FILE = "history.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyChange:
    """One change of the vocabulary."""

    date: date
    note: str
    added: tuple[str, ...]
    """Ids of concepts; likewise the next two."""
    changed: tuple[str, ...]
    removed: tuple[str, ...]


@lru_cache(maxsize=1)
def load_changes() -> tuple[VocabularyChange, ...]:
    """Return all changes, oldest first; raises RegistryInvalid with the line of a wrong row."""
    text = read_yaml_file(files("palermo.vocabulary"), HISTORY_FILE)
    changes = (row.build(VocabularyChange, date=_parse_day(row)) for row in parse_rows(text, HISTORY_FILE))
    return tuple(sorted(changes, key=lambda item: item.date))


def _parse_day(row: YamlRow) -> date:
    text = row.get_text("date")
    try:
        return date.fromisoformat(text)
    except ValueError:
        row.raise_error("date", f"{text!r} is no date", "Write it as 2026-11-24")


def group_by_concept() -> Mapping[str, tuple[VocabularyChange, ...]]:
    """Return the changes of each concept by its id, oldest first."""
    by_concept: dict[str, list[VocabularyChange]] = {}
    for change in load_changes():
        for id in dict.fromkeys((*change.added, *change.changed, *change.removed)):
            by_concept.setdefault(id, []).append(change)
    return {id: tuple(changes) for id, changes in by_concept.items()}
