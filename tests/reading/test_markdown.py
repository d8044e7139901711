"""Tests of Markdown: markup becomes kinds, levels and numbers."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.errors import DocumentFailed, NoText
from palermo.reading import markdown, read
from palermo.statements import PassageKind

TEXT = """---
title: for programs
---
# The *first* Protocol

An introduction with [a link](https://example.org/a) and **bold**
words[^1], `code` and <b>tags</b>.

## 2. Measures

1. First measure
   goes on here

   and has a second paragraph
2. Second
   - a _bullet_
7) Seventh

States should:
(a) ratify it;
(b) train judges.

104.12 Ratify it.

| Country | Year |
|---|---|
| Mali | 2020 |

> Words of others

[^1]: The note.
[^2]: Another one.

Underlined
==========
![A picture's words](picture.png)
"""


def list_passages(text: str) -> list[tuple[str, str | None, str]]:
    return [(p.kind.value, p.paragraph, p.text) for p in read(text.encode(), "text.md").passages]


def test_everything_is_read_in_order() -> None:
    assert list_passages(TEXT) == [
        ("heading", None, "The first Protocol"),
        ("paragraph", None, "An introduction with a link and bold words, code and tags."),
        ("heading", "2", "Measures"),
        ("item", "1", "First measure goes on here"),
        ("paragraph", None, "and has a second paragraph"),
        ("item", "2", "Second"),
        ("item", None, "a bullet"),
        ("item", "7", "Seventh"),
        ("paragraph", None, "States should:"),
        ("item", "(a)", "ratify it;"),
        ("item", "(b)", "train judges."),
        ("item", "104.12", "Ratify it."),
        ("cell", None, "Country"),
        ("cell", None, "Year"),
        ("cell", None, "Mali"),
        ("cell", None, "2020"),
        ("paragraph", None, "Words of others"),
        ("footnote", "1", "The note."),
        ("footnote", "2", "Another one."),
        ("heading", None, "Underlined"),
        ("paragraph", None, "A picture's words"),
    ]


def test_headings_stand_above_by_their_level() -> None:
    reading = read(TEXT.encode(), "text.md")
    item = next(p for p in reading.passages if p.paragraph == "104.12")
    assert item.headings == ("The first Protocol", "2. Measures")
    assert (reading.title, reading.media_type) == ("for programs", "text/markdown")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5. (a) Both numbers", [("item", "5", "(a) Both numbers")]),
        ("- (a) Typed after a bullet", [("item", "(a)", "Typed after a bullet")]),
        ("    1. Code is text", [("paragraph", "1", "Code is text")]),
        ("```\nlines\nof code\n```", [("paragraph", None, "lines of code")]),
        ("<div>Raw <i>words</i><!-- hidden --></div>", [("paragraph", None, "Raw words")]),
        ("one<br>two", [("paragraph", None, "one two")]),
        ("a \\* b &amp; c", [("paragraph", None, "a * b & c")]),
        ("# Заголовок\n\nТекст", [("heading", None, "Заголовок"), ("paragraph", None, "Текст")]),
        ("- \n- b", [("item", None, "b")]),
    ],
)
def test_marks_are_read_for_what_they_mean(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert list_passages(text) == expected


@pytest.mark.parametrize("text", ["---\na: b\n---\n", "<!-- nothing -->", "| |\n|-|\n"])
def test_a_text_without_words_is_reported_as_such(text: str) -> None:
    with pytest.raises(NoText, match="no text"):
        markdown.read_blocks(text.encode())


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("## Aims of the fleet {#aims .lead}", ["Aims of the fleet"]),
        ("The [Harbour Fund](/fund){.link} trains [crews]{.who} at sea.", ["The Harbour Fund trains crews at sea."]),
        ('{{< note colour="red" >}}\n\nCrews meet in May.\n\n{{< /note >}}', ["Crews meet in May."]),
        ("{{< note\n\nCrews meet in May. {{< end >}}", ["{{< note", "Crews meet in May."]),
        ("Help for crews**.** It was offered in May.", ["Help for crews. It was offered in May."]),
        ("**Safe work at sea **\n\nCrews meet.", ["Safe work at sea", "Crews meet."]),
        ("In 2022,** the Agency** and **the Bank **met **crews**.", ["In 2022, the Agency and the Bank met crews."]),
        ("![crew.png]\n(https://example.org/a/crew.png)\n\n###Last year crews met.", ["Last year crews met."]),
        ("- /square-check Train crews\n- /circle-dot Pay them", ["Train crews", "Pay them"]),
        ("--- Page 1 ---\n\nCrews meet.\n\n--- Page 2 ---\n\n-- 3 --", ["Crews meet.", "-- 3 --"]),
        ("The sets {a} and {1} are /and-or is a word.", ["The sets {a} and {1} are /and-or is a word."]),
    ],
)
def test_marks_of_converters_are_no_text(text: str, printed: list[str]) -> None:
    assert [passage.text for passage in read(text.encode(), "page.md").passages] == printed


@pytest.mark.parametrize("text", ["[" * 10000, "*" * 20000 + "a", "> " * 90 + "x", "`a`" * 20000])
def test_hostile_nesting_is_survived(text: str) -> None:
    blocks, _ = markdown.read_blocks(text.encode())
    assert blocks


@pytest.mark.parametrize("text", ["{{<" * 30_000, "**a" + " " * 30_000 + "b"])
def test_long_runs_of_marks_and_blanks_take_no_time(text: str) -> None:
    started_at = time.process_time()
    assert markdown.read_blocks(text.encode())[0]
    assert time.process_time() - started_at < 3


@pytest.mark.parametrize("text", ["> " * 5000 + "x", "- " * 3000 + "x"])
def test_what_nobody_writes_is_refused(text: str) -> None:
    with pytest.raises(NoText):
        markdown.read_blocks(text.encode())


@given(st.text(alphabet=st.sampled_from("#-*>|`[]()^:1.ab \n\t<!&é图\x00"), max_size=200))
def test_any_marks_are_read_or_refused(text: str) -> None:
    refused = False
    try:
        passages = read(b"words\n\n" + text.replace("\x00", "").encode(), "any.md").passages
    except DocumentFailed:
        refused, passages = True, ()
    assert refused or all(p.text.strip() for p in passages)
    assert refused or PassageKind.CELL in PassageKind


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("# United Nations A/RES/79/999", "A/RES/79/999"),
        ("# Nations Unies – S/RES/9999(2031)", "S/RES/9999(2031)"),
        ("# 联合国 A/RES/79/999", "A/RES/79/999"),
        ("# The United Nations and A/RES/79/999", None),
        ("# A note on United Nations A/RES/79/999", None),
    ],
)
def test_a_first_line_of_nothing_but_the_organization_and_a_symbol_is_a_masthead(line: str, symbol: str | None) -> None:
    text = f"{line}\n\nResolution adopted by the General Assembly on 17 December 2031\n\nThe General Assembly,\n"
    head = read(text.encode(), "text.md").masthead
    assert head.symbol == symbol
    assert head.date == ("2031-12-17" if symbol else None)


def test_caption_is_apart_from_the_word_after_its_image() -> None:
    (passage,) = read(b"![Ana Muestra](a.jpg)Ports train their crews.\n", "text.md").passages
    assert passage.text == "Ana Muestra Ports train their crews."
