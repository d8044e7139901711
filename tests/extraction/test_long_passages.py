"""Long passages: the work grows with their length alone, and they state what their sentences state by themselves."""

from collections.abc import Callable
from itertools import cycle, islice

import pytest

from palermo.extraction import extract
from palermo.extraction.kinds import claims
from palermo.extraction.kinds.precedence import clause_of
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.syntax.clauses import Clause
from palermo.statements import Kind, Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]

SAID = (
    "The Office trained 30 judges in Kenya, and will open a shelter in Mombasa.",
    "States should ratify the Protocol and fund shelters for women and children.",
    "Poverty, debt and the lack of identity documents make families vulnerable to recruiters.",
    "The secretariat is responsible for regional reviews; it works closely with trade unions.",
)
SORTS = {
    "prose": " ",
    "no stop": "",
    "semicolons": ";",
    "commas": ",",
}
"""What stands in the place of the stops."""


def long(sort: str, sentences: int) -> str:
    """So many sentences of ours, with their stops or with what stands for them."""
    joined = " ".join(islice(cycle(SAID), sentences))
    return joined if sort == "prose" else joined.replace(".", SORTS[sort])


@pytest.mark.parametrize("sort", SORTS)
def test_work_grows_with_length_alone(sort: str, passages: PassageWriter, monkeypatch: pytest.MonkeyPatch) -> None:
    taken_apart: list[int] = []

    def counted(text: str, start: int, end: int, words: Wordings) -> Clause:
        taken_apart.append(end - start)
        return clause_of(text, start, end, words)

    for module in ("running_text", "kinds.halves"):
        monkeypatch.setattr(f"palermo.extraction.{module}.clause_of", counted)
    work = []
    for sentences in (200, 800):
        taken_apart.clear()
        list(extract(passages([("paragraph", None, long(sort, sentences))]), Masthead()).statements)
        work.append(sum(taken_apart))
    assert 0 < work[1] < 4.4 * work[0]


def test_a_long_passage_states_what_its_sentences_state(passages: PassageWriter) -> None:
    lines = list(islice(cycle(SAID), 200))
    apart = [one.kind for line in SAID for one in extract(passages([("paragraph", None, line)]), Masthead()).statements]
    whole = [one.kind for one in extract(passages([("paragraph", None, " ".join(lines))]), Masthead()).statements]
    assert whole == apart * 50


@pytest.mark.parametrize(
    ("language", "odd", "said"),
    [
        ("en", "A", SAID[0]),
        ("en", "has ", SAID[0]),
        ("en", "(", SAID[0]),
        ("ar", "ال", "درب المكتب 30 قاضيا في كينيا."),
        ("fr", "A ", "L'Office a formé 30 juges au Kenya."),
        ("es", "ONG ", "La Oficina capacitó a 30 jueces en Kenya."),
        ("es", "de la Aa ", "La Oficina capacitó a 30 jueces en Kenya."),
    ],
)
def test_what_is_odd_hides_nothing_of_what_is_said_behind_it(
    language: str, odd: str, said: str, passages: PassageWriter
) -> None:
    text = f"{(odd * 60_000)[:60_000]}. {said}"
    found = extract(passages([("paragraph", None, text)], language), Masthead()).statements
    assert Kind.ACTIVITY in {one.kind for one in found if one.locator.start >= 60_000}


def test_sentences_of_a_passage_are_looked_for_once(passages: PassageWriter) -> None:
    claims._stops.cache_clear()
    text = "La pauvreté et la violence exposent les enfants à la traite et à l'exploitation. " * 30
    found = list(extract(passages([("paragraph", None, text)], "fr"), Masthead()).statements)
    assert [one.kind for one in found] == [Kind.FACTOR] * 30
    assert claims._stops.cache_info().misses == 1
