"""Names end where a predicate begins, and are completed where the tagger cuts them."""

import pytest

from palermo.extraction.tagger.name_boundaries import find_names
from palermo.extraction.tagger.party_names import is_actor_noun
from palermo.extraction.tagger.role_refs import is_place_or_funder


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("The Rivers Forum join the call.", "Rivers Forum join", "Rivers Forum"),
        ("Ruritania to take decisive action on it.", "Ruritania to take decisive action", "Ruritania"),
        (
            "well administrations across the region",
            "well administrations across the region",
            "well administrations across the region",
        ),
        ("young women who left their homes", "young women who", "young women"),
        ("the Office on Rivers and Lakes met", "Office on", "Office on Rivers"),
        ("a plan of the Harbour Safety Board", "Safety", "Harbour Safety Board"),
        ("the Example Fund for Wells (EFW) paid", "Example Fund for Wells (EFW", "Example Fund for Wells (EFW)"),
        ("local authorities were trained", "local", "local authorities"),
        ("it helps potential victims of fraud", "potential", "potential victims"),
        ("the Prince’s Well Trust spoke", "s Well Trust", "Prince’s Well Trust"),
        ("it helps victims, especially women", "especially women", "women"),
        ("labour inspectors were trained", "labour inspectors", "labour inspectors"),
        ("由县级人民政府负责", "县级", "县级人民政府"),
        ("the Ministry of Labour and Family Affairs met", "Family Affairs", "Ministry of Labour and Family Affairs"),
        (
            "el Ministerio de la Mujer y Poblaciones Vulnerables acordó",
            "Poblaciones Vulnerables",
            "Ministerio de la Mujer y Poblaciones Vulnerables",
        ),
        ("the Ministry of Labour and Interpol met", "Interpol", "Interpol"),
        ("the Harbour Board and Health Forum met", "Health Forum", "Health Forum"),
        ("the Independent Anti-Flood Warden spoke", "Independent Anti", "Independent Anti-Flood Warden"),
        ("paid by anti-flood agencies", "flood agencies", "anti-flood agencies"),
        ("a river-led council", "council", "council"),
        ("While the Rivers Forum met, it rained", "While the Rivers Forum", "Rivers Forum"),
        ("working with the private sector", "sector", "private sector"),
        ("the RFA organised a fair", "RFA", "RFA"),
        ("the Group against Trafficking in Persons met", "Group against", "Group against Trafficking in Persons"),
        ("agents des forces de l’ordre", "agents des forces de l", "agents des forces"),
        ("the mill’s suppliers", "s suppliers", "mill’s suppliers"),
        ("What RFA asks", "What RFA", "RFA"),
        ("rivers & Harbour Board", "& Harbour Board", "Harbour Board"),
        ("children who are victims", "are victims", "victims"),
        ("training for victims in their own language", "victims in their", "victims"),
        ("the Anti-Flood Co-ordinator spoke", "Anti-Flood Co", "Anti-Flood Co-ordinator"),
        (
            "the Forum for Trade and Co-operation in Ruritania",
            "Forum for Trade and Co",
            "Forum for Trade and Co-operation in Ruritania",
        ),
        (
            "by the Quays and Harbours Authority (QHA) in May",
            "Harbours Authority",
            "Quays and Harbours Authority (QHA)",
        ),
        (
            "QUAY, and Head of the Quays Authority (QA) in May",
            "Head of the Quays Authority",
            "Head of the Quays Authority (QA)",
        ),
        ("paid by the R.N. government", "N. government", "R.N. government"),
        ("taught by the R.N.", "R.N", "R.N."),
        ("mills supplying wheat; companies supplying it", "companies supplying", "companies"),
        ("to rescue victims of fraud", "rescue victims", "victims"),
        ("victims of fraud and modern theft", "victims of fraud and modern", "victims of fraud"),
        ("(58%) women were trained", "(58%) women", "women"),
        ("Rivers Forum We are a group", "Rivers Forum We", "Rivers Forum"),
        ("a school in The Hague", "school in The Hague", "school in The Hague"),
        ("Example Anti -Flood Partnership met", "Example Anti", "Example Anti -Flood Partnership"),
        ("the EFWA 39 offers training", "EFWA 39", "EFWA"),
        ("any other/s person/s may", "s person", "person"),
        ("In Norfolk millers met", "In Norfolk millers", "Norfolk millers"),
        ("students with special needs", "students with special", "students"),
        ("met President Example on Jan 5", "President Example on Jan", "President Example"),
        ("a Guatemala y El Salvador.", "Salvador", "El Salvador"),
        ("LA RED DE POZOS DE", "RED DE POZOS DE", "RED DE POZOS"),
        ("personas en situación de pobreza extrema", "personas en situación", "personas en situación de pobreza"),
        ("El Secretario General de la Liga dijo", "General de la Liga", "Secretario General de la Liga"),
        ("Le Comité recommande au Maroc", "Comité recommande au Maroc", "Comité"),
        ("Pour la Commission", "Pour la Commission", "Commission"),
        ("в центр «Колодец» пришли", "центр «Колодец", "центр «Колодец»"),
        ("team of “Wells for all the people of every valley and hill", "team of “Wells for", "team"),
        ("学校应当保障学生", "学校应当保障学生", "学校"),
        ("國際水井組織說", "國際水井組", "國際水井組織"),
        ("「水井之友」", "水井之友」", "水井之友"),
        ("ينبغي لوزارة السياحة أن تنظر", "لوزارة السياحة", "وزارة السياحة"),
        ("في وزارة الصحة والبيئة", "الصحة", "وزارة الصحة"),
        ("بالجهات المختصة", "بالجهات المختصة", "الجهات المختصة"),
        ("доклад Генерального секретаря «О лодках»", "Генерального секретаря «О лодках»", "Генерального секретаря"),
        ("фонд «О лодках»", "фонд «О лодках»", "фонд «О лодках»"),
        ("وزارة الصحة ووزارة العدل", "وزارة الصحة ووزارة", "وزارة الصحة"),
        ("村民委员会等应当报告", "村民委员会等", "村民委员会"),
        ("plus de 1 100 personnes rescapées", "100 personnes rescapées", "1 100 personnes rescapées"),
        ("وزارة الشؤون الاجتماعية أو غيرها", "وزارة الشؤون الاجتماعية أو", "وزارة الشؤون الاجتماعية"),
        ("the well-digging body that", "-digging body", "well-digging body"),
        ("the RFA states that wells are dry", "RFA states", "RFA"),
        ("the RFA unites mills", "RFA", "RFA"),
        ("The RFA hosts a forum", "RFA hosts", "RFA"),
        ("at the Mill Forum of May", "Mill Forum of May", "Mill Forum"),
        ("Комитет советует ждать", "Комитет", "Комитет"),
        ("Each country will dig", "Each country", "country"),
        ("Al Consejo de Pozos", "Al Consejo de Pozos", "Consejo de Pozos"),
        ("12 RFA staff came", "12 RFA staff", "RFA staff"),
        ("by La Strada Ruritania", "Strada Ruritania", "La Strada Ruritania"),
        (
            "the Forum ‘Wells for Mill Workers’, which met",
            "Forum ‘Wells for Mill Workers",
            "Forum ‘Wells for Mill Workers’",
        ),
        ("河國政府7月宣布", "河國政府7", "河國政府"),
        ("公安發現缺水", "公安發現缺水", "公安"),
        ("作为经济大省", "济大省", "经济大省"),
        ("autres acteurs concernés", "autres acteurs concernés", "autres acteurs concernés"),
        ("the special mill division", "special mill division", "special mill division"),
        ("Board of Mills consisting of five", "Board of Mills consisting", "Board of Mills"),
        ("外國人於居留期間", "外國人於", "外國人"),
        ("it protects children exposed to harm", "children exposed", "children"),
        ("For the young women of Exampleton", "For the young women", "young women"),
        ("crea laDirección de Pozos", "laDirección de Pozos", "Dirección de Pozos"),
        ("by the LaSample Foundation", "LaSample Foundation", "LaSample Foundation"),
        ("the IOM on camp management in Exampleton", "IOM on camp management", "IOM"),
        ("homes for children in socially weak families", "children in socially", "children"),
        ("水利院推動改革", "水利院推", "水利院"),
        ("妇女联合会代表妇女参与", "妇女联合会代表妇女", "妇女联合会"),
        ("提请同级人民政府开展", "级人民政府", "同级人民政府"),
        ("girls out of poverty", "girls out of poverty", "girls"),
        ("لجنة الآبار، التي توفر", "لجنة الآبار، التي", "لجنة الآبار"),
        ("Organisations portant un intérêt", "Organisations portant", "Organisations"),
        ("Ana Ejemplo Destacó", "Ana Ejemplo Destacó", "Ana Ejemplo"),
        ("организация «Чистые колодцы» обязана", "организация", "организация «Чистые колодцы»"),
        ("EFW Children’s Homes Ruritania opened", "EFW Children", "EFW Children’s Homes Ruritania"),
        ("الجهات المختصّة في المدينة", "الجهات المختص", "الجهات المختصّة"),
        ("LAS REDES LLEVAN A MUCHAS ASOCIACIONES A GENERAR NUEVOS POZOS", "ASOCIACIONES A GENERAR", "ASOCIACIONES"),
        ("Bosnia and Herzegovina asked", "Bosnia", "Bosnia and Herzegovina"),
        ("Government Ensure that wells are dug", "Government Ensure", "Government"),
        ("it helps these villagers’ groups", "these villagers’ groups", "villagers’ groups"),
        ("the AI’s campaigning grew", "AI’s campaigning", "AI"),
        ("homes for people without papers", "people without", "people"),
        ("las personas independientemente de su edad", "personas independientemente", "personas"),
        ("Authorities wishing to help may write.", "Authorities wishing", "Authorities"),
        ("It helps infants born there.", "infants born", "infants"),
        ("It helps those parents unable to pay.", "parents unable", "parents"),
        ("services chargés de la pêche", "services chargés", "services"),
        ("les entreprises comprenant mieux leurs risques", "entreprises comprenant mieux", "entreprises"),
        ("integrantes obligados por la ley", "integrantes obligados", "integrantes"),
        ("для детей, находящихся в лагере", "детей, находящихся", "детей"),
        ("应当帮助被绑架的妇女。", "绑架的妇女", "被绑架的妇女"),
        ("要求样例公司道歉。", "要求样例公司", "样例公司"),
        ("应当解救被拐卖的妇女。", "解救被拐卖的妇女", "被拐卖的妇女"),
    ],
)
def test_a_name_has_its_own_boundaries(text: str, span: str, name: str) -> None:
    start = text.index(span)
    assert [text[a:b] for a, b in find_names(text, start, start + len(span))] == [name]


@pytest.mark.parametrize(
    "span",
    [
        "wheat",
        "Dans",
        "Sample Lake Papers",
        "Sample Lake Summit",
        "Fish Data activity",
        "2013 sobre la Pesca",
        "Decreto Supremo del Ministerio",
        "لمكافحة الصيد",
        "of the",
        "scrutiny",
        "and",
        "against Trafficking",
        "Modern Slavery",
        "human trafficking in Ruritania",
        "trata de personas",
        "Fifth",
        "empowerment of clients",
        "Ruritania Wells Award",
        "卫生健康",
        "保护未成年人",
        "которые приехали",
        "без попечения родителей",
        "Health, Welfare and Sport",
        "Derechos Humanos, de Desarrollo Social",
        "Ruritania Wells Handbook",
        "US assistance",
        "Action Area 1",
        "Independent Anti",
        "计划生育",
        "已满十六周岁准备就业",
        "that",
        "حقوق الطفل",
        "contact with families",
        "migrant rights",
        "Ruritania Wells Chatbot",
        "微信群",
        "particularly vulnerable to HIV",
        "Canadian",
        "Défense",
        "управляемая местной организацией колодцев",
        "Informes de la Agencia de Pozos",
        "Rapport de la Commission des puits",
    ],
)
def test_words_that_name_nobody_are_no_names(span: str) -> None:
    text = f"it was {span} that mattered"
    assert list(find_names(text, 7, 7 + len(span))) == []


@pytest.mark.parametrize("text", [" – ", "()", "（ ）", "“", "، "])
def test_marks_alone_are_no_names(text: str) -> None:
    assert list(find_names(text, 0, len(text))) == []


def test_enumerated_institutions_are_names_of_their_own() -> None:
    text = "学校、医院、公安机关"
    assert [text[a:b] for a, b in find_names(text, 0, len(text))] == ["学校", "医院", "公安机关"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("poor women and city banks", ["poor women", "city banks"]),
        ("autoridades, personas con sed y empresas", ["autoridades", "personas con sed", "empresas"]),
        ("wells and women", ["wells and women"]),
        ("women and girls", ["women and girls"]),
        ("Western States and miners", ["Western States and miners"]),
        ("Ruritania on Wednesday", ["Ruritania"]),
        ("JS1", ["JS1"]),
        ("Example Council12", ["Example Council"]),
    ],
)
def test_listed_parties_are_names_of_their_own(text: str, names: list[str]) -> None:
    assert [text[a:b] for a, b in find_names(text, 0, len(text))] == names


def test_nouns_of_parties_are_known_in_several_languages() -> None:
    assert all(map(is_actor_noun, ("survivors", "autorités", "autoridades", "правительства")))
    assert not is_actor_noun("wheat")


@pytest.mark.parametrize(
    ("before", "name", "role"),
    [
        ("a shelter in ", "Ruritania", "actors"),
        ("a project funded by ", "Ruritania", "actors"),
        ("Example Partnerships (", "England and Wales", "actors"),
        ("Example Partnerships (Scotland, ", "Wales", "addressees"),
        ("paid for wells in Chad, Mali and ", "Niger", "addressees"),
        ("", "Well Act", "actors"),
        ("", "Guidelines for Well Inspectors", "actors"),
        ("", "National Reform Programme", "actors"),
        ("", "Ruritania House report", "actors"),
        ("", "Commission for Wells and Mills Act", "actors"),
        ("", "Example Guiding Principles on Wells (EGPW)", "actors"),
        ("", "Résolution 1234", "actors"),
        ("", "Example Memorandum of Understanding (MOU)", "actors"),
        ("", "水井公约", "actors"),
        ("", "Constitución Política de Ruritania", "actors"),
    ],
)
def test_places_funders_and_laws_do_not_act(before: str, name: str, role: str) -> None:
    text = before + name
    assert is_place_or_funder(text, len(before), len(text), role)


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("participated in the ", "Example Well Alliance"),
        ("convened leaders from ", "industry"),
        ("with support from ", "EFW"),
        ("a réuni les équipes dans la ", "Commission des puits"),
    ],
)
def test_bodies_and_groups_after_prepositions_of_places_are_no_places(before: str, name: str) -> None:
    assert not is_place_or_funder(before + name, len(before), len(before + name), "partners")


@pytest.mark.parametrize(
    "name",
    ["Well Act Commission", "Council on Well Policy", "Well Food Programme", "Plan Ruritania", "Ministry of Law"],
)
def test_bodies_whose_names_hold_a_law_or_plan_act(name: str) -> None:
    assert not is_place_or_funder(name, 0, len(name), "actors")


@pytest.mark.parametrize(
    "name",
    [
        "EXAMPLE ORGANIZED CRIME UNIT",
        "EXAMPLE RELIEF AND WORKS AGENCY",
        "INSTITUTO DO POÇO",
        "CONSEIL ÉCONOMIQUE ET SOCIAL",
        "DEPARTMENT OF WELLS, POLICY AND COMPLIANCE",
    ],
)
def test_names_in_capitals_keep_words_that_look_like_verbs_and_acronyms(name: str) -> None:
    assert [name[a:b] for a, b in find_names(name, 0, len(name))] == [name]


def test_acronym_in_a_list_of_capitals_is_no_pronoun() -> None:
    assert list(find_names("RFA, WHO met", 0, 8)) == [(0, 3), (5, 8)]


@pytest.mark.parametrize(
    ("text", "span", "names"),
    [
        ("the Forum for Latin America and the Caribbean met", "Forum for Latin America", None),
        ("the Example Institute for Economic and Social Planning met", "Example Institute for Economic", None),
        ("the inter-agency task forces on wells", "inter-agency task", ["inter-agency task forces"]),
        ("EXAMPLE PARTIES MUST COMMIT TO WELLS", "EXAMPLE PARTIES", ["EXAMPLE PARTIES"]),
        ("convocar al RFA, QHA y EFW para ello", "RFA, QHA y EFW", ["RFA", "QHA", "EFW"]),
        ("RFA Wells RFA Wells (RFAW) met", "RFA Wells RFA Wells (RFAW)", ["RFA Wells (RFAW)"]),
        ("ElPrograma de Pozos dirige", "ElPrograma de Pozos", ["Programa de Pozos"]),
        ("an officer of the F13[Harbour Board met", "F13[Harbour Board", ["Harbour Board"]),
        ("jueces a cargo de pozos", "jueces a cargo", ["jueces"]),
        ("el Consejo de Pozos participará en ello", "Consejo de Pozos participará", ["Consejo de Pozos"]),
        ("supports Governments 30 in this", "Governments 30", ["Governments"]),
        ("设立的打击拐卖妇女、儿童办公室负责", "打击拐卖妇女、儿童办公室", ["打击拐卖妇女、儿童办公室"]),
        ("17 national and regional wells", "national and regional", []),
        ("Category 1 recommendations call upon it", "Category 1 recommendations", []),
        ("Mr. Speaker, Sir, this is so", "Mr. Speaker, Sir", []),
        ("Meetings of the Example Committee", "Meetings of the Example Committee", []),
        ("a women-led plan", "women-led", []),
    ],
)
def test_halves_joined_names_and_things_are_no_names(text: str, span: str, names: list[str] | None) -> None:
    start = text.index(span)
    expected = [text.removeprefix("the ").removesuffix(" met")] if names is None else names
    assert [text[a:b] for a, b in find_names(text, start, start + len(span))] == expected


@pytest.mark.parametrize(
    ("heading", "span", "name"),
    [
        ("Example Council Briefing on Wells", "Example Council", "Example Council"),
        (
            "PART 2 Example Rights and Equality Commission",
            "Example Rights and Equality",
            "Example Rights and Equality Commission",
        ),
        ("Комитет по борьбе с торговлей людьми", "Комитет по борьбе", "Комитет по борьбе с торговлей людьми"),
    ],
)
def test_a_name_in_a_heading_ends_with_its_institution(heading: str, span: str, name: str) -> None:
    start = heading.index(span)
    assert [heading[a:b] for a, b in find_names(heading, start, start + len(span), is_heading=True)] == [name]


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        (
            "Коалиция центров Урало-Сибирского региона создана",
            "Коалиция центров Урало",
            "Коалиция центров Урало-Сибирского региона",
        ),
        (
            "Администрация Озёрного сельского поселения строит",
            "Администрация Озёрного",
            "Администрация Озёрного сельского поселения",
        ),
        ("Комитет по борьбе с торговлей людьми строит", "Комитет по борьбе", "Комитет по борьбе с торговлей людьми"),
        ("The Ibero‐American Council builds", "Ibero", "Ibero‐American Council"),
    ],
)
def test_name_that_is_cut_at_a_hyphen_or_an_adjective_is_completed(text: str, span: str, name: str) -> None:
    start = text.index(span)
    assert [text[a:b] for a, b in find_names(text, start, start + len(span))] == [name]


def test_a_preposition_in_a_capital_begins_no_name() -> None:
    text = "It met. Boats Against Storms is a coalition in Poland, La Strada is one too"
    for span, name in (("Against Storms", "Boats Against Storms"), ("La Strada", "La Strada")):
        start = text.index(span)
        assert [text[first:last] for first, last in find_names(text, start, start + len(span))] == [name]
