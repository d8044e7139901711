"""Tests of private persons with invented names: masking, officials, testimony."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract, has_private_content, mask_passages
from palermo.extraction.masking import mask_spans
from palermo.extraction.privacy import find_private_matches, is_testimony
from palermo.statements import Masthead, Passage

type Write = Callable[..., list[Passage]]

PRIVATE = [
    ("en", "A survivor named Maria Ejemplo told the court that she was sold.", "Maria Ejemplo"),
    ("en", "Amina, 17, was sold to a trafficker.", "Amina"),
    ("en", "Fatou Exemple, aged 16, crossed the border.", "Fatou Exemple"),
    ("en", "The 17-year-old Fatou fled.", "Fatou"),
    ("en", "“It was dark,” says Fatou, an eight-year-old pupil.", "Fatou"),
    ("en", "Ms. A.B. was recruited by an agency.", "A.B."),
    ("en", "Joy (not her real name) escaped.", "Joy"),
    ("en", "lucky_77 wrote on March 4, 2015 at 10:12 pm", "lucky_77"),
    ("fr", "chance77 a posté le 4 mars 2015 à 10h12", "chance77"),
    ("es", "Suerte Ejemplo dijo: 4 de marzo de 2015 a las 10:12", "Suerte Ejemplo"),
    ("ru", "удача77 написала 4 марта 2015 в 10:12", "удача77"),
    ("zh", "好运样例 发表于 2015-03-04", "好运样例"),
    ("en", "Rosa Ejemplo, a survivor of forced labour, was paid nothing.", "Rosa Ejemplo"),
    ("en", "“They came at night,” said refugee Ali Ejemplo.", "Ali Ejemplo"),
    ("es", "La refugiada Rosa Ejemplo contó que huyó.", "Rosa Ejemplo"),
    ("fr", "La réfugiée Rosa Exemple raconte sa fuite.", "Rosa Exemple"),
    ("ru", "Беженка Анна Примерова рассказала о бегстве.", "Анна Примерова"),
    ("en", "Write to jane.doe77@example.com.", "jane.doe77@example.com"),
    ("en", "Her number is +254 700 000 001.", "+254 700 000 001"),
    ("en", "Her passport No. AB1234567 was taken.", "AB1234567"),
    ("en", "She lives at 12 Example Street, Exampleville.", "12 Example Street, Exampleville"),
    ("fr", "Une victime nommée Aïcha Exemple a témoigné.", "Aïcha Exemple"),
    ("fr", "Fatou, 16 ans, a été vendue.", "Fatou"),
    ("fr", "Mme A.B. a porté plainte.", "A.B."),
    ("fr", "Grace (prénom modifié) a fui.", "Grace"),
    ("fr", "Tél. : 06 00 00 00 01", "06 00 00 00 01"),
    ("fr", "Son passeport n° 12AB34567 a été confisqué.", "12AB34567"),
    ("es", "Una víctima llamada Rosa Ejemplo declaró.", "Rosa Ejemplo"),
    ("es", "Lucía, de 15 años, fue captada.", "Lucía"),
    ("es", "Marta (nombre ficticio) huyó.", "Marta"),
    ("es", "Reside en la calle Ejemplo 12, Ciudad.", "calle Ejemplo 12, Ciudad"),
    ("ru", "Девушка по имени Анна Примерова рассказала суду.", "Анна Примерова"),
    ("ru", "Мария, 16 лет, была продана.", "Мария"),
    ("ru", "Ольга (имя изменено) бежала.", "Ольга"),
    ("ru", "Г-жа А. Б. подала жалобу.", "А. Б."),
    ("ru", "Паспорт номер 1234567890.", "1234567890"),
    ("ar", "قالت ناجية تدعى سارة مثال إنها بيعت.", "سارة مثال"),
    ("ar", "سارة (اسم مستعار) هربت.", "سارة"),
    ("ar", "السيدة أ. ب. تقدمت بشكوى.", "أ. ب."),
    ("ar", "ليلى البالغة من العمر 16 عاما بيعت.", "ليلى"),
    ("zh", "一名名叫李小花的受害者向法庭作证。", "李小花"),
    ("zh", "小芳（化名）逃了出来。", "小芳"),
    ("zh", "受害人王某被卖。", "王某"),
    ("zh", "阿美，年仅16岁，被贩运。", "阿美"),
    ("zh", "李某某报案后离开。", "李某某"),
    ("zh", "护照号码E12345678", "E12345678"),
]
PUBLIC = [
    ("en", "Ms. Jane Example, Minister of Justice, opened the meeting on victims."),
    ("en", "The Special Rapporteur, Siobhán Example, met survivors in Kenya."),
    ("en", "Call the national hotline at +1 800 000 0001 or write to info@example.org."),
    ("es", "Hace 9 años se aprobó la ley de víctimas."),
    ("fr", "Après 60 ans de combats, les victimes attendent."),
    ("ru", "За 30 лет жертв стало меньше."),
    ("en", "Under part 5 of the Immigration Act, a victim of trafficking is not liable."),
    ("en", "Kenya, 17, was the number of the item. Sustainable Development Goal 6 is met."),
    ("en", "Mr. J.A. Example, Ministry of Women Affairs"),
    ("en", "A migrant told Director Jane Example that refugees fled; the refugee Convention was signed."),
    ("en", "The Network of Migrant Domestic Workers, and Refugee Policy Reform, said so."),
    ("es", "Una actividad que se llama Programa H fue creada para hombres."),
    ("en", "Resolution 64/293, paragraph 12, and ID 2011 of the AIDS 2011-2015 plan"),
    ("fr", "Mme Claire Exemple, Ministre de la justice, a reçu les victimes."),
    ("es", "La Sra. Ana Ejemplo, Ministra de Justicia, recibió a las víctimas de 15 países."),
    ("ru", "Министр юстиции г-жа Примерова встретилась с пострадавшими."),
    ("ar", "افتتحت السيدة ليلى مثال، وزيرة العدل، الاجتماع."),
    ("zh", "司法部长王例女士主持了关于受害者的会议。"),
    ("zh", "张某些人对于某网站的看法。"),
]
TOLD = [
    ("en", "“They locked me in a room and took my passport”, a survivor said."),
    ("en", "I was sold when I was twelve. My employer beat me."),
    ("en", "The girl was raped and beaten. “My uncle said that I would study there”, she said."),
    ("fr", "« Ils m’ont forcée à travailler », raconte une survivante."),
    ("es", "«Me obligaron a trabajar», cuenta una sobreviviente."),
    ("ru", "«Меня заставили работать», — рассказала потерпевшая."),
    ("ar", "قالت ناجية: «أجبروني على العمل وأخذوا جواز سفري»."),
    ("zh", "一名幸存者说：“他们强迫我工作，拿走了我的护照。”"),
]
NOT_TOLD = [
    ("en", "I thank the Committee for its report on victims."),
    ("en", "Survivors said that they had been locked in rooms."),
    ("en", "“My uncle said that I would study there”, she said."),
    ("fr", "J’invite les États à protéger les victimes."),
    ("zh", "我国政府保护受害者。"),
]


@pytest.mark.parametrize(("language", "text", "who"), PRIVATE)
def test_private_persons_are_found_and_masked(language: str, text: str, who: str) -> None:
    result = [(start, end) for _, start, end in find_private_matches(text, language)]
    assert [text[start:end] for start, end in result] == [who]
    hidden = mask_spans(text, result)
    assert who not in hidden
    assert len(hidden) == len(text)


@pytest.mark.parametrize(("language", "text"), PUBLIC)
def test_officials_countries_and_public_lines_stay(language: str, text: str) -> None:
    assert find_private_matches(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "output"), [(*item, True) for item in TOLD] + [(*item, False) for item in NOT_TOLD]
)
def test_testimony_is_distinguished_from_speech(language: str, text: str, output: bool) -> None:
    assert is_testimony(text, language) is output


def test_no_statement_names_a_private_person(passages: Write) -> None:
    named = "States should protect the survivor named Maria Ejemplo and her family."
    written = passages([("paragraph", "1", named), ("paragraph", "2", "States should adopt a law on trafficking.")])
    result = extract(written, Masthead())
    assert [built.quote for built in result.statements] == ["States should adopt a law on trafficking"]
    assert [span.kind for span in result.private_spans] == ["name"]
    masked = mask_passages(written, result)
    assert "Maria" not in masked[0].text
    assert masked[1] is written[1]


def test_what_a_survivor_tells_is_sensitive(passages: Write) -> None:
    text = (
        "“My boss took my passport. States should protect women like me”, said a survivor. States should adopt a law."
    )
    result = list(extract(passages([("paragraph", "1", text)]), Masthead()).statements)
    assert result
    assert all(built.sensitive for built in result)


def test_a_speech_that_sounds_like_testimony_is_not_sensitive(passages: Write) -> None:
    text = (
        "I have visited ten mines this year, and I was told that exploitation is rarely found there. "
        "I will publish my report on victims of forced labour in May."
    )
    assert is_testimony(text, "en")
    assert extract(passages([("paragraph", "1", text)]), Masthead()).stories == ()


@pytest.mark.parametrize("text", ["Abc Def Ghi " * 8000, "+1 2 3 " * 14_000, "“I " * 30_000, "a.b@" * 25_000])
def test_a_very_long_text_holds_nobody(text: str) -> None:
    assert find_private_matches(text, "en") == []
    assert is_testimony(text, "en") is False


IN_ROLES = [
    ("en", "The Example Centre helped Rosa Ejemplo, a survivor of forced labour, and 40 other women.", "Rosa"),
    ("en", "Amina, 17, asked the Government to punish her employer.", "Amina"),
    ("en", "The clinic treated a girl named Fatou Exemple together with the Red Cross of Example.", "Fatou"),
    ("fr", "Le Centre a aidé une victime nommée Aïcha Exemple à porter plainte.", "Aïcha"),
    ("fr", "Fatou, 16 ans, a demandé au Gouvernement de la protéger.", "Fatou"),
    ("es", "El Centro ayudó a una víctima llamada Rosa Ejemplo a denunciar.", "Rosa"),
    ("es", "Lucía, de 15 años, pidió al Gobierno que la protegiera.", "Lucía"),
    ("ar", "ساعد المركز ناجية تدعى سارة مثال على تقديم شكوى.", "سارة"),
    ("ru", "Центр помог девушке по имени Анна Примерова подать жалобу.", "Анна"),
    ("ru", "Мария, 16 лет, попросила правительство о защите.", "Мария"),
    ("zh", "中心帮助了一名名叫李小花的受害者。", "李小花"),
    ("zh", "阿美，年仅16岁，请求政府提供保护。", "阿美"),
]


@pytest.mark.parametrize(("language", "text", "name"), IN_ROLES)
def test_no_private_person_acts_is_served_or_quoted(language: str, text: str, name: str, passages: Write) -> None:
    for built in extract(passages([("paragraph", "1", text)], language), Masthead()).statements:
        rendered = [built.quote, *(ref.name for ref in (*built.actors, *built.addressees, *built.partners))]
        assert all(name not in words for words in rendered)


@pytest.mark.parametrize(
    ("language", "text", "actor"),
    [
        ("en", "The Special Rapporteur trained 30 judges in Kenya.", "Special Rapporteur"),
        ("en", "The Minister of Justice opened a shelter for women.", "Minister of Justice"),
        (
            "fr",
            "Le Ministre de la justice a organisé une formation sur la traite.",
            "Ministre de la justice",
        ),
        ("es", "El Ministro de Justicia capacitó a 30 jueces.", "Ministro de Justicia"),
        ("ru", "Министр юстиции открыл приют для женщин и обучил 30 судей в 2021 году.", "Министр юстиции"),
    ],
)
def test_officials_act_by_their_function(language: str, text: str, actor: str, passages: Write) -> None:
    (built,) = extract(passages([("paragraph", "1", text)], language), Masthead()).statements
    assert [ref.name for ref in built.actors] == [actor]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "States should train judges.", False),
        ("en", "• States should train judges.", False),
        ("en", "Write to jane.doe77@example.com.", True),
        ("en", "“I was locked in and they beat me every day,” a survivor said.", True),
        ("de", "Die Staaten sollen Richter ausbilden.", True),
    ],
)
def test_passages_with_private_content_are_recognised(
    passages: Write, language: str, text: str, expected: bool
) -> None:
    (passage,) = passages([("paragraph", None, text)], language)
    assert has_private_content(passage) == expected
