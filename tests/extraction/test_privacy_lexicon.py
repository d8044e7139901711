"""Tests of titles and other words beside a name that tell officials from private persons."""

import pytest

from palermo.extraction.privacy_lexicon import is_called_private, is_public_name

OFFICIALS = [
    ("en", "The Minister for Labour and Border Protection Ana Muestra spoke.", "Ana Muestra"),
    ("en", "The President of the Example Council, Ms Ana Muestra, spoke.", "Ana Muestra"),
    ("en", "The Minister “Ana Muestra” spoke.", "Ana Muestra"),
    ("en", "Ana Muestra, a well-known outreach organizer, spoke.", "Ana Muestra"),
    ("en", "Ana Muestra is a staff attorney.", "Ana Muestra"),
    ("en", "Ana Muestra, the President’s adviser, spoke.", "Ana Muestra"),
    ("en", "Ana Muestra, the judge, said so.", "Ana Muestra"),
    ("fr", "La ministre de la Justice, Ana Muestra, a parlé.", "Ana Muestra"),
    ("fr", "La ministre de l’égalité entre les femmes et les hommes Ana Muestra a parlé.", "Ana Muestra"),
    ("es", "La ministra de seguridad Ana Muestra habló.", "Ana Muestra"),
    ("es", "El presidente de la Comisión de Derechos (CDH), Juan Ejemplo, habló.", "Juan Ejemplo"),
    ("ru", "Руководитель отдела по правам человека Анна Примерова выступила.", "Анна Примерова"),
    ("ru", "По словам мэра Примерска Анны Примеровой, дом открыт.", "Анны Примеровой"),
    ("ru", "Адвокат Петра — Анна Примерова выступила.", "Анна Примерова"),
    ("ru", "Они пришли к правозащитнице Анне Примеровой.", "Анне Примеровой"),
    ("ru", "Выступила писательница Анна Примерова.", "Анна Примерова"),
    ("ar", "قال وزير الشؤون الاجتماعية، سالم مثال إن المركز افتتح.", "سالم مثال"),
    ("ar", "اضطر المستشار «سالم مثال» إلى الرحيل.", "سالم مثال"),
    ("ar", "قال سالم مثال رئيس البلدية إن المركز افتتح.", "سالم مثال"),
    ("ar", "سالم مثال، وهو ضابط في الشرطة، تحدث.", "سالم مثال"),
]
PRIVATE_PERSONS = [
    ("en", "The lawyer for Ms Ana Muestra left.", "Ana Muestra"),
    ("en", "They met Minister Ejemplo, Ana Muestra and others.", "Ana Muestra"),
    ("en", "The director of the Example Shelter and Ana Muestra left.", "Ana Muestra"),
    ("en", "The judge of the girl Ana Muestra left.", "Ana Muestra"),
    ("en", "Ana Muestra, a cleaner whom a police officer sold, fled.", "Ana Muestra"),
    ("en", "Ana Muestra, the only daughter of a minister, fled.", "Ana Muestra"),
    ("en", "Ana Muestra accused the director.", "Ana Muestra"),
    ("en", "Ana Muestra, the Minister’s maid, fled.", "Ana Muestra"),
    ("en", "Ana Muestra is the director's victim.", "Ana Muestra"),
    ("en", "The attorney for Survivor Ana Muestra left.", "Ana Muestra"),
    ("en", "“We found Ana Muestra,” the officer said.", "Ana Muestra"),
    ("en", "Ana Muestra, the judge said, was sold.", "Ana Muestra"),
    ("es", "Ana Muestra, el fiscal dijo, fue vendida.", "Ana Muestra"),
    ("zh", "王样例，部长的保姆，逃走了。", "王样例"),
    ("en", "According to the Director of Example House, Ana Muestra, 16, was sold.", "Ana Muestra"),
    ("es", "Según la directora del refugio, Ana Muestra (16 años), fue vendida.", "Ana Muestra"),
    ("fr", "L’avocate de Mme Ana Muestra a parlé.", "Ana Muestra"),
    ("en", "According to the Director of Example House, Ana Muestra had been sold.", "Ana Muestra"),
    ("fr", "Selon la directrice du foyer, Ana Muestra avait été vendue.", "Ana Muestra"),
    ("es", "Según la directora del refugio, Ana Muestra había sido vendida.", "Ana Muestra"),
    ("fr", "La directrice de la jeune Ana Muestra a parlé.", "Ana Muestra"),
    ("fr", "Le directeur de l’usine a frappé Ana Muestra.", "Ana Muestra"),
    ("es", "La abogada de la señora Ana Muestra habló.", "Ana Muestra"),
    ("es", "La maestra de la niña Ana Muestra habló.", "Ana Muestra"),
    ("es", "El director de la fábrica golpeó a Ana Muestra.", "Ana Muestra"),
    ("ru", "Адвокат Анны Примеровой ушёл.", "Анны Примеровой"),
    ("ru", "Юрист Анны Примеровой ушёл.", "Анны Примеровой"),
    ("ru", "Адвокат гражданки Анны Примеровой ушёл.", "Анны Примеровой"),
    ("ru", "Прокурор по делу Анны Примеровой ушёл.", "Анны Примеровой"),
    ("ru", "Директор фабрики избил Анну Примерову.", "Анну Примерову"),
    ("ru", "Это случилось после задержания Анны Примеровой.", "Анны Примеровой"),
    ("ar", "محامي السيدة سلمى مثال تحدث.", "سلمى مثال"),
    ("ar", "ضرب مدير المصنع سلمى مثال.", "سلمى مثال"),
    ("ar", "اتهمت سلمى مثال مدير المصنع.", "سلمى مثال"),
    ("ar", "قال المدير إن سلمى مثال هربت.", "سلمى مثال"),
]


@pytest.mark.parametrize(("language", "text", "name"), OFFICIALS)
def test_a_title_with_its_complement_tells_an_official(language: str, text: str, name: str) -> None:
    start = text.index(name)
    assert is_public_name(text, start, start + len(name), language)


@pytest.mark.parametrize(("language", "text", "name"), PRIVATE_PERSONS)
def test_the_title_of_another_tells_no_official(language: str, text: str, name: str) -> None:
    start = text.index(name)
    assert not is_public_name(text, start, start + len(name), language)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "They heard the witness Ana Muestra.", "Ana"),
        ("fr", "Sa fille « Ana » a fui.", "Ana"),
        ("es", "Su hija Ana huyó.", "Ana"),
        ("ru", "Его жена Анна ушла.", "Анна"),
        ("ar", "عثر على الطفل سالم مثال.", "سالم"),
        ("zh", "受害人王样例报警。", "王样例"),
    ],
)
def test_a_word_for_private_persons_is_before_a_name(language: str, text: str, name: str) -> None:
    assert is_called_private(text, text.index(name), language)


@pytest.mark.parametrize("text", ["The victim’s lawyer Ana spoke.", "It helps victims. Ana spoke.", "Ana spoke."])
def test_a_word_for_private_persons_counts_directly_before_a_name(text: str) -> None:
    assert not is_called_private(text, text.index("Ana"), "en")
