"""Partners that a statement names in so many words."""

import pytest

from palermo.extraction.tagger.cooperation import find_cooperating_bodies, is_part_of_name


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "in cooperation with the Harbour Board (HB), the River Fund and the Special Envoy for Wells",
            ["Harbour Board", "River Fund", "Special Envoy for Wells"],
        ),
        ("will work closely with RFA, the Office of Quays and Wells and pilots", ["RFA", "Office of Quays and Wells"]),
        ("coordinates closely with pilots and the Harbour Board", []),
        ("in collaboration with Wells Handbook authors", []),
        ("trains pilots of the Harbour Board", []),
    ],
)
def test_bodies_after_words_of_cooperation_are_found(text: str, bodies: list[str]) -> None:
    found = [text[start:end] for start, end in find_cooperating_bodies(text, 0, len(text))]
    assert [name.partition(" (")[0] for name in found] == bodies


def test_bodies_outside_of_the_span_are_not_found() -> None:
    text = "It trains pilots. It works closely with the Harbour Board."
    assert list(find_cooperating_bodies(text, 0, 17)) == []


@pytest.mark.parametrize(
    ("part", "name", "is_part"),
    [("hb", "harbour board (hb)", True), ("un", "unicorn fund", False), ("river fund", "river fund for wells", True)],
)
def test_part_of_a_name_has_whole_words(part: str, name: str, is_part: bool) -> None:
    assert is_part_of_name(part, name) is is_part
