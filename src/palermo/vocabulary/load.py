"""Read the vocabulary's YAML: checked concept by concept, every error with its file and line."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from palermo.errors import RegistryInvalid
from palermo.statements import LANGUAGES, digest
from palermo.vocabulary.concepts import SCHEMES, Concept
from palermo.vocabulary.lines import Row, rows
from palermo.vocabulary.terms import Term, term

_NUMBERED = (5, 5, 9, 7, 6, 6, 3, 10, 5, 7, 7, 8, 3, 7, 9, 10, 19)
_LETTERED = (2, 3, 4, 3, 3, 2, 2, 2, 3, 3, 3, 3, 2, 3, 3, 2, 0)

TARGETS = frozenset(
    f"{goal}.{target}"
    for goal, (numbers, letters) in enumerate(zip(_NUMBERED, _LETTERED, strict=True), 1)
    for target in (*range(1, numbers + 1), *"abcd"[:letters])
)
"""The 169 targets of the 2030 Agenda."""


class Vocabulary:
    """The controlled words, by scheme and by id; immutable once made."""

    def __init__(self, *, concepts: Iterable[Concept], version: str) -> None:
        self._concepts: Mapping[str, Concept] = {concept.id: concept for concept in concepts}
        self.version = version
        """Changes with any byte of the vocabulary."""

    def __contains__(self, id: str) -> bool:
        return id in self._concepts

    def concept(self, id: str) -> Concept | None:
        """The concept of that id, or None."""
        return self._concepts.get(id)

    def concepts(self, scheme: str) -> tuple[Concept, ...]:
        """The concepts of a scheme in the order of its file; empty for an unknown scheme."""
        return tuple(concept for concept in self._concepts.values() if concept.scheme == scheme)

    def label(self, id: str, language: str = "en") -> str:
        """The label in that language, else in English; an unknown id is its own label."""
        concept = self._concepts.get(id)
        return (concept.labels.get(language) or concept.labels["en"]) if concept else id

    def narrower(self, id: str) -> tuple[Concept, ...]:
        """The concepts directly below a concept."""
        return tuple(concept for concept in self._concepts.values() if concept.broader == id)


@lru_cache(maxsize=8)
def load(folder: Path | None = None) -> Vocabulary:
    """Load the vocabulary of a folder, or the one that Palermo ships.

    Raises RegistryInvalid, with file and line, for broken YAML, an unknown or doubled key or id, a missing label, a
    target that is none, a term that cannot be read, or concepts that are broader than themselves.
    """
    place: Traversable = folder if folder else files("palermo.vocabulary")
    texts = {scheme: _text(place, f"{scheme}.yaml") for scheme in SCHEMES}
    seen: dict[str, Row] = {}
    concepts = [concept for scheme in SCHEMES for concept in _concepts(scheme, texts[scheme], seen)]
    _check_broader({concept.id: concept for concept in concepts}, seen)
    return Vocabulary(concepts=concepts, version=digest("vocabulary", texts))


def _text(place: Traversable, name: str) -> str:
    try:
        return (place / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RegistryInvalid(name, f"cannot be read ({error})", f"Put a UTF-8 {name} into {place}") from None


def _concepts(scheme: str, text: str, seen: dict[str, Row]) -> Iterator[Concept]:
    for row in rows(text, f"{scheme}.yaml"):
        concept = _concept(row, scheme)
        if before := seen.get(concept.id):
            row.wrong("id", f"id {concept.id!r} stands already in {before.file}, line {before.line}", "Rename one")
        seen[concept.id] = row
        yield concept


def _concept(row: Row, scheme: str) -> Concept:
    row.allow("id", "broader", "targets", "labels", "definitions", "terms", "unless")
    return Concept(
        id=row.text("id"),
        scheme=scheme,
        broader=row.text_or_none("broader"),
        targets=_targets(row),
        labels=_by_language(row, "labels", LANGUAGES),
        definitions=_by_language(row, "definitions", ("en",)),
        terms=_terms(row, "terms"),
        unless=_terms(row, "unless"),
    )


def _targets(row: Row) -> tuple[str, ...]:
    targets = row.texts("targets")
    for target in targets:
        if target not in TARGETS:
            row.wrong("targets", f"{target!r} is no target of the Sustainable Development Goals", "Write one as `8.7`")
    return targets


def _by_language(row: Row, key: str, needed: tuple[str, ...]) -> dict[str, str]:
    found = row.row(key)
    found.allow(*LANGUAGES)
    for language in needed:
        if language not in found.values:
            row.wrong(key, f"no {language!r} in {key}", f"Add `{language}: ...` below `{key}:`")
    return {language: found.text(language) for language in found.values}


def _terms(row: Row, key: str) -> dict[str, tuple[Term, ...]]:
    if key not in row.values:
        return {}
    found = row.row(key)
    found.allow(*LANGUAGES)
    terms: dict[str, tuple[Term, ...]] = {}
    for language in found.values:
        try:
            terms[language] = tuple(term(written) for written in found.texts(language))
        except ValueError as error:
            found.wrong(language, str(error), "Write words, `stem*`, and `..` between words")
    return terms


def _check_broader(concepts: dict[str, Concept], places: dict[str, Row]) -> None:
    for concept in concepts.values():
        above, chain = concept, [concept.id]
        while above.broader is not None:
            row = places[above.id]
            broader = concepts.get(above.broader)
            if broader is None or broader.scheme != above.scheme:
                row.wrong(
                    "broader", f"broader {above.broader!r} is no concept of {row.file}", "Give an id of this file"
                )
            if broader.id in chain:
                row.wrong("broader", f"a cycle: {' > '.join([*chain, broader.id])}", "Take one `broader` away")
            chain.append(broader.id)
            above = broader
