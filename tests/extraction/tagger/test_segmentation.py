"""Sentences of a passage, by the marks of six languages."""

import pytest

from palermo.extraction.segmentation import MAX_SENTENCE_CHARS, split_sentences
from palermo.extraction.tagger.decoding import trim_quote
from palermo.extraction.tagger.printed_words import find_quote_start


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The centre opened in May. It trains judges.", 2),
        ("See para. 4 and art. 12 of the law. It was read.", 2),
        ("Ms. A. Example spoke. She left.", 2),
        ("It announced a Feb. 9 meeting with Gov. Example. She left.", 2),
        ("El art. 5 crea la oficina. El Lic. Ejemplo la dirige.", 2),
        ("См. абз. 3 закона. Центр открылся.", 2),
        ("States should: (a) train judges; (b) fund shelters.", 2),
        ("该中心于五月成立。它培训法官。", 2),
        ("افتتح المركز في مايو. وهو يدرب القضاة.", 2),
        ("Центр открылся в мае. Он обучает судей.", 2),
        ("• Train judges • Fund shelters", 2),
        ("12. The centre opened.", 1),
    ],
)
def test_sentences_end_at_their_marks(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_every_letter_is_in_one_sentence() -> None:
    text = "First one; second one. Третий. 第四句。 And a last"
    covered = "".join(sentences(text))
    assert covered.replace(" ", "") == text.replace(" ", "")


def test_a_stretch_without_marks_is_cut() -> None:
    parts = sentences("word " * 2000)
    assert max(map(len, parts)) <= MAX_SENTENCE_CHARS
    assert sum(map(len, parts)) > 9000


@pytest.mark.parametrize("text", ["", "   ", "."])
def test_nothing_gives_no_long_sentence(text: str) -> None:
    assert len(sentences(text)) <= 1


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (", the centre trains judges.", "the centre trains judges"),
        ("(a) Train judges;", "Train judges"),
        ("，中心培训法官。", "中心培训法官"),
        ("Train judges", "Train judges"),
        ("» Train judges", "Train judges"),
        ("”, the centre trains judges", "the centre trains judges"),
        (". 12). Train judges", "Train judges"),
        ("“Crews rest at sea", "Crews rest at sea"),
        ("Crews “rest” at sea", "Crews “rest” at sea"),
        ("“Rest” is no “leave", "“Rest” is no “leave"),
        ("‘Crews rest at sea", "Crews rest at sea"),
        ("56 ‘Crews’ rest at sea", "‘Crews’ rest at sea"),
        ("(d)that crews rest", "that crews rest"),
        ("(Powers).- The port trains judges", "The port trains judges"),
        ("\ue092 We train judges", "We train judges"),
        ("38-يدرب المركز القضاة", "يدرب المركز القضاة"),
        ("3/13 يدرب المركز القضاة", "يدرب المركز القضاة"),
        ("12 طفلا يستريحون", "12 طفلا يستريحون"),
        ("（一）中心培训法官", "中心培训法官"),
        ("50-70 crews rest", "50-70 crews rest"),
        ("(Potential) crews rest", "(Potential) crews rest"),
        ("Crews rest at sea31", "Crews rest at sea31"),
        ("Crews rest in harbours31", "Crews rest in harbours"),
        ("Crews rest at sea.117", "Crews rest at sea"),
        ("The port helps those aged over 18", "The port helps those aged over 18"),
        ("The rules are those of covid19", "The rules are those of covid19"),
    ],
)
def test_a_quote_has_neither_marks_nor_punctuation_around_it(text: str, quote: str) -> None:
    start, end = trim_quote(text, 0, len(text))
    assert text[start:end] == quote


@pytest.mark.parametrize(
    "text",
    ["Crews call it «rest» («leave»)", "Crews run a scheme (“Sea to school”)", "港口起草《船员行动计划(二00八)》"],
)
def test_a_quote_takes_in_the_marks_that_close_it(text: str) -> None:
    start, end = trim_quote(f"{text}. They rest.", 0, len(text) - 2)
    assert text[start:end] == text


@pytest.mark.parametrize(
    ("text", "length", "quote"),
    [
        ("The port has rules on crews (Table 9). It has no ship.", 34, "The port has rules on crews (Table 9)"),
        ("Extra steps help crews (boys, cooks, etc.). They rest.", 40, "Extra steps help crews (boys, cooks, etc.)"),
        ("The port has rules (for crews of the ships that come in May, and stay) now.", 29, None),
        ("The port has rules (for crews\nTable 9)", 29, None),
    ],
)
def test_a_quote_takes_in_the_rest_of_a_short_bracket(text: str, length: int, quote: str | None) -> None:
    start, end = trim_quote(text, 0, length)
    assert text[start:end] == (quote or text[:length])


def test_an_acronym_ends_a_sentence_before_an_article() -> None:
    assert sentences("It rests on ships of the U.S. The port trains crews.") == [
        "It rests on ships of the U.S.",
        "The port trains crews.",
    ]
    assert len(sentences("The U.S. Department of Boats trains crews.")) == 1


def test_a_semicolon_in_brackets_ends_no_sentence() -> None:
    assert sentences("Crews tire (Tarn, 2030; Brine, n.d.; Reed, 2031). They rest; they sleep.") == [
        "Crews tire (Tarn, 2030; Brine, n.d.; Reed, 2031).",
        "They rest;",
        "they sleep.",
    ]


@pytest.mark.parametrize(
    ("text", "word", "first"),
    [
        (
            "Que la Ley contra la Trata de Crias y el Comercio de Barcos establece que el puerto responde",
            "Barcos",
            "Que",
        ),
        ("Que el artículo 4° del Decreto N° 016-2031 establece que los puertos forman tripulaciones", "016", "Que"),
        ("Que el artículo 4° de la Política contra la Pesca establece que el puerto responde", "la Pesca", "Que"),
        ("The board heard on behalf of crews that ports must train them", "ports", "ports"),
        ("With respect to all harbours in the Tarn area, the board noted that ports train", "Tarn", "With"),
        ("The board noted with some concern that ports must train crews", "ports", "ports"),
        ("通讯社七月三十日电（记者）秘书长古特雷斯呼吁各港口", "特雷斯", "秘书长"),
        ("港口的船员在每年冬天都要在码头上等待很长时间以后才能呼吁港口", "呼吁", "呼吁"),
        ("Le conseil demande au port de former les équipages des bateaux", "former", "former"),
    ],
)
def test_quote_starts_within_no_name(text: str, word: str, first: str) -> None:
    start = find_quote_start(text, 0, text.index(word))
    assert text[start:].startswith(first)
