"""Tests of persons' names that the tagger reads: their boundaries, lists, and thresholds by language."""

import pytest

from palermo.extraction.tagger.person_boundaries import complete_name
from palermo.extraction.tagger.persons import PersonName, PersonThresholds, average_lists, is_private

NAMES = [
    ("وقالت حياة بن مثال إنها هربت", "بن مثال", "حياة بن مثال"),
    ("وقال خالد بن مثال إنه هرب", "خالد", "خالد بن مثال"),
    ("رأى عبد المثال ابنه", "المثال", "عبد المثال"),
    ("приехала с Д. Примеровым в отдел", "Примеровым", "Д. Примеровым"),
    ("The court heard Ana Example-Muster today.", "Ana Example", "Ana Example-Muster"),
    ("The court heard Zaid bin Example today.", "Zaid", "Zaid bin Example"),
    ("A teacher of 16-year-old Zora spoke.", "Zora", "Zora"),
    ("一名曾先生报警。", "曾", "曾先生"),
    ("这一切让扣扣害怕。", "扣", "扣扣"),
    ("玛丽·样例逃走了。", "样例", "玛丽·样例"),
    ("李样例逃走了。", "李样例", "李样例"),
]


@pytest.mark.parametrize(("text", "found", "expected"), NAMES)
def test_a_name_has_all_its_parts(text: str, found: str, expected: str) -> None:
    start = text.index(found)
    first, last = complete_name(text, start, start + len(found))
    assert text[first:last] == expected


def test_names_of_a_list_are_judged_together() -> None:
    text = "Ana Muster, Zora Muster and Eva Muster; later Ida Muster"
    places = [(0, 10), (12, 23), (28, 38), (46, 56)]
    private = (0.3, 0.3, 0.0, 0.9)
    persons = [
        PersonName(start=start, end=end, private=value, public=1 - value)
        for (start, end), value in zip(places, private, strict=True)
    ]
    averaged = list(average_lists(text, persons))
    assert [(one.start, one.end) for one in averaged] == places
    assert [one.private for one in averaged] == pytest.approx([0.2, 0.2, 0.2, 0.9])


def test_languages_have_thresholds_of_their_own() -> None:
    thresholds = PersonThresholds(name=0.3, private=0.3, languages={"zh": {"private": 0.1}})
    person = PersonName(start=0, end=2, private=0.2, public=0.8)
    assert not is_private(person, thresholds.select_language("en"))
    assert is_private(person, thresholds.select_language("zh"))
    assert thresholds.select_language("zh").name == 0.3
