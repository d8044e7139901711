"""Tests of persons' names that the tagger reads: their boundaries, lists, and thresholds by language."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from palermo.extraction.tagger import persons
from palermo.extraction.tagger.contexts import PassageContext
from palermo.extraction.tagger.person_boundaries import complete_name
from palermo.extraction.tagger.persons import PersonName, PersonThresholds, merge_list_scores
from palermo.extraction.tagger.tagged_statements import TaggedPassage
from palermo.statements import Passage, Ref, RefType, Statement, StatementKind, build_locator

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
    ("做老李的学生很苦。", "李", "老李"),
    ("Luego A. huyó.", "A", "A."),
    ("玛丽·样例逃走了。", "样例", "玛丽·样例"),
    ("李样例逃走了。", "李样例", "李样例"),
    ("HON. EXAMPLE spoke.", "EXAMPLE", "EXAMPLE"),
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
    averaged = list(merge_list_scores(text, persons))
    assert [(one.start, one.end) for one in averaged] == places
    assert [one.private for one in averaged] == pytest.approx([0.2, 0.2, 0.2, 0.9])


def test_a_long_list_of_contributors_is_public() -> None:
    text = "Ana, Eva, Ida, Ada, Ute"
    persons = [PersonName(start=5 * n, end=5 * n + 3, private=0.2, public=0.8) for n in range(5)]
    assert [one.private for one in merge_list_scores(text, persons)] == [0] * 5
    titled = "Ana QC Hon Eva, Ida MP Ada and Ute"
    persons_titled = [replace(persons[0], start=titled.index(w), end=titled.index(w) + 3) for w in text.split(", ")]
    assert [one.private for one in merge_list_scores(titled, persons_titled)] == [0] * 5
    assert [one.private for one in merge_list_scores(text, persons[:4])] == pytest.approx([0.2] * 4)


@pytest.mark.parametrize(("before", "masked"), [("The witness", ["Ana Muestra"]), ("The poet", [])])
def test_a_name_after_a_word_for_private_persons_is_private(
    before: str, masked: list[str], passages: Callable[..., list[Passage]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (passage,) = passages([("paragraph", None, f"{before} Ana Muestra spoke for an hour.")])
    start = len(before) + 1
    person = PersonName(start=start, end=start + len("Ana Muestra"), private=0.1, public=0.9)
    monkeypatch.setattr(persons, "decode_persons", lambda *_: [person])
    window = SimpleNamespace(encoded=None, outputs=None)
    tagged = TaggedPassage(passage=passage, context=PassageContext(), windows=cast(Any, (window,)))
    found = persons.find_private_persons([tagged], PersonThresholds(private=0.5))
    assert [passage.text[span.start : span.end] for span in found.spans] == masked


@pytest.mark.parametrize(
    ("mentions", "masked", "certain"),
    [
        ([("Ana Muestra", 0.6), ("Muestra", 0.05), ("Muestra", 0.05)], set(), set()),  # elsewhere read as an official
        ([("Ana Muestra", 0.95), ("Muestra", 0.05), ("Muestra", 0.05)], {"Ana Muestra"}, set()),
        ([("Ana Muestra", 0.95), ("Muestra", 0.6)], {"Ana Muestra", "Muestra"}, {"Ana Muestra"}),
        ([("Анной Образцовой", 0.6), ("Анна Образцова", 0.02), ("Образцову", 0.02)], set(), set()),
        ([("Ana Muestra", 0.6), ("Luis Muestra", 0.02)], {"Ana Muestra"}, set()),
        ([("LISA", 0.97), ("UNHCR", 0.6)], {"LISA"}, {"LISA"}),
        ([("李某某", 0.4), ("某", 0.4)], {"李某某"}, set()),
    ],
)
def test_a_person_is_judged_by_all_names(
    mentions: list[tuple[str, float]],
    masked: set[str],
    certain: set[str],
    passages: Callable[..., list[Passage]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = passages(
        [("paragraph", None, f"{name} / spoke") for name, _ in mentions], "ru" if "Анной" in mentions[0][0] else "en"
    )
    results = [
        PersonName(start=0, end=len(name), private=private, public=round(1 - private, 3)) for name, private in mentions
    ]
    monkeypatch.setattr(persons, "decode_persons", lambda number, *_: [results[number]])
    tagged = [
        TaggedPassage(
            passage=passage,
            context=PassageContext(),
            windows=cast(Any, (SimpleNamespace(encoded=number, outputs=None),)),
        )
        for number, passage in enumerate(written)
    ]
    found = persons.find_private_persons(tagged, PersonThresholds(private=0.3))
    texts = {passage.id: passage.text for passage in written}
    assert {texts[span.passage][span.start : span.end] for span in found.spans} == masked
    assert found.certain_names == certain


@pytest.mark.parametrize(
    ("text", "places", "names"),
    [
        ("Ana Muestra spoke. Muestra was tired.", [(0, 11), (19, 26)], {"Muestra": "Ana Muestra"}),
        ("Ana Muestra spoke. Muestra makes boats.", [(0, 11)], {}),
        ("Ana Muestra and Eva Muestra spoke. Muestra was tired.", [(0, 11), (16, 27), (35, 42)], {}),
    ],
)
@pytest.mark.parametrize("private", [0.1, 0.8])
def test_a_surname_has_the_full_name_of_the_only_public_person(
    text: str,
    places: list[tuple[int, int]],
    names: dict[str, str],
    private: float,
    passages: Callable[..., list[Passage]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (passage,) = passages([("paragraph", None, text)])
    found = [PersonName(start=start, end=end, private=private, public=1 - private) for start, end in places]
    monkeypatch.setattr(persons, "decode_persons", lambda *_: found)
    window = SimpleNamespace(encoded=None, outputs=None)
    tagged = TaggedPassage(passage=passage, context=PassageContext(), windows=cast(Any, (window,)))
    assert persons.find_full_names([tagged]) == (names if private < 0.5 else {})


def test_languages_have_thresholds_of_their_own() -> None:
    thresholds = PersonThresholds(name=0.3, private=0.3, languages={"zh": {"private": 0.1}})
    assert thresholds.select_language("en") == PersonThresholds(name=0.3, private=0.3)
    assert thresholds.select_language("zh") == PersonThresholds(name=0.3, private=0.1)


@pytest.mark.parametrize(
    ("named", "actor", "source", "confidence"),
    [
        (["Ana Muestra", "Muestra"], "Ana Muestra", "quote", persons.MAX_UNCONFIRMED_ROLE),
        (["Ana Muestra", "Muestra"], "Muestra", "quote", persons.MAX_UNCONFIRMED_ROLE),
        (["Ana Muestra"], "Estados Unidos Ana Muestra", "quote", persons.MAX_UNCONFIRMED_ROLE),
        (["Muestra"], "Muestra", "quote", 0.95),  # perhaps a company
        (["Muestra"], "Bishop Muestra", "coreference", persons.MAX_UNCONFIRMED_ROLE),
        (["Ana Muestra"], "Muestra Foundation", "quote", 0.95),
        (["Ana Muestra"], "Foundation Ana Muestra", "coreference", 0.95),
        (["Ana Muestra"], "gobierno de Ana Muestra", "quote", 0.95),
        (["Ana Muestra"], "Administration of Ana Muestra", "quote", 0.95),
        (["World Health Organization"], "World Health Organization", "quote", 0.95),
    ],
)
def test_a_person_has_no_confirmed_role(
    named: list[str],
    actor: str,
    source: str,
    confidence: float,
    passages: Callable[..., list[Passage]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = passages([("paragraph", None, f"{name} asked for more judges.") for name in named])
    results = [PersonName(start=0, end=len(name), private=0.1, public=0.9) for name in named]
    monkeypatch.setattr(persons, "decode_persons", lambda number, *_: [results[number]])
    tagged = [
        TaggedPassage(
            passage=passage,
            context=PassageContext(),
            windows=cast(Any, (SimpleNamespace(encoded=number, outputs=None),)),
        )
        for number, passage in enumerate(written)
    ]
    statement = Statement(
        id="s",
        kind=StatementKind.RECOMMENDATION,
        quote=written[0].text,
        language="en",
        document=written[0].document,
        locator=build_locator(written[0], 0, len(written[0].text)),
        actors=(Ref(id=None, name=actor, type=RefType.ENTITY, source=source, confidence=0.95),),
    )
    (limited,) = persons.limit_person_confidence([statement], tagged, PersonThresholds())
    assert limited.actors[0].confidence == confidence
