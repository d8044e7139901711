"""Tests of recommendations in numbered lists: roles, answer, support, reasons."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract, extract_by_rules
from palermo.statements import Masthead, Passage, Response, Statement, StatementKind

PassageWriter = Callable[..., list[Passage]]
REVIEW = Masthead(symbol="A/HRC/99/7", under_review="Kenya")
ACCEPTED = ("paragraph", "69", "The recommendations listed below enjoy the support of Kenya:")


def extract_statements(passages: list[Passage], masthead: Masthead = REVIEW) -> list[Statement]:
    return list(extract(passages, masthead).statements)


def test_an_item_of_an_announced_list(passages: PassageWriter) -> None:
    (statement,) = extract_statements(
        passages([ACCEPTED, ("item", "69.1", "Adopt a law against trafficking (Norway, Chile);")])
    )
    assert statement.kind is StatementKind.RECOMMENDATION
    assert statement.quote == "Adopt a law against trafficking"
    assert [ref.name for ref in statement.actors] == ["Norway", "Chile"]
    assert [ref.name for ref in statement.addressees] == ["Kenya"]
    assert statement.response is Response.ACCEPTED
    assert statement.locator.paragraph == "69.1"


def test_what_it_rests_on_is_kept(passages: PassageWriter) -> None:
    (statement,) = extract_statements(passages([ACCEPTED, ("item", "69.1", "Adopt a law (Norway);")]))
    assert [(s.role, s.quote) for s in statement.support] == [
        ("introduction", "The recommendations listed below enjoy the support of Kenya:"),
        ("recommenders", "(Norway)"),
    ]
    reasons = " | ".join(reason.feature for reason in statement.why)
    assert "the list is announced" in reasons
    assert "answer accepted" in reasons
    assert statement.confidence == pytest.approx(min(0.99, sum(reason.weight for reason in statement.why)))


@pytest.mark.parametrize(
    ("language", "introduction", "addressee"),
    [
        ("en", "Under articles 8, 11 and 18, Member States must:", "Member States"),
        ("en", "When victims are identified, police should:", "police"),
        ("en", "Accordingly, the Government should:", "Government"),
        ("fr", "En vertu des articles 8, 11 et 18, les États membres doivent :", "États membres"),
        ("es", "A este respecto, los Estados deberían:", "Estados"),
        ("ru", "В этой связи государства должны:", "государства"),
        ("ru", "В соответствии со статьями 8, 11 и 18 государства-члены должны:", "государства-члены"),
        ("zh", "根据第8、11和18条，成员国必须：", "成员国"),
        ("ar", "ويُطلب من الدول الأطراف:", "الدول الأطراف"),
        ("ar", "في هذا الصدد، على الدول أن:", "الدول"),
    ],
)
def test_an_adverbial_before_the_addressee_is_left_out(
    passages: PassageWriter, language: str, introduction: str, addressee: str
) -> None:
    lines = [("paragraph", None, introduction), ("item", "(a)", "Train all teachers"), ("item", "(b)", "End fees")]
    statements = extract_by_rules(passages(lines, language=language), Masthead()).statements
    assert {tuple(ref.name for ref in statement.addressees) for statement in statements} == {(addressee,)}


def test_reasons_quote_an_introduction_from_its_first_word(passages: PassageWriter) -> None:
    introduction = ("paragraph", "7", "Por lo anterior, la Comisión recomienda al Estado de Kenya que:")
    (statement,) = extract_statements(
        passages([introduction, ("item", "7.1", "Adopte una ley contra la trata")], language="es"), Masthead()
    )
    assert "asks: “la Comisión" in " | ".join(reason.feature for reason in statement.why)


@pytest.mark.parametrize(
    ("introduction", "response"),
    [
        ("The recommendations formulated during the interactive dialogue enjoy the support of Kenya:", "accepted"),
        ("The following recommendations will be examined by Kenya, which will respond in due time:", "pending"),
        ("The recommendations below did not enjoy the support of Kenya:", "noted"),
        ("The recommendations below have been examined by Kenya. They could not be supported:", "noted"),
        ("In the course of the discussion, the following recommendations were made to Kenya:", None),
    ],
)
def test_the_answer_is_read_from_the_introduction(
    passages: PassageWriter, introduction: str, response: str | None
) -> None:
    (statement,) = extract_statements(
        passages([("paragraph", "7", introduction), ("item", "7.1", "Adopt a law (Norway).")])
    )
    assert statement.response == response


def test_the_line_after_a_list_may_answer_it(passages: PassageWriter) -> None:
    late = "The response of Kenya to these recommendations will be included in the outcome report."
    (statement,) = extract_statements(
        passages(
            [
                (
                    "paragraph",
                    "94",
                    "In the course of the discussion, the following recommendations were made to Kenya:",
                ),
                ("item", "1", "Adopt a law (Norway)."),
                ("paragraph", "95", late),
            ]
        )
    )
    assert statement.response is Response.PENDING
    assert ("response", late) in [(s.role, s.quote) for s in statement.support]


def test_items_numbered_anew_are_cited_with_their_paragraph(passages: PassageWriter) -> None:
    lines = [ACCEPTED, ("item", "1", "Adopt a law (Norway);"), ("item", "(b)", "Train judges (Chile).")]
    assert [s.locator.paragraph for s in extract_statements(passages(lines))] == ["69.1", "69 (b)"]


def test_a_list_goes_on_over_subheadings_and_remarks(passages: PassageWriter) -> None:
    lines = [
        ACCEPTED,
        ("item", "69.1", "Adopt a law (Norway);"),
        ("paragraph", None, "Administration of justice"),
        ("heading", None, "Children"),
        ("item", "69.2", "Train judges (Chile)."),
    ]
    assert [s.quote for s in extract_statements(passages(lines))] == ["Adopt a law", "Train judges"]


def test_a_list_ends_at_the_next_paragraph(passages: PassageWriter) -> None:
    lines = [
        ACCEPTED,
        ("item", "69.1", "Adopt a law (Norway);"),
        ("paragraph", "70", "The delegation thanked the speakers."),
        ("item", "(a)", "A word of thanks"),
    ]
    assert [s.quote for s in extract_statements(passages(lines))] == ["Adopt a law"]


def test_paragraphs_that_speak_of_recommendations_announce_none(passages: PassageWriter) -> None:
    lines = [
        ("paragraph", "71", "With regard to the recommendations below, Kenya said:"),
        ("item", "(a)", "that it had a law"),
    ]
    assert extract_statements(passages(lines)) == []


def test_one_item_with_several_requests_is_divided(passages: PassageWriter) -> None:
    words = "Sign the Convention (Spain); ratify the Protocol (Peru, Chile), and continue to train the police (Iraq)."
    statements = extract_statements(passages([ACCEPTED, ("item", "69.1", words)]))
    assert [(s.quote, [ref.name for ref in s.actors]) for s in statements] == [
        ("Sign the Convention", ["Spain"]),
        ("ratify the Protocol", ["Peru", "Chile"]),
        ("and continue to train the police", ["Iraq"]),
    ]
    assert statements[2].action == "continue to train the police"


def test_shared_objects_are_not_torn_apart(passages: PassageWriter) -> None:
    words = "Sign (Spain) and ratify (Peru) the Protocol as soon as possible."
    other = "Adopt a law (Spain, Peru)."
    shared, _ = extract_statements(passages([ACCEPTED, ("item", "69.1", words), ("item", "69.2", other)]))
    assert shared.quote == words.rstrip(".")
    assert [ref.name for ref in shared.actors] == ["Spain", "Peru"]


def test_brackets_that_are_no_names_stay_in_the_quote(passages: PassageWriter) -> None:
    words = "Ratify the Convention (CEDAW) and apply the Trafficking (Control) Act (Bosnia and Herzegovina)"
    (statement,) = extract_statements(passages([ACCEPTED, ("item", "69.1", words)]))
    assert statement.quote == "Ratify the Convention (CEDAW) and apply the Trafficking (Control) Act"
    assert [ref.name for ref in statement.actors] == ["Bosnia and Herzegovina"]


def test_a_sentence_in_brackets_is_no_recommender(passages: PassageWriter) -> None:
    words = "Dig wells (See the following guidance on digging wells)."
    assert not any(statement.actors for statement in extract_statements(passages([ACCEPTED, ("item", "69.1", words)])))


@pytest.mark.parametrize(
    "words", ["Apply the rules of wells (Rules of Sylvania).", "Ask the mills (England and Wales)."]
)
def test_rules_and_parts_of_a_state_recommend_nothing(passages: PassageWriter, words: str) -> None:
    assert not any(statement.actors for statement in extract_statements(passages([ACCEPTED, ("item", "69.1", words)])))


def test_the_action_is_the_phrase_asked_for(passages: PassageWriter) -> None:
    (statement,) = extract_statements(passages([ACCEPTED, ("item", "1", "That Kenya adopt a law (Norway).")]))
    assert statement.action == "adopt a law"


def test_the_same_words_twice_are_two_statements(passages: PassageWriter) -> None:
    lines = [ACCEPTED, ("item", "69.1", "Adopt a law (Norway);"), ("item", "69.2", "Adopt a law (Chile).")]
    assert len({s.id for s in extract_statements(passages(lines))}) == 2


CHAPEAUX = {
    "en": (
        "In 2022, ICAT calls on States and the private sector to:",
        "publish figures;",
        ["States", "private sector"],
    ),
    "fr": ("Au paragraphe 3, la déclaration demande aux États de :", "publier des chiffres ;", ["États"]),
    "es": ("La declaración insta a los Estados a:", "publicar cifras;", ["Estados"]),
    "ru": ("Декларация призывает государства:", "публиковать данные;", ["государства"]),
    "ar": ("في الفقرة 3، يطلب القرار إلى الدول ما يلي:", "نشر البيانات؛", ["الدول"]),
    "zh": ("宣言呼吁各国：", "公布数据；", ["各国"]),
}


@pytest.mark.parametrize("language", CHAPEAUX)
def test_a_chapeau_asks_in_six_languages(passages: PassageWriter, language: str) -> None:
    introduction, item, addressees = CHAPEAUX[language]
    lines = [("paragraph", None, introduction), ("item", "(a)", item)]
    (statement,) = extract_statements(passages(lines, language), Masthead())
    assert [ref.name for ref in statement.addressees] == addressees
    assert statement.quote == item.rstrip(" ;؛；")


def test_a_chapeau_names_the_one_who_asks(passages: PassageWriter) -> None:
    lines = [("paragraph", None, CHAPEAUX["en"][0]), ("item", "(a)", "publish figures")]
    (statement,) = extract_statements(passages(lines), Masthead())
    assert [ref.name for ref in statement.actors] == ["ICAT"]


def test_an_impersonal_verb_names_nobody(passages: PassageWriter) -> None:
    lines = [("paragraph", None, "Para estudiar estas oficinas se recomienda:"), ("item", "(a)", "Abrir un registro.")]
    texts = passages([*lines, ("item", "(b)", "Publicar los datos.")], language="es")
    assert [statement.actors for statement in extract_statements(texts, Masthead())] == [(), ()]


def test_a_text_that_asks_is_no_actor(passages: PassageWriter) -> None:
    lines = [("paragraph", None, "Under article 6, the Protocol asks States to:"), ("item", "(a)", "protect privacy")]
    (statement,) = extract_statements(passages(lines), Masthead())
    assert statement.actors == ()


LED_IN = {
    "en": ("According to the report, States parties should:", "publish figures", ["States parties"]),
    "fr": ("Selon le rapport, les États devraient :", "publier des chiffres", ["États"]),
    "es": ("Según el informe, los Estados deben:", "publicar cifras", ["Estados"]),
    "ar": ("وفقا للتقرير، ينبغي للدول أن:", "تنشر الأرقام", ["دول"]),
    "ru": ("Согласно докладу, государства должны:", "публиковать данные", ["государства"]),
    "zh": ("根据这份报告，各国应当：", "公布数据", ["各国"]),
}


@pytest.mark.parametrize("language", LED_IN)
def test_what_leads_in_is_no_addressee(passages: PassageWriter, language: str) -> None:
    introduction, item, addressees = LED_IN[language]
    lines = [("paragraph", None, introduction), ("item", "(a)", item)]
    (statement,) = extract_statements(passages(lines, language), Masthead())
    assert [ref.name for ref in statement.addressees] == addressees


def test_an_introduction_of_answers_in_chinese_asks_nobody(passages: PassageWriter) -> None:
    lines = [("paragraph", None, "就矿井一事，本处有以下回应："), ("item", "1", "本处已检查所有矿井")]
    assert extract_by_rules(passages(lines, "zh"), Masthead()).statements == ()


@pytest.mark.parametrize("verb", ["申请许可", "报请水利局备查", "向水利局申請許可"])
def test_what_an_application_needs_in_chinese_is_no_request(passages: PassageWriter, verb: str) -> None:
    lines = [("paragraph", None, f"打井者应附下列文件，{verb}："), ("item", "1", "水井图纸一份，说明深度和位置")]
    assert extract_by_rules(passages(lines, "zh"), Masthead()).statements == ()


def test_a_noun_before_the_colon_names_nobody_in_chinese(passages: PassageWriter) -> None:
    lines = [("paragraph", None, "三个国家提出对河谷的建议（由河谷之友整理）："), ("item", "1", "挪威：公布数据。")]
    assert not any(statement.actors for statement in extract_by_rules(passages(lines, "zh"), Masthead()).statements)


def test_a_language_without_a_grammar_gives_nothing(passages: PassageWriter) -> None:
    lines = [("paragraph", None, "Die Staaten sollen:"), ("item", "(a)", "ein Gesetz machen")]
    assert extract_statements(passages(lines, "de"), Masthead()) == []


def test_nothing_in_nothing_out() -> None:
    assert extract_statements([]) == []


def test_changes_of_posts_in_a_budget_are_no_recommendations(passages: PassageWriter) -> None:
    lines = [
        ("paragraph", "9", "The Secretary-General proposes 90 civilian posts, reflecting the changes below:"),
        ("item", "(a)", "The abolishment of nine posts of river pilots;"),
        ("item", "(b)", "The reassignment of two posts to the harbour."),
    ]
    found = extract_by_rules(passages(lines), Masthead(symbol="A/99/604", organ="General Assembly")).statements
    assert not found


def test_posts_below_a_heading_of_recommendations_are_none(passages: PassageWriter) -> None:
    lines = [
        ("paragraph", "9", "A total of 77 civilian posts and positions are proposed, as follows:"),
        ("item", "(a)", "Establish nine posts of river pilots;"),
        ("item", "(b)", "The Secretary-General proposes the redeployment of 34 posts to the harbour."),
    ]
    assert not extract_by_rules(passages(lines), Masthead(symbol="A/99/604", publisher="Board of Ferries")).statements


def test_an_organ_does_not_ask_what_a_report_to_it_asks(passages: PassageWriter) -> None:
    lines = [
        ("paragraph", "9", "It is recommended that States:"),
        ("item", "(a)", "Train river pilots;"),
        ("item", "(b)", "Inspect ferries."),
    ]
    report = Masthead(symbol="A/99/604", organ="General Assembly")
    authored = Masthead(symbol="A/99/604", organ="General Assembly", publisher="Advisory Committee on Ferries")
    names = [
        {actor.name for built in extract_by_rules(passages(lines), masthead).statements for actor in built.actors}
        for masthead in (report, authored)
    ]
    assert names == [set(), {"Advisory Committee on Ferries"}]


def test_an_adverb_is_no_part_of_who_asks(passages: PassageWriter) -> None:
    lines = [
        ("paragraph", None, "Example Mills strongly encourages its suppliers to:"),
        ("item", "1.", "Pay fair wages to all workers;"),
        ("item", "2.", "Report recruitment fees every year."),
    ]
    found = extract_by_rules(passages(lines), Masthead()).statements
    assert {actor.name for built in found for actor in built.actors} == {"Example Mills"}
    assert {addressee.name for built in found for addressee in built.addressees} == {"suppliers"}


@pytest.mark.parametrize(
    ("language", "introduction", "name"),
    [
        ("en", "The Committee urges Member States to protect children, including by:", "Member States"),
        (
            "es",
            "El Comité insta al Estado Parte a que adopte una política, entre otras cosas mediante:",
            "Estado Parte",
        ),
        ("es", "El Comité recomienda que el Estado Parte adopte las medidas necesarias para:", "Estado Parte"),
        ("es", "El Comité reitera las recomendaciones siguientes al Estado Parte:", "Estado Parte"),
    ],
)
def test_an_introduction_may_say_first_what_is_asked(
    passages: PassageWriter, language: str, introduction: str, name: str
) -> None:
    lines = [
        ("paragraph", "7", introduction),
        ("item", "(a)", "Formar a los jueces;"),
        ("item", "(b)", "Publicar datos."),
    ]
    result = extract_statements(passages(lines, language), Masthead())
    assert [[ref.name for ref in statement.addressees] for statement in result] == [[name], [name]]


def test_an_excerpt_goes_on_after_what_it_leaves_out(passages: PassageWriter) -> None:
    lines = [
        ("paragraph", "7", "The Committee recommends that the State party:"),
        ("paragraph", None, "(…)"),
        ("item", "3", "Train judges;"),
        ("paragraph", None, "(…)"),
        ("item", "9", "Publish figures."),
        ("item", "20", "The Committee urges the State party to:"),
        ("item", "1", "Protect witnesses."),
    ]
    result = extract_statements(passages(lines), Masthead())
    assert [statement.quote for statement in result] == ["Train judges", "Publish figures", "Protect witnesses"]


def test_chinese_numbers_follow_each_other(passages: PassageWriter) -> None:
    lines = [
        ("paragraph", None, "我们提出如下要求："),
        ("paragraph", "一", "立即公布调查数据。"),
        ("paragraph", "二", "加强对儿童的保护。"),
    ]
    assert len(extract_statements(passages(lines, "zh"), Masthead())) == 2


@pytest.mark.parametrize(
    ("language", "introduction", "item"),
    [
        (
            "en",
            "At the end of this session, participants should have the following knowledge:",
            "How to publish figures",
        ),
        ("en", "Participants should think about the following:", "Which figures are published in your country"),
        ("en", "The Government should:", "Which figures does it publish?"),
        ("fr", "Article 29 L’éducation de l’enfant doit :", "Favoriser son épanouissement"),
    ],
)
def test_questions_learning_aims_and_articles_of_laws_are_no_requests(
    passages: PassageWriter, language: str, introduction: str, item: str
) -> None:
    lines = [("paragraph", None, introduction), ("item", "1", item)]
    found = extract_by_rules(passages(lines, language), Masthead()).statements
    assert not [statement for statement in found if statement.kind is StatementKind.RECOMMENDATION]


def test_words_after_a_preposition_do_not_ask(passages: PassageWriter) -> None:
    lines = [("paragraph", None, "For the young women and men, ask them to:"), ("item", "1", "Say their names aloud")]
    for statement in extract_by_rules(passages(lines), Masthead()).statements:
        assert not statement.actors
