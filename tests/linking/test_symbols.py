"""Tests of UN symbols: Work, revisions, corrigenda and addenda."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.linking.work_matching import parse_symbol


@pytest.mark.parametrize(
    "rendered",
    ["A/HRC/8/29", "A/HRC/8/29*", "A /HRC/ 8/29 ∗", "a/hrc/8/29", "A/HRC/8/29 (E)", "A/HRC/8/29[F]", "A/HRC/8/29."],
)
def test_blanks_signs_case_and_the_letter_of_a_language_do_not_count(rendered: str) -> None:
    assert parse_symbol(rendered) == parse_symbol("A/HRC/8/29")


@pytest.mark.parametrize(
    ("rendered", "work", "revision", "corrigendum", "base"),
    [
        ("A/HRC/8/29", "a/hrc/8/29", 0, 0, None),
        ("A/HRC/8/29/Corr.1", "a/hrc/8/29", 0, 1, None),
        ("A/HRC/8/29/Rev.2", "a/hrc/8/29", 2, 0, None),
        ("A/HRC/8/29/Rev.1/Corr.2", "a/hrc/8/29", 1, 2, None),
        ("A/HRC/8/29/Add.1", "a/hrc/8/29/add.1", 0, 0, "a/hrc/8/29"),
        ("A/HRC/8/29/Add.1/Corr. 1", "a/hrc/8/29/add.1", 0, 1, "a/hrc/8/29"),
        ("A/HRC/8/29/Rev.1/Add.1", "a/hrc/8/29/rev.1/add.1", 0, 0, "a/hrc/8/29"),
        ("CRC/C/1/Summary", "crc/c/1/summary", 0, 0, "crc/c/1"),
        ("A/81/6 (Sect. 17)", "a/81/6(sect.17)", 0, 0, None),
        ("A/RES/1514(XV)", "a/res/1514(xv)", 0, 0, None),
    ],
)
def test_a_symbol_tells_work_revision_corrigendum_and_base(
    rendered: str, work: str, revision: int, corrigendum: int, base: str | None
) -> None:
    result = parse_symbol(rendered)
    assert (result.work, result.revision, result.corrigendum, result.base) == (work, revision, corrigendum, base)


@given(st.text(max_size=60))
def test_whatever_is_printed_is_taken_apart(printed: str) -> None:
    assert parse_symbol(parse_symbol(printed).work).work == parse_symbol(printed).work
