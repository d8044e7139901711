"""Which phrases may be a party, what is told of them, and what a second look takes as roles."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from palermo.extraction.discourse.speakers import speakers
from palermo.extraction.language.wording_files import wordings
from palermo.extraction.role_reading import ROLES, Told, role_reading_version, roles_again
from palermo.extraction.role_reading.candidates import candidates, key_of
from palermo.extraction.role_reading.deciding import LIKELIEST, MOST, Taken, decided, sift, with_roles
from palermo.extraction.role_reading.model import NOBODY, RoleModel, arrays_of, mark, model_of, shipped_model
from palermo.extraction.role_reading.phrases import function_words, phrases
from palermo.extraction.role_reading.signs import Place, places
from palermo.extraction.running_text import stated_in
from palermo.extraction.second_reading.model import LEAVES, Trees
from palermo.statements import LANGUAGES, Masthead, Passage, PassageKind, Statement
from palermo.vectors import DIMENSIONS, Floats, shipped_encoder

TEXT = "The Harbour Desk of the Ministry of Fisheries trained inspectors together with the Net Menders Union."


def passage(text: str, language: str = "en") -> Passage:
    return Passage(
        id="p", document="d", ordinal=0, page=1, paragraph=None, kind=PassageKind.PARAGRAPH, headings=(),
        language=language, text=text,
    )  # fmt: skip


def told(text: str, language: str = "en") -> list[Told]:
    """What recipes tell of a passage, with what a second look goes by."""
    said = (passage(text, language),)
    made = stated_in(said, Masthead(), lambda *_: False, {}, speakers(said))
    return [one.told for one in made if one.told]


class Still:
    """An encoder for which all names are the same."""

    version = "still"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        return np.zeros((len(texts), DIMENSIONS), dtype=np.float32)


def model(one: Told, likely: dict[str, str]) -> RoleModel:
    """A model that gives roles to names by a cue of theirs alone: their head and nothing else."""
    signs = len(places([one])[0][0].signs)
    cues = {place.cues[-3]: likely.get(place.candidate.name) for place in places([one])[0]}
    marks = np.array(sorted(mark(cue) for cue, role in cues.items() if role), dtype=np.uint32)
    row = {mark(cue): role for cue, role in cues.items() if role}
    rows = np.zeros((len(marks), NOBODY + 1), dtype=np.float32)
    for number, each in enumerate(marks):
        rows[number, ROLES.index(row[int(each)] or "")] = 9.0
    asked = [signs + 5 * (NOBODY + 1) + role for role in range(NOBODY)]
    values = np.zeros((NOBODY, LEAVES), dtype=np.float32)
    values[:, 1] = 9.0
    trees = Trees(
        starts=np.arange(NOBODY), kinds=np.arange(NOBODY), inputs=np.array(asked),
        bounds=np.full(NOBODY, 5.0, dtype=np.float32), left=np.full(NOBODY, 2**16 - 2, dtype=np.uint16),
        values=values, start=np.array([0.0] * NOBODY + [4.0], dtype=np.float32),
    )  # fmt: skip
    nothing = np.zeros((NOBODY + 1, DIMENSIONS), dtype=np.float32)
    return RoleModel(
        encoder="still", source="made up", sieve=np.zeros(signs, dtype=np.float32), cues=rows, marks=marks,
        weights=nothing, offsets=nothing[:, 0], centre=nothing[0], directions=nothing[:1], trees=trees,
        take=0.3, trust=0.2, second=0.5, keep=0.1,
    )  # fmt: skip


def roles(made: Statement) -> dict[str, list[str]]:
    return {role: [ref.name for ref in getattr(made, role)] for role in ROLES}


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", TEXT, "Harbour Desk of the Ministry of Fisheries"),
        ("en", TEXT, "Harbour Desk"),
        ("en", "It helps growers who join.", "growers"),
        ("fr", "La Cellule d'écoute de la Ville forme des agents.", "Cellule d'écoute de la Ville"),
        ("es", "La Mesa del Puerto formó a inspectoras.", "Mesa del Puerto"),
        ("ru", "Центр помощи семье обучил инспекторов порта.", "инспекторов порта"),
        ("ar", "درب مركز رعاية الصيادين مفتشي الميناء.", "مركز رعاية الصيادين"),
        ("ar", "ستدعم الوحدة والنقابة المفتشين.", "النقابة"),
        ("zh", "渔民服务中心与港务局培训了检查员。", "渔民服务中心"),
    ],
)
def test_phrases_hold_names_with_and_without_what_follows(language: str, text: str, name: str) -> None:
    words = wordings(language)
    assert words is not None
    assert name in [text[start:end] for start, end in phrases(text, words)]


def test_no_phrase_holds_a_word_that_ends_phrases() -> None:
    words, known = wordings("en"), function_words("en")
    assert words is not None
    assert known is not None
    found = [TEXT[start:end] for start, end in phrases(TEXT, words)]
    assert found
    assert not [name for name in found if set(name.casefold().split()) & known.ends]


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "zh"])
def test_each_language_has_function_words(language: str) -> None:
    known = function_words(language)
    assert known is not None
    assert all((known.of, known.both, known.article, known.ends))
    assert not known.of & known.ends


def test_a_candidate_knows_its_neighbours() -> None:
    desk = next(each for each in candidates(TEXT, "en") if each.name == "Net Menders Union")
    assert (desk.before, desk.behind, desk.head) == (("the", "with the"), ".", "unio")


def test_names_are_compared_without_their_article() -> None:
    assert key_of("The Net Menders Union") == key_of("Net Menders Union")
    assert key_of("Theatre Union").startswith("theatre")


@pytest.mark.parametrize("text", ["", " ", "....", "x" * 5000, "و " * 3000, "的" * 5000])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_text_has_few_candidates(text: str, language: str) -> None:
    assert len(candidates(text, language)) <= 600


def test_candidates_outside_a_clause_are_parties_or_names() -> None:
    first, second = told("The Harbour Desk opened a shelter. It trained 30 inspectors in rain.")
    outside = {place.candidate.name for place in places([first, second])[1] if not place.inside}
    assert "Harbour Desk" in outside
    assert "rain" not in outside


def test_a_name_takes_the_place_of_a_shorter_one() -> None:
    [one] = told(TEXT)
    encoder = Still()
    whole = "Harbour Desk of the Ministry of Fisheries"
    known = model(one, {whole: "actors", "Net Menders Union": "partners"})
    [made] = roles_again([one], encoder, known)
    assert roles(made)["actors"] == [whole]
    assert roles(made)["partners"] == ["Net Menders Union"]
    assert len(encoder.asked) == len(set(encoder.asked)) <= LIKELIEST


def test_who_is_named_outside_the_clause_rests_on_where_it_stands() -> None:
    first, second = told("The Harbour Desk opened a shelter. They trained 30 inspectors.")
    desk = next(place for place in places([first, second])[1] if place.candidate.name == "Harbour Desk")
    made = with_roles(replace(second, statement=replace(second.statement, actors=())), [Taken(desk, "actors", 0.8)])
    [rests] = [support for support in made.support if support.role == "entity"]
    assert (rests.quote, rests.locator.start) == ("Harbour Desk", 4)
    assert any("who acts, by what stands around it: “Harbour Desk” (0.80)" in reason.feature for reason in made.why)
    assert sum(reason.weight for reason in made.why) == sum(reason.weight for reason in second.statement.why)


def test_what_recipes_said_stays_where_it_is_likely_enough() -> None:
    [one] = told(TEXT)
    likely = np.zeros((len(places([one])[0]), NOBODY + 1), dtype=np.float32)
    likely[:, NOBODY] = 1.0
    found = places([one])[0]
    own = {key_of(ref.name) for ref in one.statement.actors}
    likely[[place.candidate.key in own for place in found], 0] = 0.15
    assert own
    assert {each.place.candidate.key for each in decided(found, likely, one, model(one, {}))} == own
    assert with_roles(one, [Taken(place, "actors", 0.15) for place in found if place.candidate.key in own][:1])


def test_whom_recipes_named_stays_where_nobody_else_is_likely() -> None:
    [one] = told(TEXT)
    found = places([one])[0]
    likely = np.zeros((len(found), NOBODY + 1), dtype=np.float32)
    own = {key_of(ref.name) for ref in one.statement.actors}
    likely[[place.candidate.key in own for place in found], 0] = 0.11
    assert {each.place.candidate.key for each in decided(found, likely, one, model(one, {}))} == own
    likely[:, 0] = 0.04
    assert not decided(found, likely, one, model(one, {}))


def test_those_whom_recipes_named_together_stay_together() -> None:
    [one] = told("The Harbour Desk trained judges, prosecutors and police officers.")
    found = places([one])[0]
    served = [ref.name for ref in one.statement.addressees]
    likely = np.zeros((len(found), NOBODY + 1), dtype=np.float32)
    likely[[place.candidate.name == served[0] for place in found], 1] = 0.9
    likely[[place.candidate.name in served[1:] for place in found], 1] = 0.11
    taken = {each.place.candidate.name for each in decided(found, likely, one, model(one, {}))}
    assert len(served) == 3
    assert taken == set(served)


def test_an_acronym_and_the_name_that_it_stands_for_are_one_party() -> None:
    assert key_of("IOM") == key_of("the International Organization for Migration")
    assert key_of("France") == key_of("la France".removeprefix("la "))
    assert key_of("IOM") != key_of("ILO")


def test_nobody_acts_twice_and_no_name_stands_within_another() -> None:
    [one] = told(TEXT)
    found = places([one])[0]
    likely = np.zeros((len(found), NOBODY + 1), dtype=np.float32)
    likely[:, 0] = 0.9
    taken = decided(found, likely, one, model(one, {}))
    spans = [(each.place.candidate.start, each.place.candidate.end) for each in taken]
    assert len(spans) > 1
    assert not [1 for a, b in spans for c, d in spans if (a, b) != (c, d) and a < d and c < b]


def test_a_model_of_another_encoder_reads_nothing() -> None:
    [one] = told(TEXT)
    other = replace(model(one, {}), encoder="another")
    assert roles_again([one], Still(), other) == [one.statement]
    assert role_reading_version(Still()) == role_reading_version(None) == ""


def test_too_many_statements_of_one_passage_stay_as_they_are() -> None:
    [one] = told(TEXT)
    encoder = Still()
    assert roles_again([one] * (MOST + 1), encoder, model(one, {})) == [one.statement] * (MOST + 1)
    assert not encoder.asked


def test_the_sieve_keeps_the_likeliest_in_their_order() -> None:
    [one] = told(TEXT)
    found: list[Place] = [replace(place) for _ in range(3) for place in places([one])[0]]
    sieve = np.zeros(len(found[0].signs), dtype=np.float32)
    sieve[0] = 1.0
    kept = sift(found, replace(model(one, {}), sieve=sieve))
    assert len(kept) == LIKELIEST
    order = [id(each) for each in found]
    assert [order.index(id(each)) for each in kept] == sorted(order.index(id(each)) for each in kept)


def test_a_model_is_read_back_as_it_was_kept() -> None:
    known = shipped_model()
    again = model_of(arrays_of(known))
    [one] = told(TEXT)
    few = places([one])[0]
    signs = np.array([place.signs for place in few], dtype=np.float32)
    names = np.zeros((len(few), DIMENSIONS), dtype=np.float32)
    cues = [place.cues for place in few]
    np.testing.assert_allclose(known.likely(signs, cues, names), again.likely(signs, cues, names), atol=1e-5)
    np.testing.assert_allclose(known.likely(signs, cues, names).sum(axis=1), 1.0, atol=1e-5)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The Harbour Desk of the Ministry of Fisheries trained 30 inspectors.", "Harbour Desk"),
        ("In 2024 the Net Menders Union opened a shelter for survivors of forced labour.", "Net Menders Union"),
    ],
)
def test_the_shipped_model_keeps_who_plainly_acts(text: str, actor: str) -> None:
    encoder = shipped_encoder()
    assert encoder is not None
    [made] = roles_again(told(text), encoder)
    assert next(ref.name for ref in made.actors).startswith(actor)
