"""Statements with doubtful wordings, such as steps of a training session, are never confirmed."""

import pytest

from palermo.extraction.doubtful_wordings import has_doubtful_wording
from palermo.extraction.tagger.tagger_confidence import MAX_UNCONFIRMED_CONFIDENCE
from palermo.statements import StatementKind
from palermo.statements.confirmation_thresholds import TAGGER_THRESHOLD


@pytest.mark.parametrize(
    "quote",
    [
        "Ask the participants to close their eyes",
        "2. Next, divide participants into pairs",
        "After ten minutes, invite each group to show its drawing",
        "Pídeles que cuelguen sus dibujos",
        "Demandez aux participants de dessiner un puits",
        "Every member should keep the rules of the group",
        "Chaque participant doit éteindre son téléphone",
        "Каждый участник должен быть вежлив",
        "The mill should also be commended for its new wells",
        "It should be noted that the wells are dry",
        "Cabe señalar que los pozos están secos",
        "Il convient de rappeler que les puits sont à sec",
        "Следует отметить, что колодцы пусты",
        "值得注意的是水井已干涸",
        "This should help the villages to find water",
        "La nueva norma debería permitir abrir más pozos",
        "Cette mesure devrait permettre d’ouvrir des puits",
        "Freedonia requested additional information about wells",
        "It asked whether the wells had been opened",
        "Sylvania solicitó aclaraciones sobre los pozos",
        "La Syldavie a demandé si les puits étaient ouverts",
        "Сильдавия запросила информацию о колодцах",
        "Paso 2 Pida a cada grupo que dibuje un pozo",
        "Write the names of the wells on a flipchart",
        "Ask pupils to look for wells",
        "Ask if the wells sound useful",
        "The mill had called for new wells",
        "El molino había pedido pozos",
        "Le moulin avait demandé des puits",
        "A facilitator need not know every well",
        "Il n’est pas nécessaire de payer l’eau",
        "No es necesario pagar por el agua",
        "The miller cited a recent report that proposed to close the wells",
        "他引述報告曾提出應關閉水井",
    ],
)
def test_no_request_is_doubtful_as_a_recommendation(quote: str) -> None:
    assert has_doubtful_wording(StatementKind.RECOMMENDATION, quote)
    assert not has_doubtful_wording(StatementKind.ACTIVITY, quote)
    assert MAX_UNCONFIRMED_CONFIDENCE < TAGGER_THRESHOLD


@pytest.mark.parametrize(
    "quote",
    [
        "We encourage the Example Group to publish its figures",
        "States should give women access to courts",
        "Encourage States to publish figures",
        "Listen carefully",
        "The Committee requests the State party to provide information on wells",
        "States should allow visits",
        "Los Estados deberían permitir el acceso a los pozos",
        "Member States should publish their figures",
        "The Board recommends that States should allow visits",
        "These mills should help visitors",
        "Visitors should be asked whether they need water",
        "States are asked to explain how wells are opened",
        "Each Member shall take measures to open wells",
        "Every employee should receive clean water",
        "Todos los Miembros deberían adoptar normas sobre pozos",
        "Es necesario precisar los criterios de los pozos",
        "El Estado debería permitir abrir más pozos",
        "Il faut signaler tout puits à sec à la mairie",
        "Les États devraient contribuer à ce que les puits soient ouverts",
        "工作人员应询问村民是否需要水",
        "No State should close wells",
        "Mills must not close wells",
        "The head of a mill does not have to be a miller, but should know the wells",
        "Mills should visit the sites of their wells",
        "Watch for signs of thirst among new workers",
        "Subscribe to the Harbour Compact without delay",
        "Encourage visitors to get in touch with the mill",
        "Answer requests for further information within a month",
        "Open wells to persons who had requested asylum",
        "Abrir pozos a las personas que habían solicitado asilo",
        "Ouvrir des puits aux personnes qui avaient demandé l’asile",
        "Train millers through role-plays and visits",
        "Ensure that millers do not have to pay for water",
        "Aclarar que no es necesario pagar por el agua",
        "Informer les meuniers qu’il n’est pas nécessaire de payer l’eau",
        "Aider les enfants qui n’ont pas besoin de tuteur",
        "Publicar una página para más información de las vecinas",
        "Mettre en ligne une page pour en savoir plus sur les puits",
        "Apply the judgment in Tarn and Others vs. Freedonia",
        "Поддержать школу им. Тарнова",
    ],
)
def test_a_request_is_not_doubtful(quote: str) -> None:
    assert not has_doubtful_wording(StatementKind.RECOMMENDATION, quote)


@pytest.mark.parametrize("kind", [StatementKind.ACTIVITY, StatementKind.RECOMMENDATION])
@pytest.mark.parametrize(
    "quote",
    [
        "Contact us if your well is dry",
        "Make a donation to support the wells",
        "Visit our website to see the wells",
        "Abonnez-vous à la lettre des puits",
        "Ver el vídeo sobre los pozos",
        "For more information on wells, please contact the mill",
        "Get in touch with us about wells",
        "Подпишитесь на новости мельницы",
        "Звоните на мельницу в любое время",
        "Обращайтесь за водой к нам",
        "请关注我们的水井",
        "تابعونا على صفحة الطاحونة",
        "Read more about the wells",
        "Watch our film on the mill",
        "Télécharger le rapport sur les puits",
        "Leer más sobre los pozos",
        "Смотреть видео о мельнице",
        "شاهدوا الفيديو عن الطاحونة",
        "观看视频：水井",
    ],
)
def test_an_appeal_to_readers_is_doubtful(quote: str, kind: StatementKind) -> None:
    assert has_doubtful_wording(kind, quote)


@pytest.mark.parametrize("quote", ["Обращается с водой бережно", "关注水井的安全", "تابعت المنظمة حالة الآبار"])
def test_acts_with_such_words_are_no_appeals(quote: str) -> None:
    assert not has_doubtful_wording(StatementKind.ACTIVITY, quote)


@pytest.mark.parametrize(
    "introduction",
    [
        "When you speak with visitors, you should never:",
        "What must be avoided at the well, or: things to avoid:",
        "Qué se debe evitar en las visitas:",
        "Les agents ne doivent jamais:",
        "При посещении нельзя:",
        "工作人员不得有下列行为：",
    ],
)
def test_an_item_of_a_list_of_what_nobody_should_do_is_doubtful(introduction: str) -> None:
    assert has_doubtful_wording(StatementKind.RECOMMENDATION, "Touch the wells", introduction)
    assert has_doubtful_wording(StatementKind.MANDATE, "Touch the wells", introduction)
    assert not has_doubtful_wording(StatementKind.FACTOR, "Touch the wells", introduction)


@pytest.mark.parametrize("introduction", ["Visitors have the right to:", "La Comisión garantizará los derechos a:"])
def test_a_right_is_doubtful_as_a_task(introduction: str) -> None:
    assert has_doubtful_wording(StatementKind.MANDATE, "Drink from the wells", introduction)
    assert not has_doubtful_wording(StatementKind.MANDATE, "Mills must open the wells", introduction)
    assert not has_doubtful_wording(StatementKind.MANDATE, "Clean water", "Mills must guarantee the right to:")


@pytest.mark.parametrize(
    "introduction",
    [
        "To avoid harm, mills should:",
        "Mills should not only dig, but should:",
        "The Board calls upon States that do not have wells to:",
        "Villages which have never dug are invited to:",
        "Mills should avoid harm by:",
        "Mills should not charge fees and need to:",
        "",
    ],
)
def test_an_item_of_another_list_is_not_doubtful(introduction: str) -> None:
    assert not has_doubtful_wording(StatementKind.RECOMMENDATION, "Open the wells", introduction, "Avoiding harm")


@pytest.mark.parametrize("heading", ["Objectives", "Learning objectives of the session", "Objetivos", "Цели занятия"])
def test_an_aim_of_a_text_is_doubtful_as_a_recommendation(heading: str) -> None:
    assert has_doubtful_wording(StatementKind.RECOMMENDATION, "To open wells in all villages", "", heading)
    assert not has_doubtful_wording(StatementKind.COMMITMENT, "To open wells in all villages", "", heading)


@pytest.mark.parametrize(
    "heading",
    ["DRAWING WELLS (10 TO 15 MINUTES)", "Facilitator’s tips", "Clave para quien facilita", "Règles du groupe"],
)
def test_a_step_of_a_session_is_doubtful_as_a_recommendation(heading: str) -> None:
    assert has_doubtful_wording(StatementKind.RECOMMENDATION, "Each side should draw a well", "", heading)
    assert not has_doubtful_wording(StatementKind.ACTIVITY, "The mill draws wells", "", heading)


def test_what_was_done_for_a_text_is_doubtful_as_an_activity() -> None:
    quote = "Le moulin a compté les puits de vingt villages"
    assert has_doubtful_wording(StatementKind.ACTIVITY, quote, "", "I.3. APPROCHE MÉTHODOLOGIQUE")
    assert not has_doubtful_wording(StatementKind.ACTIVITY, quote, "", "Méthodes de pêche interdites")


@pytest.mark.parametrize(
    "quote",
    [
        "Recalling its decisions on wells and noting the report",
        "Considérant l’état des puits",
        "Tenant compte de l’état des puits",
        "Recordando sus decisiones sobre los pozos",
        "Учитывая состояние колодцев",
        "وإذ يلاحظ الحاجة إلى الآبار",
        "考虑到水井的状况",
    ],
)
def test_a_preamble_is_doubtful_as_a_task(quote: str) -> None:
    assert has_doubtful_wording(StatementKind.RECOMMENDATION, quote)
    assert has_doubtful_wording(StatementKind.MANDATE, quote)


def test_a_preamble_with_a_request_is_not_doubtful() -> None:
    quote = "Recalling its decisions on wells, the Board urges all mills to open theirs"
    assert not has_doubtful_wording(StatementKind.RECOMMENDATION, quote)
    sentence = "Mills should open their wells"
    assert not has_doubtful_wording(StatementKind.RECOMMENDATION, sentence, "Mills must never:")


def test_an_item_that_begins_like_a_preamble_is_not_doubtful_below_a_request() -> None:
    quote = "Taking into account the views of villages"
    assert not has_doubtful_wording(StatementKind.RECOMMENDATION, quote, "Mills should open wells by:")


@pytest.mark.parametrize(
    "quote",
    [
        "The mill opens wells with the",
        "Abrir pozos aprobados por el",
        "应当打开水井和",
        "Half of the wells of the villages are dry. This",
        "LA CLÔTURE DES PUITS DANS LES VILLAGES",
    ],
)
def test_a_quote_that_is_cut_is_doubtful(quote: str) -> None:
    assert has_doubtful_wording(StatementKind.ACTIVITY, quote)


@pytest.mark.parametrize("quote", ["应确保村民参与", "提高认识和普及", "开凿水井，促进缓和"])
def test_a_word_that_ends_like_a_conjunction_is_not_cut(quote: str) -> None:
    assert not has_doubtful_wording(StatementKind.RECOMMENDATION, quote)


@pytest.mark.parametrize(
    "heading",
    [
        "Independent Auditor’s Report",
        "RAPPORT DU COMMISSAIRE AUX COMPTES",
        "Informe del auditor independiente",
        "ОТЧЁТ НЕЗАВИСИМОГО АУДИТОРА",
        "独立核数师报告",
        "تقرير مدقق الحسابات",
    ],
)
def test_what_an_auditor_says_is_not_confirmed_as_the_publishers(heading: str) -> None:
    assert has_doubtful_wording(StatementKind.ACTIVITY, "We plan our tests of wells", heading=heading)
    assert not has_doubtful_wording(StatementKind.ACTIVITY, "We plan our tests of wells", heading="Tests of wells")


def test_a_line_of_references_that_ends_within_a_bracket_is_doubtful() -> None:
    quote = "Tarn Council. Council launches guidelines on wells, Tarn Council, [online] [cited November 13"
    assert has_doubtful_wording(StatementKind.ACTIVITY, quote)
    assert not has_doubtful_wording(StatementKind.ACTIVITY, "[It] launched guidelines on wells")
