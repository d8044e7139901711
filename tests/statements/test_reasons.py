"""Tests of reasons: sentences in English from codes and values."""

import re
from pathlib import Path

import palermo
from palermo.statements import REASON_SENTENCES, Reason, ReasonValue, build_reason, parse_records, to_dict

SOURCES = Path(palermo.__file__).parent
CODE_FAMILIES = {
    "answer": ("accepted", "noted", "pending"),
    "role": ("introduction", "heading", "byline", "coreference", "document"),
    "tag": ("themes", "exploitation", "interventions", "groups"),
}
"""Codes whose last word is a value of another list."""


def test_a_sentence_has_its_values_in_place() -> None:
    reason = build_reason("list-addressee", 0.25, words="States")
    assert (reason.feature, reason.weight) == ("it names whom it asks: “States”", 0.25)


def test_values_of_a_list_are_joined_with_what_stands_around_them() -> None:
    kinds = [ReasonValue(name="kinds", text=text, before=f"{count} ") for text, count in (("need", 3), ("factor", 2))]
    assert build_reason("tagger-neighbours", items=kinds).feature == (
        "the most similar labelled sentences are: 3 need, 2 factor"
    )


def test_a_reason_is_parsed_from_its_values_and_from_those_of_older_ones() -> None:
    reason = build_reason("name-body", words="the Office", name="UNODC")
    rows = [to_dict(reason), {"feature": "a list", "weight": 0.5}]
    assert parse_records(Reason, rows) == [reason, Reason(feature="a list", weight=0.5)]


def test_stages_give_every_code_and_no_other() -> None:
    stages = ("extraction", "linking", "registry", "calibration")
    source = "\n".join(
        path.read_text(encoding="utf-8") for stage in stages for path in sorted((SOURCES / stage).rglob("*.py"))
    )
    given = set(re.findall(r'build_reason\(\s*"([a-z-]+)"', source))
    given |= {code for code in REASON_SENTENCES if f'"{code}"' in source}
    given |= {f"{family}-{word}" for family, words in CODE_FAMILIES.items() for word in words}
    assert given == set(REASON_SENTENCES)
