"""Tests of words of exploitation, help and themes with other meanings."""

import pytest

from palermo.vocabulary import find_tags, load_vocabulary


def ids(text: str, language: str, scheme: str) -> list[str]:
    return [tag.id for tag in find_tags(text, language, load_vocabulary()) if tag.scheme == scheme]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Civil servants in the Ministry of Education received new desks"),
        ("en", "The survey counts private households with a garden"),
        ("en", "Farmers may grow cannabis under the new act"),
        ("en", "Pharmacists carry drugs to the villages"),
        ("en", "Armed forces seized drugs at the pier"),
        ("en", "The posts for women were advertised in May"),
        ("en", "Drivers who ignore a red light pay a fine"),
        ("en", "The goods lay in a bonded warehouse"),
        ("en", "The Bank’s loans are tied to wages and prices"),
        ("en", "Explain that the crew is not being punished"),
        ("es", "El club no castiga a nadie"),
        ("fr", "Le patient a reçu un rein en mars"),
        ("fr", "L’école enrôle des élèves mineurs et des adultes"),
    ],
)
def test_usual_words_are_no_exploitation(language: str, text: str) -> None:
    assert ids(text, language, "exploitation") == []


@pytest.mark.parametrize(
    ("language", "text", "id"),
    [
        ("en", "Boys were forced to grow cannabis", "forced-criminality"),
        ("en", "Victims of trafficking should not be punished", "forced-criminality"),
        ("en", "Families in debt bondage stay bonded for life", "debt-bondage"),
        ("en", "Servants in wealthy households had no day off", "domestic-servitude"),
        ("en", "She was a girl of twelve, a girl married at twelve", "forced-marriage"),
        ("fr", "Il a dû vendre un rein", "organ-removal"),
    ],
)
def test_a_second_word_tells_exploitation(language: str, text: str, id: str) -> None:
    assert id in ids(text, language, "exploitation")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Peru is a member of the United Nations"),
        ("en", "The papers sit on a shelf"),
        ("en", "A network of traffickers was described"),
        ("en", "The coast is liable to flooding"),
        ("en", "The speech brought home the message"),
        ("en", "A drop in temperature followed"),
        ("en", "Referring to article 5, she spoke briefly"),
        ("fr", "Il forme un comité"),
        ("fr", "Elle a visité Paris"),
        ("fr", "Un guide pour les gourmets"),
        ("fr", "L’insertion d’une note dans le texte"),
        ("fr", "Le maire a fait preuve de courage"),
        ("fr", "Une économie circulaire"),
        ("en", "Of course the bridge was closed in the course of the day"),
        ("en", "There is no evidence of rain"),
        ("en", "Shoppers follow many customs"),
        ("en", "The Coral Protection Act is long"),
        ("en", "A request for family reunification"),
        ("es", "El año en curso fue seco"),
        ("es", "El río es la frontera"),
        ("ar", "ضمن حدود الميزانية"),
        ("zh", "他昨天做了手术"),
        ("zh", "联合国的大楼很高"),
    ],
)
def test_usual_words_are_no_help(language: str, text: str) -> None:
    assert ids(text, language, "interventions") == []


@pytest.mark.parametrize(
    ("language", "text", "id"),
    [
        ("en", "She sits on the advisory board of the fund", "coordination-and-partnership"),
        ("en", "Employers are held liable", "legislation-and-policy"),
        ("en", "Officers learn to gather digital evidence", "investigation-and-prosecution"),
        ("en", "Border guards and customs officers met", "border-management"),
        ("en", "Police and customs look at the boats", "border-management"),
        ("en", "A course on wells", "capacity-building"),
        ("zh", "两个部门联合行动", "coordination-and-partnership"),
        ("fr", "Les juges sont formés chaque année", "capacity-building"),
        ("fr", "Elle a visité le foyer de la ville", "monitoring-and-evaluation"),
        ("fr", "Un plan écrit par et avec les survivantes", "survivor-engagement"),
        ("fr", "Les frais de recrutement sont remboursés", "supply-chain-due-diligence"),
    ],
)
def test_a_second_word_tells_help(language: str, text: str, id: str) -> None:
    assert id in ids(text, language, "interventions")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Write to us by email"),
        ("en", "Retailers and brands met in May"),
        ("en", "Funding dried up in spring"),
        ("en", "Two air strikes hit the bridge"),
        ("es", "Los órganos creados en virtud de tratados"),
        ("en", "If a conflict arises among the guests, open a window"),
        ("fr", "Des conflits familiaux sur les puits"),
        ("es", "Un sistema unificado de medición de pozos"),
        ("en", "The website lists opening hours"),
        ("en", "The labour market grew"),
        ("en", "Trauma-informed lessons"),
        ("zh", "数字是三百"),
    ],
)
def test_usual_words_are_no_theme(language: str, text: str) -> None:
    result = ids(text, language, "themes")
    assert not {"technology", "supply-chains", "climate", "labour-rights", "health", "conflict"} & set(result)


@pytest.mark.parametrize(
    ("language", "text", "group"),
    [
        ("en", "A plan for fisheries and the workforce", "workers"),
        ("ar", "هذا الإجراء جديد", "workers"),
        ("fr", "Le ministère de l’Immigration", "migrants"),
        ("es", "Los derechos de las niñas y los niños", "women"),
    ],
)
def test_usual_words_are_no_group(language: str, text: str, group: str) -> None:
    assert group not in ids(text, language, "groups")


@pytest.mark.parametrize(
    ("language", "text", "group"),
    [
        ("en", "Fishermen mend their nets", "workers"),
        ("fr", "Des immigrés et des immigrantes", "migrants"),
        ("es", "Las niñas indígenas", "women"),
    ],
)
def test_a_second_word_tells_the_group(language: str, text: str, group: str) -> None:
    assert group in ids(text, language, "groups")


@pytest.mark.parametrize(
    "text",
    [
        "Offering, obtaining, procuring or providing a child for prostitution is a crime",
        "She made a statement against her procurers",
        "The Procurator General spoke",
    ],
)
def test_those_who_procure_people_buy_no_goods(text: str) -> None:
    assert not {"public-procurement", "supply-chains"} & {*ids(text, "en", "interventions"), *ids(text, "en", "themes")}


def test_procuring_entities_buy_goods() -> None:
    for text in ("Procuring entities look at their suppliers", "Rules on how bodies procure such goods"):
        assert "public-procurement" in ids(text, "en", "interventions")


@pytest.mark.parametrize(
    ("language", "usual", "exploited", "form"),
    [
        ("en", "hear domestic workers", "victims of trafficking among domestic workers", "domestic-servitude"),
        ("fr", "le travail domestique", "la traite à des fins de travail domestique", "domestic-servitude"),
        ("es", "las trabajadoras domésticas", "trata de trabajadoras domésticas", "domestic-servitude"),
        ("ar", "حماية عمال المنازل", "ضحايا الاتجار بالأشخاص من عمال المنازل", "domestic-servitude"),
        ("ru", "права домашних работниц", "торговля людьми и права домашних работниц", "domestic-servitude"),
        ("zh", "保护家政工", "贩运人口受害者中的家政工", "domestic-servitude"),
        ("en", "an appeal for organ donation", "trafficking in persons for organ donation", "organ-removal"),
        ("fr", "un appel au don d’organes", "la traite des personnes et le don d’organes", "organ-removal"),
        ("en", "the worst forms of child labour", "trafficking and the worst forms of child labour", "forced-labour"),
        ("en", "a report on sweatshops", "human trafficking into sweatshops", "forced-labour"),
    ],
)
def test_usual_work_and_donation_are_exploitation_only_beside_its_words(
    language: str, usual: str, exploited: str, form: str
) -> None:
    assert form not in ids(usual, language, "exploitation")
    assert form in ids(exploited, language, "exploitation")


@pytest.mark.parametrize(
    ("language", "text", "groups"),
    [
        ("en", "Ensure equality of women and men in the harbour", ["women"]),
        ("es", "Lograr la igualdad entre mujeres y hombres", ["women"]),
        ("en", "Shelters for men who were trafficked", ["men"]),
    ],
)
def test_equality_of_women_and_men_is_not_about_men_at_risk(language: str, text: str, groups: list[str]) -> None:
    assert ids(text, language, "groups") == groups
