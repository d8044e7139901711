"""Tests of languages outside the six, which are detected and not extracted from."""

from collections.abc import Iterator

import pytest

from palermo.extraction import extract
from palermo.languages import LANGUAGES
from palermo.reading import read
from palermo.reading.language_detection import detect_languages
from palermo.statements import Masthead

OUTSIDE = {
    "de": "Die Regierung sollte die Opfer des Menschenhandels besser schützen und die "
    "Arbeitsaufsicht stärken. Das Amt hat "
    "im vergangenen Jahr zweihundert Richter ausgebildet.",
    "pt": "O Governo deveria proteger melhor as vítimas do tráfico de pessoas e reforçar a inspeção "
    "do trabalho. No ano "
    "passado, a Agência formou duzentos juízes e não recebeu mais denúncias.",
    "it": "Il Governo dovrebbe proteggere meglio le vittime della tratta e rafforzare l’ispettorato "
    "del lavoro. Nell’anno "
    "passato l’Agenzia ha formato duecento giudici negli uffici regionali.",
    "sw": "Serikali inapaswa kuwalinda waathiriwa wa usafirishaji haramu wa binadamu na kuimarisha "
    "ukaguzi wa kazi. Mwaka "
    "jana shirika lilitoa mafunzo kwa majaji mia mbili.",
    "uk": "Уряд повинен краще захищати потерпілих від торгівлі людьми та посилити інспекцію праці. "
    "Минулого року "
    "Управління підготувало двісті суддів, які працюють у всіх областях країни.",
    "fa": "دولت باید از قربانیان قاچاق انسان بهتر حمایت کند و بازرسی کار را تقویت نماید. سال گذشته "
    "این سازمان دویست "
    "قاضی را آموزش داد و چند پناهگاه تازه گشود.",
    "ja": "政府は人身取引の被害者をよりよく保護し、労働監督を強化すべきである。"
    "昨年、事務所は二百人の裁判官に研修を行い、新しい施設を開いた。",
    "ko": "정부는 인신매매 피해자를 더 잘 보호하고 근로 감독을 강화해야 한다. "
    "지난해 사무소는 판사 이백 명을 교육하고 새로운 쉼터를 열었다.",
}
TRADITIONAL = (
    "委員會建議締約國加強對販運人口受害者的保護，並為其提供法律援助。辦公室於2022年在肯尼亞培訓了三百名法官。"
    "貧困使婦女和女童更易遭受販運。"
)


@pytest.mark.parametrize("language", OUTSIDE)
def test_it_is_reported_kept_and_states_nothing(language: str) -> None:
    text = OUTSIDE[language]
    reading = read(f"{text}\n\n{text}\n".encode(), "text.txt")
    assert {passage.language for passage in reading.passages} == {language}
    assert language not in LANGUAGES
    assert " ".join(passage.text for passage in reading.passages).count(text[:20]) == 2
    assert list(extract(reading.passages, reading.masthead).statements) == []


def test_one_foreign_passage_is_left_alone_among_others() -> None:
    english = "States should protect the victims of trafficking and punish those who exploit them in every sector."
    for text in OUTSIDE.values():
        reading = read(f"{english}\n\n{text}\n\n{english}\n".encode(), "text.txt")
        result = [built.quote for built in extract(reading.passages, Masthead()).statements]
        assert result
        assert all(quote in english for quote in result)


def test_traditional_chinese_is_chinese_and_is_read() -> None:
    assert detect_languages([TRADITIONAL]) == (["zh"], "zh")
    reading = read(TRADITIONAL.encode(), "text.txt")
    built = list(extract(reading.passages, reading.masthead).statements)
    assert len(built) >= 2
    assert all(item.quote in TRADITIONAL for item in built)


def romanised() -> Iterator[str]:
    """Arabic in Latin letters, as messages and transcripts write it."""
    yield "Yajibu ala al-hukuma an tahmi dahaya al-ittijar bil-bashar wa an tu'aqib al-mujrimin fi jami' al-mudun."
    yield "Al-lajna tusi al-dawla al-taraf bi-ta'dil qanun al-uqubat min ajl tajrim al-tasawwul al-qasri."


@pytest.mark.parametrize("text", list(romanised()))
def test_romanised_arabic_states_nothing(text: str) -> None:
    reading = read(f"{text}\n\n{text}\n".encode(), "text.txt")
    assert list(extract(reading.passages, reading.masthead).statements) == []


def test_scripts_mixed_within_a_passage_keep_their_words() -> None:
    mixed = "The Committee (لجنة القضاء, 消除对妇女歧视委员会, Комитет) recommends that the State party adopt a law."
    reading = read(mixed.encode(), "text.txt")
    assert " ".join(passage.text for passage in reading.passages) == mixed
    assert all(built.quote in mixed for built in extract(reading.passages, reading.masthead).statements)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Торгівля людьми"),
        ("uk", "Поліція навчила інспекторів праці виявляти примусову працю"),
        ("be", "Міліцыя навучыла інспектараў працы выяўляць прымусовую працу"),
        ("bg", "Правителството трябва да защитава жертвите на трафик на хора и да им оказва помощ."),
        ("sr", "Полиција је обучила инспекторе рада да препознају принудни рад"),
        ("sr", "Влада треба да заштити жртве трговине људима и да им пружи помоћ. Држава мора да истражи ова дела."),
        ("fa", "پلیس بازرسان کار را برای شناسایی کار اجباری آموزش داد"),
        ("ur", "پولیس نے لیبر انسپکٹروں کو تربیت دی"),
        ("it", "La polizia ha formato gli ispettori del lavoro"),
        (
            "ca",
            "El govern ha de protegir les víctimes del tràfic de persones i donar-los assistència. La policia actua.",
        ),
        ("ca", "La policia va formar els inspectors de treball"),
        (
            "gl",
            "O goberno debe protexer as vítimas do tráfico de persoas e prestarlles asistencia. A policía debe actuar.",
        ),
        ("ro", "Poliția a instruit inspectorii de muncă"),
        ("nl", "De politie heeft arbeidsinspecteurs opgeleid"),
        ("de", "Die Polizei hat Arbeitsinspektoren geschult"),
        ("ja", "警察は労働監督官を訓練した"),
        ("ko", "인신매매"),
    ],
)
def test_a_short_or_related_text_is_not_taken_for_one_of_the_six(language: str, text: str) -> None:
    assert detect_languages([text]) == ([language], language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Crew list"),
        ("es", "Les ayuda el puerto y los muelles de la bahía con dos barcos, y les da agua para el viaje por el mar."),
        ("ru", "Торговля людьми"),
        (
            "ru",
            "В Киеве (Київ) прошла встреча инспекторов труда и представителей порта, которые обсудили права моряков.",
        ),
        ("ar", "الاتجار بالأشخاص"),
        ("zh", "政府應保護人口販運受害者"),
    ],
)
def test_a_text_of_the_six_stays_in_its_language(language: str, text: str) -> None:
    assert detect_languages([text]) == ([language], language)
