"""Running text: what stands around a sentence, who acts with whom, and what is cut into two statements."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.extraction.language.arabic_diacritics import unvocalised
from palermo.extraction.language.sentences import LONGEST, sentences
from palermo.statements import Kind, Masthead, Passage, Statement

PassageWriter = Callable[..., list[Passage]]


def found(written: list[Passage]) -> list[Statement]:
    return list(extract(written, Masthead()).statements)


def paragraph(words: str) -> tuple[str, None, str]:
    return ("paragraph", None, words)


def names(statement: Statement) -> tuple[list[str], list[str]]:
    return [ref.name for ref in statement.actors], [ref.name for ref in statement.partners]


def test_actor_partners_and_tense_come_from_the_clause(passages: PassageWriter) -> None:
    (made,) = found(passages([paragraph("The Centre will, in partnership with IOM and UNHCR, train judges in Kenya.")]))
    assert (made.kind, made.tense) == (Kind.ACTIVITY, "planned")
    assert names(made) == (["Centre"], ["IOM", "UNHCR"])


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("99 000 workers were identified by the inspectors.", "99 000 workers were identified by the inspectors"),
        ("25 judges were trained by the Office.", "25 judges were trained by the Office"),
        ("25. Judges were trained by the Office.", "Judges were trained by the Office"),
        ("4.12 The Office trained judges in Kenya.", "The Office trained judges in Kenya"),
    ],
)
def test_figures_at_the_beginning_are_quoted_and_printed_numbers_are_not(
    passages: PassageWriter, words: str, quoted: str
) -> None:
    assert [made.quote for made in found(passages([paragraph(words)]))] == [quoted]


@pytest.mark.parametrize(
    "words",
    [
        "What should States do to protect victims?",
        "Should employers be asked to train their inspectors?",
        "¿Qué deben hacer los Estados para proteger a las víctimas?",
        "The study asks what makes people on the move resilient.",
        "The measures that it recommends have to be read in the brief.",
    ],
)
def test_questions_and_words_to_the_reader_ask_nothing(passages: PassageWriter, words: str) -> None:
    assert found(passages([paragraph(words)])) == []


def test_names_with_commas_and_and_stay_whole(passages: PassageWriter) -> None:
    words = (
        "The Office will cooperate with the Department of Rivers, Lakes and Seas and the Ministry of Roads and Bridges."
    )
    (made,) = found(passages([paragraph(words)]))
    assert made.kind is Kind.PARTNERSHIP
    assert names(made)[1] == ["Department of Rivers, Lakes and Seas", "Ministry of Roads and Bridges"]


def test_it_is_whoever_acted_before_and_says_where(passages: PassageWriter) -> None:
    text = "The Example River Agency trained 40 judges. It has published a handbook."
    first, second = found(passages([paragraph(text)]))
    assert names(second)[0] == names(first)[0] == ["Example River Agency"]
    assert [(s.role, s.quote) for s in second.support] == [("entity", "The Example River Agency")]


def test_halves_of_different_kinds_are_two_statements(passages: PassageWriter) -> None:
    text = "The members call upon States to fund shelters and reaffirm their own commitment to pay survivors."
    made = found(passages([paragraph(text)]))
    assert [one.kind for one in made] == [Kind.RECOMMENDATION, Kind.COMMITMENT]
    assert made[0].quote == "The members call upon States to fund shelters"


def test_coordinated_verbs_of_one_time_stay_together(passages: PassageWriter) -> None:
    (made,) = found(passages([paragraph("The Agency will train judges and print manuals.")]))
    assert made.quote == "The Agency will train judges and print manuals"


def test_what_is_planned_parts_from_what_goes_on(passages: PassageWriter) -> None:
    text = "The Agency is testing a form in Kenya and plans to publish the results in 2031."
    made = found(passages([paragraph(text)]))
    assert [(one.tense, one.years) for one in made] == [("ongoing", ()), ("planned", (2031,))]


def test_items_of_an_inline_list_are_asked_of_whom_its_introduction_names(passages: PassageWriter) -> None:
    text = "States are encouraged to: (a) screen arrivals at the border; (b) appoint a guardian for each child."
    made = found(passages([paragraph(text)]))
    assert [one.quote for one in made] == ["screen arrivals at the border", "appoint a guardian for each child"]
    assert all(ref.name == "States" for one in made for ref in one.addressees)


def test_items_below_what_an_office_will_do_are_its_activities(passages: PassageWriter) -> None:
    lines = [
        paragraph("To contribute to the objective, the subprogramme will:"),
        ("item", "(a)", "Provide legal services for survivors;"),
        ("item", "(b)", "Play a leading role in the network on migration."),
        ("item", "1.2", "The above-mentioned work is expected to result in:"),
        ("item", "(a)", "Improved access to services."),
    ]
    made = found(passages(lines))
    assert [(one.kind, one.tense) for one in made] == [(Kind.ACTIVITY, "planned"), (Kind.PARTNERSHIP, None)]
    assert made[0].support[0].role == "introduction"


def test_a_reporting_frame_is_no_part_of_the_quote(passages: PassageWriter) -> None:
    text = "The Committee was informed that the Mission raises awareness in the camps. Girls should be heard, he added."
    first, second = found(passages([paragraph(text)]))
    assert first.quote == "the Mission raises awareness in the camps"
    assert second.quote == "Girls should be heard"


def test_others_words_in_quotation_marks_ask_for_nothing(passages: PassageWriter) -> None:
    assert found(passages([paragraph('The first edition ended with "States should punish whoever enters".')])) == []


def test_testimony_is_sensitive(passages: PassageWriter) -> None:
    text = "“My employer took my passport and threatened me with debts that I could never repay to the recruiters.”"
    assert all(one.sensitive for one in found(passages([paragraph(text)])))


def test_an_imperative_below_recommendations_asks(passages: PassageWriter) -> None:
    (made,) = found(passages([paragraph("Train inspectors in all provinces.")]))
    assert made.kind is Kind.RECOMMENDATION


def test_arabic_is_read_without_short_vowels_and_quoted_with_them(passages: PassageWriter) -> None:
    text = "درّب المكتب 300 قاضٍ في غرب أفريقيا."
    (made,) = found(passages([paragraph(text)], language="ar"))
    assert made.kind is Kind.ACTIVITY
    assert made.quote == text[:-1]
    assert unvocalised("درّب") == ("درب", (0, 1, 3, 4))


def test_ids_are_unique_where_text_and_list_say_the_same(passages: PassageWriter) -> None:
    words = "Chile should ratify the Protocol"
    lines = [
        paragraph(f"{words}."),
        ("paragraph", "69", "The recommendations below enjoy the support of Chile:"),
        ("item", "69.1", f"{words} (Norway)."),
    ]
    made = list(extract(passages(lines), Masthead(under_review="Chile")).statements)
    assert len({one.id for one in made}) == len(made) == 2


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh", "de"])
def test_odd_texts_are_read_in_pieces(passages: PassageWriter, language: str) -> None:
    texts = ["the office and ".ljust(30_000, "a"), "1 234, 5.6 " * 3_000, "(" * 9_000, "x, " * 9_000]
    for text in texts:
        for made in found(passages([paragraph(text)], language=language)):
            assert text[made.locator.start : made.locator.end] == made.quote
            assert len(made.quote) <= LONGEST


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        (
            "en",
            "See para. 4 of No. 29. It was read (i.e. aloud).",
            ["See para. 4 of No. 29.", "It was read (i.e. aloud)."],
        ),
        ("en", "12. Urges States to act; 13. Invites others.", ["12. Urges States to act;", "13. Invites others."]),
        ("fr", "Voir art. 5. Il fut lu.", ["Voir art. 5.", "Il fut lu."]),
        ("ru", "В 2020 г. закон принят. Он действует.", ["В 2020 г. закон принят.", "Он действует."]),
        ("zh", "第一句。第二句。", ["第一句。", "第二句。"]),
    ],
)
def test_sentences_end_at_stops_that_end_them(language: str, text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, language)] == parts


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        (
            "Research shows that children on the move are easy targets for traffickers.",
            ["children on the move are easy targets for traffickers"],
        ),
        (
            "The Council stressed that trafficking undermined the rule of law and fed corruption.",
            ["trafficking undermined the rule of law and fed corruption"],
        ),
        (
            "Requests the Office to ensure that the guide written by the Centre and other bodies is printed, and"
            " encourages Member States to use it.",
            [
                "Requests the Office to ensure that the guide written by the Centre and other bodies is printed",
                "encourages Member States to use it",
            ],
        ),
    ],
)
def test_frames_are_cut_off_and_a_second_request_begins_with_its_own_verb(
    passages: PassageWriter, words: str, quoted: list[str]
) -> None:
    assert [made.quote for made in found(passages([paragraph(words)]))] == quoted


def test_what_a_text_does_is_no_activity(passages: PassageWriter) -> None:
    of_a_text = "The report finds that brokers deceive girls. It analyses the obstacles and offers advice."
    assert [made.kind for made in found(passages([paragraph(of_a_text)]))] == [Kind.FACTOR]
    of_a_body = "The Institute has a new office. It analyses the obstacles and offers advice."
    assert [made.kind for made in found(passages([paragraph(of_a_body)]))] == [Kind.ACTIVITY]


def test_english_items_tell_what_their_introduction_says_behind_asides_and_nouns(passages: PassageWriter) -> None:
    told = "Looking ahead to 2031, the Elm Trust will, by the end of May: - open a clinic; - train 40 nurses."
    made = found(passages([paragraph(told)]))
    assert [(one.kind, one.quote) for one in made] == [
        (Kind.ACTIVITY, "open a clinic"),
        (Kind.ACTIVITY, "train 40 nurses"),
    ]
    headed = "Recommendations to the Ministry of Labour: (1) revise the form; (2) stop copying records to the police."
    asked = found(passages([paragraph(headed)]))
    assert [one.kind for one in asked] == [Kind.RECOMMENDATION, Kind.RECOMMENDATION]
    assert {ref.name for one in asked for ref in one.addressees} == {"Ministry of Labour"}
    decided = "Decides that the Special Adviser on recruitment shall: (a) visit ports; (b) examine the effects of fees."
    tasks = found(passages([paragraph(decided)]))
    assert [one.kind for one in tasks] == [Kind.MANDATE, Kind.MANDATE]
    assert names(tasks[0])[0] == ["Special Adviser on recruitment"]


def test_what_an_english_organ_asks_behind_semicolons_is_parted(passages: PassageWriter) -> None:
    text = "The Council demands that all parties release the children; and requests the Mission to follow their return."
    made = found(passages([paragraph(text)]))
    assert [(one.quote[:8], names(one)[0]) for one in made] == [("The Coun", ["Council"]), ("requests", ["Council"])]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (
            "The Growers' Union pledged to write contracts, and the Minister of Labour promised ten more inspectors.",
            ["The Growers' Union pledged to write contracts", "the Minister of Labour promised ten more inspectors"],
        ),
        (
            "Lending is a matter of trust, while the Fraud Unit is charged with reporting odd transfers.",
            ["the Fraud Unit is charged with reporting odd transfers"],
        ),
    ],
)
def test_english_pledges_and_duties_of_two_parties_are_two(
    text: str, quotes: list[str], passages: PassageWriter
) -> None:
    assert [one.quote for one in found(passages([paragraph(text)]))] == quotes


def test_english_items_may_begin_with_a_capital_behind_a_name(passages: PassageWriter) -> None:
    text = "In 2031, the Regional Office for the Coast: (a) Trained 60 teachers; (b) Published a guide for nurses."
    made = found(passages([paragraph(text)]))
    assert [(one.kind, names(one)[0]) for one in made] == [(Kind.ACTIVITY, ["Regional Office for the Coast"])] * 2
    tasks = "Decides that the mandate of the Mission shall include: (a) To monitor ports; (b) To count crews."
    assert {(one.kind, *names(one)[0]) for one in found(passages([paragraph(tasks)]))} == {(Kind.MANDATE, "Mission")}
    causes = "It is concerned that: (a) victims are deported; (b) complaints of forced labour are rarely investigated."
    assert [one.kind for one in found(passages([paragraph(causes)]))] == [Kind.FACTOR, Kind.FACTOR]


def test_english_clauses_reported_side_by_side_are_told_apart(passages: PassageWriter) -> None:
    text = "Ghana reported that the Ministry of Labour inspected 90 boats and that the Coast Guard trained 30 officers."
    assert [names(one)[0] for one in found(passages([paragraph(text)]))] == [["Ministry of Labour"], ["Coast Guard"]]
    behind = "A girl asked for help, and the outreach team passed a report to the Child Agency within hours."
    assert [one.quote[:17] for one in found(passages([paragraph(behind)]))] == ["the outreach team"]
