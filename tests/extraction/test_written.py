"""Sentences of ours in the languages other than English, in files of lines: kind, tense or dimension, and who."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from palermo.extraction import extract
from palermo.statements import Kind, Masthead, Passage, Statement

type PassageWriter = Callable[..., list[Passage]]

HERE = Path(__file__).parent
LANGUAGES = ("fr", "es", "ar", "ru", "zh")
KINDS = (*(kind.value for kind in Kind), "nothing")
OPEN = "*"
"""Stands for a role that is not looked at."""


def rows(language: str) -> Iterator[tuple[str, str, list[str], str]]:
    """Kind, tense or dimension, who acts, is asked or served, and acts together, and the words of each line."""
    for line in (HERE / "written" / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, *roles, words = (part.strip() for part in line.split("|"))
            yield kind.partition(":")[0], kind.partition(":")[2], roles, words


def wrong(made: list[Statement], kind: str, tag: str, roles: list[str]) -> str | None:
    """What is not as a line says; None where all is."""
    if [one.kind.value for one in made] != ([] if kind == "nothing" else [kind]):
        return f"kinds {[one.kind.value for one in made]}"
    for one in made:
        told = {"protective"} & {tag} if one.protective else {one.tense or one.dimension or ""}
        if tag and tag not in told:
            return f"{one.tense} {one.dimension}"
        for want, refs in zip(roles, (one.actors, one.addressees, one.partners), strict=True):
            if want != OPEN and "; ".join(ref.name for ref in refs) != want:
                return f"{[ref.name for ref in refs]} for {want}"
    return None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_tell_their_kind_and_who(language: str, kind: str, passages: PassageWriter) -> None:
    looked_at = [row for row in rows(language) if row[0] == kind]
    found = {
        words: wrong(
            list(extract(passages([("paragraph", None, words)], language), Masthead()).statements), kind, tag, roles
        )
        for _, tag, roles, words in looked_at
    }
    assert looked_at
    assert {words: what for words, what in found.items() if what} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_forty_sentences_of_each_kind(language: str) -> None:
    counted = Counter(kind for kind, *_ in rows(language))
    for folder in ("sentences", "told"):
        listed = yaml.safe_load((HERE / folder / f"{language}.yaml").read_text(encoding="utf-8"))
        counted += Counter({kind: len(sentences) for kind, sentences in listed.items()})
    assert {kind: counted[kind] for kind in KINDS if counted[kind] < 40} == {}
