"""Tests of citations: every form in six languages leads to instrument and provision."""

import pytest

from palermo.linking import extract_citations
from palermo.registry import load_registry

REGISTRY = load_registry()

FORMS: list[tuple[str, str, list[tuple[str, str | None]]]] = [
    ("en", "General Assembly resolution 64/293", [("global-plan-of-action", None)]),
    ("en", "resolution 2331 (2016)", [("sc-2331", None)]),
    ("en", "Security Council resolutions 2331 (2016) and 2388 (2017)", [("sc-2331", None), ("sc-2388", None)]),
    ("en", "Economic and Social Council resolution 2006/27", [("ecosoc-2006-27", None)]),
    ("en", "Human Rights Council decision 17/119", [("A/HRC/DEC/17/119", None)]),
    (
        "en",
        "article 9 of the Protocol to Prevent, Suppress and Punish Trafficking in Persons, "
        "Especially Women and Children, supplementing the United Nations Convention against "
        "Transnational Organized Crime",
        [("palermo-protocol", "9")],
    ),
    (
        "en",
        "articles 6, 7 and 8 of the Convention on the Rights of the Child",
        [("crc", "6"), ("crc", "7"), ("crc", "8")],
    ),
    ("en", "paragraph 5 of General Assembly resolution 72/1", [("political-declaration-2017", "5")]),
    ("en", "SDG target 8.7", [("sdg", "8.7")]),
    ("en", "target 5.2 of the Sustainable Development Goals", [("sdg", "5.2")]),
    ("en", "ILO Convention No. 29", [("ilo-c029", None)]),
    ("en", "Conventions Nos. 29 and 105", [("ilo-c029", None), ("ilo-c105", None)]),
    ("en", "CETS No. 197", [("cets-197", None)]),
    ("en", "Directive 2011/36/EU and Directive (EU) 2024/1712", [("eu-2011-36", None), ("eu-2024-1712", None)]),
    ("en", "A/RES/64/ 293, para. 4; A/HRC/RES/14/2", [("global-plan-of-action", "4"), ("hrc-14-2", None)]),
    ("en", "article 6, paragraph 3, of the Palermo Protocol", [("palermo-protocol", "6 (3)")]),
    ("en", "paragraph 3 of article 6 of the Palermo Protocol", [("palermo-protocol", "6 (3)")]),
    ("en", "the Palermo Protocol and, as article 9 of the Protocol says", [("palermo-protocol", "9")]),
    ("en", "objective 10 of the Global Compact for Migration", [("gcm", "10")]),
    ("en", "the General Assembly, in its resolution 64/293,", [("global-plan-of-action", None)]),
    ("en", "ratify CEDAW and the CRC", [("cedaw", None), ("crc", None)]),
    ("en", "CEDAW general recommendation No. 38", [("cedaw", None), ("cedaw-gr38", None)]),
    ("en", "in line with the Convention and its general comment No. 9", []),
    ("fr", "conformément à la Convention et à l’observation générale no 2", []),
    ("ar", "في ضوء الاتفاقية وتعليقها العام رقم 9", []),
    ("es", "a la luz de los convenios y de la observación general núm. 2", []),
    ("en", "the Forced Labour Convention, 1930 (No. 29), of the ILO", [("ilo-c029", None)]),
    ("fr", "la résolution 64/293 de l’Assemblée générale", [("global-plan-of-action", None)]),
    ("fr", "les résolutions 2331 (2016) et 2388 (2017) du Conseil de sécurité", [("sc-2331", None), ("sc-2388", None)]),
    ("fr", "résolution 2006/27 du Conseil économique et social", [("ecosoc-2006-27", None)]),
    ("fr", "décision 17/119 du Conseil des droits de l’homme", [("A/HRC/DEC/17/119", None)]),
    (
        "fr",
        "l’article 9 du Protocole visant à prévenir, réprimer et punir la traite des personnes, en "
        "particulier des femmes et des enfants",
        [("palermo-protocol", "9")],
    ),
    (
        "fr",
        "les articles 6, 7 et 8 de la Convention relative aux droits de l’enfant",
        [("crc", "6"), ("crc", "7"), ("crc", "8")],
    ),
    ("fr", "au paragraphe 5 de la résolution 72/1 de l’Assemblée générale", [("political-declaration-2017", "5")]),
    ("fr", "la cible 8.7 des objectifs de développement durable", [("sdg", "8.7")]),
    ("fr", "cible 5.2 des ODD", [("sdg", "5.2")]),
    ("fr", "Convention n° 29 de l’OIT", [("ilo-c029", None)]),
    ("fr", "STCE n° 197", [("cets-197", None)]),
    ("fr", "la directive 2011/36/UE", [("eu-2011-36", None)]),
    ("es", "la resolución 64/293 de la Asamblea General", [("global-plan-of-action", None)]),
    ("es", "resolución 2331 (2016) del Consejo de Seguridad", [("sc-2331", None)]),
    ("es", "resolución 2006/27 del Consejo Económico y Social", [("ecosoc-2006-27", None)]),
    ("es", "decisión 17/119 del Consejo de Derechos Humanos", [("A/HRC/DEC/17/119", None)]),
    (
        "es",
        "el artículo 9 del Protocolo para prevenir, reprimir y sancionar la trata de personas, "
        "especialmente mujeres y niños",
        [("palermo-protocol", "9")],
    ),
    (
        "es",
        "los artículos 6, 7 y 8 de la Convención sobre los Derechos del Niño",
        [("crc", "6"), ("crc", "7"), ("crc", "8")],
    ),
    ("es", "párrafo 5 de la resolución 72/1 de la Asamblea General", [("political-declaration-2017", "5")]),
    ("es", "la meta 8.7 de los Objetivos de Desarrollo Sostenible", [("sdg", "8.7")]),
    ("es", "Convenio núm. 29 de la OIT", [("ilo-c029", None)]),
    ("es", "STCE núm. 197", [("cets-197", None)]),
    ("es", "Directiva 2011/36/UE", [("eu-2011-36", None)]),
    ("ar", "قرار الجمعية العامة 64/293", [("global-plan-of-action", None)]),
    ("ar", "قرار مجلس الأمن 2331 (2016)", [("sc-2331", None)]),
    ("ar", "القرار 64/293 الصادر عن الجمعية العامة", [("global-plan-of-action", None)]),
    ("ar", "قرار المجلس الاقتصادي والاجتماعي 2006/27", [("ecosoc-2006-27", None)]),
    ("ar", "مقرر مجلس حقوق الإنسان 17/119", [("A/HRC/DEC/17/119", None)]),
    (
        "ar",
        "المادة 9 من بروتوكول منع وقمع ومعاقبة الاتجار بالأشخاص، وبخاصة النساء والأطفال",
        [("palermo-protocol", "9")],
    ),
    ("ar", "المواد 6 و7 و8 من اتفاقية حقوق الطفل", [("crc", "6"), ("crc", "7"), ("crc", "8")]),
    ("ar", "الفقرة 5 من قرار الجمعية العامة 72/1", [("political-declaration-2017", "5")]),
    ("ar", "الغاية 8-7 من أهداف التنمية المستدامة", [("sdg", "8.7")]),
    ("ar", "الاتفاقية رقم 29", [("ilo-c029", None)]),
    ("ar", "سلسلة معاهدات مجلس أوروبا رقم 197", [("cets-197", None)]),
    ("ar", "التوجيه 2011/36/EU", [("eu-2011-36", None)]),
    ("ar", "قراري الجمعية العامة 64/293 و68/192", [("global-plan-of-action", None), ("A/RES/68/192", None)]),
    ("ar", ")/64/293RES/A )", [("global-plan-of-action", None)]),
    ("ru", "резолюция 64/293 Генеральной Ассамблеи", [("global-plan-of-action", None)]),
    ("ru", "в резолюции 2331 (2016) Совета Безопасности", [("sc-2331", None)]),
    ("ru", "резолюции 2006/27 Экономического и Социального Совета", [("ecosoc-2006-27", None)]),
    ("ru", "решение 17/119 Совета по правам человека", [("A/HRC/DEC/17/119", None)]),
    (
        "ru",
        "статьи 9 Протокола о предупреждении и пресечении торговли людьми, особенно женщинами и "
        "детьми, и наказании за нее",
        [("palermo-protocol", "9")],
    ),
    ("ru", "статьи 6, 7 и 8 Конвенции о правах ребенка", [("crc", "6"), ("crc", "7"), ("crc", "8")]),
    ("ru", "пункт 5 резолюции 72/1 Генеральной Ассамблеи", [("political-declaration-2017", "5")]),
    ("ru", "задача 8.7 Целей в области устойчивого развития", [("sdg", "8.7")]),
    ("ru", "Конвенция № 29", [("ilo-c029", None)]),
    ("ru", "СДСЕ № 197", [("cets-197", None)]),
    ("ru", "Директива 2011/36/ЕС", [("eu-2011-36", None)]),
    ("zh", "大会第64/293号决议", [("global-plan-of-action", None)]),
    ("zh", "安全理事会第2331(2016)号和第2388(2017)号决议", [("sc-2331", None), ("sc-2388", None)]),
    ("zh", "经济及社会理事会第2006/27号决议", [("ecosoc-2006-27", None)]),
    ("zh", "人权理事会第17/119号决定", [("A/HRC/DEC/17/119", None)]),
    ("zh", "《关于预防、禁止和惩治贩运人口特别是妇女和儿童行为的补充议定书》第9条", [("palermo-protocol", "9")]),
    ("zh", "《儿童权利公约》第6、7和8条", [("crc", "6"), ("crc", "7"), ("crc", "8")]),
    ("zh", "大会第72/1号决议第5段", [("political-declaration-2017", "5")]),
    ("zh", "可持续发展目标具体目标8.7", [("sdg", "8.7")]),
    ("zh", "第29号公约", [("ilo-c029", None)]),
    ("zh", "欧洲委员会条约集第197号", [("cets-197", None)]),
    ("zh", "第2011/36/EU号指令", [("eu-2011-36", None)]),
    ("zh", "《巴勒莫议定书》第九条", [("palermo-protocol", "9")]),
    ("fr", "CETS n° 197", [("cets-197", None)]),
    ("es", "resolución 2331 (2016)", [("sc-2331", None)]),
    ("fr", "objectif 10 du Pacte mondial pour des migrations sûres, ordonnées et régulières", [("gcm", "10")]),
    ("es", "objetivo 10 del Pacto Mundial para la Migración Segura, Ordenada y Regular", [("gcm", "10")]),
    ("ru", "цель 10 Глобального договора о безопасной, упорядоченной и легальной миграции", [("gcm", "10")]),
    ("ar", "الهدف 10 من الاتفاق العالمي من أجل الهجرة الآمنة والمنظمة والنظامية", [("gcm", "10")]),
    ("zh", "《安全、有序和正常移民全球契约》目标10", [("gcm", "10")]),
    ("en", "Sustainable Development Goal 5", [("sdg", "5")]),
    ("en", "A/RES/55/25, annex II", [("palermo-protocol", None)]),
    ("es", "la meta 5.2 de los ODS", [("sdg", "5.2")]),
    ("ar", "الغاية 5-2 من أهداف التنمية المستدامة", [("sdg", "5.2")]),
    ("ru", "задача 5.2 ЦУР", [("sdg", "5.2")]),
    ("zh", "可持续发展目标5.2", [("sdg", "5.2")]),
    ("fr", "les conventions n° 29 et n° 105 de l’OIT", [("ilo-c029", None), ("ilo-c105", None)]),
    ("es", "los Convenios núms. 29 y 105 de la OIT", [("ilo-c029", None), ("ilo-c105", None)]),
    ("ru", "Конвенции № 29 и № 105", [("ilo-c029", None), ("ilo-c105", None)]),
    ("zh", "第29号和第105号公约", [("ilo-c029", None), ("ilo-c105", None)]),
    ("fr", "l’article 6, paragraphe 3, du Protocole de Palerme", [("palermo-protocol", "6 (3)")]),
    ("es", "el artículo 6, párrafo 3, del Protocolo de Palermo", [("palermo-protocol", "6 (3)")]),
    ("ar", "الفقرة 3 من المادة 6 من بروتوكول باليرمو", [("palermo-protocol", "6 (3)")]),
    ("ru", "пункт 3 статьи 6 Палермского протокола", [("palermo-protocol", "6 (3)")]),
    ("zh", "《巴勒莫议定书》第6条第3款", [("palermo-protocol", "6 (3)")]),
    ("fr", "le Protocole de Palerme et l’article 9 du Protocole", [("palermo-protocol", "9")]),
    ("es", "el Protocolo de Palermo y el artículo 9 del Protocolo", [("palermo-protocol", "9")]),
    ("ar", "بروتوكول باليرمو والمادة 9 من البروتوكول", [("palermo-protocol", "9")]),
    ("ru", "Палермский протокол, статья 9 Протокола", [("palermo-protocol", "9")]),
    ("zh", "《巴勒莫议定书》和该议定书第9条", [("palermo-protocol", "9")]),
    (
        "es",
        "las resoluciones 2331 (2016) y 2388 (2017) del Consejo de Seguridad",
        [("sc-2331", None), ("sc-2388", None)],
    ),
    ("ar", "قراري مجلس الأمن 2331 (2016) و2388 (2017)", [("sc-2331", None), ("sc-2388", None)]),
    ("ru", "резолюции 2331 (2016) и 2388 (2017) Совета Безопасности", [("sc-2331", None), ("sc-2388", None)]),
    ("fr", "A/RES/64/293, par. 4", [("global-plan-of-action", "4")]),
    ("es", "A/RES/64/293, párr. 4", [("global-plan-of-action", "4")]),
    ("ar", "A/RES/64/293، الفقرة 4", [("global-plan-of-action", "4")]),
    ("ru", "A/RES/64/293, пункт 4", [("global-plan-of-action", "4")]),
    ("zh", "A/RES/64/293，第4段", [("global-plan-of-action", "4")]),
    ("fr", "l’Assemblée générale, dans sa résolution 64/293,", [("global-plan-of-action", None)]),
    ("es", "la Asamblea General, en su resolución 64/293,", [("global-plan-of-action", None)]),
    ("ar", "الجمعية العامة في قرارها 64/293", [("global-plan-of-action", None)]),
    ("ru", "Генеральная Ассамблея в своей резолюции 64/293", [("global-plan-of-action", None)]),
    ("zh", "大会在其第64/293号决议中", [("global-plan-of-action", None)]),
]


def cited(text: str, language: str) -> list[tuple[str, str | None]]:
    return [(ref.id, ref.provision) for ref in extract_citations(text, language, REGISTRY)]


@pytest.mark.parametrize(("language", "text", "expected"), FORMS)
def test_every_form_in_every_language(language: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert cited(text, language) == expected


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh"])
def test_every_language_has_the_main_forms(language: str) -> None:
    result = {ref for own, _, refs in FORMS if own == language for ref in refs}
    assert {
        ("global-plan-of-action", None),
        ("sc-2331", None),
        ("ecosoc-2006-27", None),
        ("A/HRC/DEC/17/119", None),
        ("palermo-protocol", "9"),
        ("crc", "7"),
        ("political-declaration-2017", "5"),
        ("sdg", "8.7"),
        ("ilo-c029", None),
        ("cets-197", None),
        ("eu-2011-36", None),
        ("gcm", "10"),
    } <= result


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("A/RES/64/ 293", "en", "global-plan-of-action"),
        ("A /RES/64/293", "en", "global-plan-of-action"),
        (")/64/293RES/A )", "ar", "global-plan-of-action"),
        ("قرار مجلس الأمن )2016( 2331", "ar", "sc-2331"),
        ("القرار ٦٤/٢٩٣ الصادر عن الجمعية العامة", "ar", "global-plan-of-action"),
        ("S/RES/2331 (2016)", "en", "sc-2331"),
        ("大会第64／293号决议", "zh", "global-plan-of-action"),
    ],
)
def test_symbols_in_damaged_text_are_put_right(text: str, language: str, expected: str) -> None:
    assert cited(text, language) == [(expected, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Human Rights Council resolution 11/7 and General Assembly resolution 64/142",
            ["A/HRC/RES/11/7", "A/RES/64/142"],
        ),
        ("ratify OP-CRC-SC and CEDAW", ["opsc", "cedaw"]),
        ("ratify OP-CRC-AC", []),
        ("Recommendation No. 31 of the committee", []),
        ("the Forced Labour Convention and Recommendation No. 203", ["ilo-c029", "ilo-r203"]),
        ("the Protocol of 2014 to the Forced Labour Convention", ["ilo-p029"]),
        ("the Optional Protocol to the Convention on the Rights of the Child (CRC) on a communications procedure", []),
        ("in line with CEDAW recommendations", []),
        ("resolution 17/4", []),
        ("decision 79/6", []),
        ("target 5.2 of the plan", []),
        ("the Protocol", []),
        ("reports of 2016/17 and 24/7 shelters", []),
        ("General recommendation No. 35", []),
    ],
)
def test_what_is_not_sure_is_left_out(text: str, expected: list[str]) -> None:
    assert [id for id, _ in cited(text, "en")] == expected


def test_a_short_name_is_what_the_text_named_before() -> None:
    text = "Ratify the Palermo Protocol and, as article 9 of the Protocol says, ease vulnerability"
    assert cited(text, "en") == [("palermo-protocol", "9")]


def test_an_unknown_annex_is_a_provision() -> None:
    assert cited("A/71/757, annex II", "en") == [("A/71/757", "annex II")]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("In this decision, the Assembly recalled its resolution 79/226.", "A/RES/79/226"),
        ("The decision was recalled in General Assembly resolution 79/226.", "A/RES/79/226"),
        ("General Assembly decision 46/307 elected the members.", "A/DEC/46/307"),
        ("General Assembly decision 79/543 took note of the report.", "A/DEC/79/543"),
    ],
)
def test_a_decision_has_a_decisions_number(text: str, id: str) -> None:
    assert [ref.id for ref in extract_citations(text, "en", REGISTRY)] == [id]
