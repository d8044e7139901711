"""Tests of private spans with invented details: contacts, ages with places, repeated names."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from palermo.extraction import extract, mask_document, mask_passages
from palermo.extraction.masking import find_names
from palermo.extraction.privacy import find_private_spans
from palermo.statements import Document, Extraction, Masthead, Passage, PrivateSpan

type Write = Callable[..., list[Passage]]

DETAILS = [
    ("en", "You can call her on 0700 000 001 after six.", "telephone", ["0700 000 001"]),
    ("en", "Her mobile number is 0700-000-001.", "telephone", ["0700-000-001"]),
    ("en", "Write to rosa.ejemplo [at] example [dot] org.", "e-mail", ["rosa.ejemplo [at] example [dot] org"]),
    ("en", "Her passport number was X12345678.", "document-number", ["X12345678"]),
    ("en", "His national ID number is 123-456-789.", "document-number", ["123-456-789"]),
    ("en", "Her house is at 3 Invented Lane, Mockville.", "address", ["3 Invented Lane, Mockville"]),
    ("en", "A woman named Zora, 19, from Mockville, was sold.", "age-and-place", ["19", "Mockville"]),
    ("fr", "Vous pouvez la joindre au 06 00 00 00 02.", "telephone", ["06 00 00 00 02"]),
    ("fr", "Son numéro de portable est le 06 00 00 00 02.", "telephone", ["06 00 00 00 02"]),
    ("fr", "Écrivez à rosa.exemple@exemple.org.", "e-mail", ["rosa.exemple@exemple.org"]),
    ("fr", "Sa carte d’identité n° 123456789 a disparu.", "document-number", ["123456789"]),
    ("fr", "Son domicile : 12 rue Inventée, Villefictive.", "address", ["12 rue Inventée, Villefictive"]),
    ("fr", "Fatou, 16 ans, originaire de Villefictive, a fui.", "age-and-place", ["16", "Villefictive"]),
    ("es", "Puede llamarla al 600 000 002 por la tarde.", "telephone", ["600 000 002"]),
    ("es", "Su correo es rosa.ejemplo@ejemplo.org.", "e-mail", ["rosa.ejemplo@ejemplo.org"]),
    ("es", "Su DNI 12345678Z fue retenido.", "document-number", ["12345678Z"]),
    ("es", "Vive en la calle Inventada 12, Villaficticia.", "address", ["calle Inventada 12, Villaficticia"]),
    ("es", "Lucía, de 15 años, natural de Villaficticia, huyó.", "age-and-place", ["15", "Villaficticia"]),
    ("ru", "Ей можно позвонить по номеру 8 900 000 00 02.", "telephone", ["8 900 000 00 02"]),
    ("ru", "Её адрес: anna.primer@example.org.", "e-mail", ["anna.primer@example.org"]),
    ("ru", "Паспорт серия 45 10 123456 изъяли.", "document-number", ["45 10 123456"]),
    ("ru", "Она проживает по адресу: улица Примерная, дом 5.", "address", ["улица Примерная, дом 5"]),
    ("ru", "Мария, 16 лет, из Примерска, была продана.", "age-and-place", ["16", "Примерска"]),
    ("ar", "اتصل بها على 0500000002.", "telephone", ["0500000002"]),
    ("ar", "بريدها sara.mithal@example.org.", "e-mail", ["sara.mithal@example.org"]),
    ("ar", "رقم جواز سفرها A12345678 صودر.", "document-number", ["A12345678"]),
    ("ar", "تسكن في شارع المثال، رقم 12.", "address", ["شارع المثال، رقم 12"]),
    ("ar", "ليلى البالغة من العمر 16 عاما من مدينة مثالية بيعت.", "age-and-place", ["16", "مثالية"]),
    ("zh", "请拨打13000000002找她。", "telephone", ["13000000002"]),
    ("zh", "她的邮箱是fang.example@example.org。", "e-mail", ["fang.example@example.org"]),
    ("zh", "她的身份证号码是110000199001010000。", "document-number", ["110000199001010000"]),
    ("zh", "她家住样例市虚构路12号。", "address", ["样例市虚构路12号"]),
    ("zh", "阿美，年仅16岁，来自样例县，被贩运。", "age-and-place", ["16", "样例县"]),
]
PUBLIC = [
    ("en", "Write to info@example.org, press.office@example.org or contactus@example.org."),
    ("en", "The embassy’s telephone is +254 20 000 0001; reach 100 000 000 people."),
    ("en", "She lived in 12 Member States, and ID 20112012 is a code."),
    ("fr", "Appelez le numéro vert 0800 00 00 00."),
    ("es", "Llame a la línea gratuita 900 000 000."),
    ("ru", "Горячая линия: 8 800 000 00 00."),
    ("ar", "القرار رقم 12345678، والخط الساخن 8000000."),
    ("zh", "热线电话：12345678。"),
]
REPEATED = [
    (
        "en",
        ["A survivor named Maria Ejemplo told the court.", "Maria fled. EJEMPLO’s house burned.", "MARIA EJEMPLO"],
        ["Maria Ejemplo", "Maria", "EJEMPLO", "MARIA EJEMPLO"],
    ),
    ("fr", ["Une victime nommée Aïcha Exemple a témoigné.", "Mme Exemple a fui."], ["Aïcha Exemple", "Exemple"]),
    ("es", ["Una víctima llamada Rosa Ejemplo declaró.", "Rosa huyó."], ["Rosa Ejemplo", "Rosa"]),
    (
        "ru",
        ["Девушка по имени Анна Примерова рассказала суду.", "Анну нашли. Слова Примеровой записали."],
        ["Анна Примерова", "Анну", "Примеровой"],
    ),
    ("ar", ["قالت ناجية تدعى سارة مثال إنها بيعت.", "هربت سارة وسارة تخاف."], ["سارة مثال", "سارة", "وسارة"]),
    ("zh", ["一名名叫李小花的受害者向法庭作证。", "李小花说话。小花逃走了。"], ["李小花", "李小花", "小花"]),
]


def _list_private_texts(passages: list[Passage], kind: str | None = None) -> list[str]:
    texts = {passage.id: passage.text for passage in passages}
    return [texts[s.passage][s.start : s.end] for s in find_private_spans(passages) if kind in (None, s.kind)]


def _build_lines(*texts: str) -> list[tuple[str, None, str]]:
    return [("paragraph", None, text) for text in texts]


@pytest.mark.parametrize(("language", "text", "kind", "expected"), DETAILS)
def test_details_of_persons_are_private(
    language: str, text: str, kind: str, expected: list[str], passages: Write
) -> None:
    assert _list_private_texts(passages(_build_lines(text), language), kind) == expected


@pytest.mark.parametrize(("language", "text"), PUBLIC)
def test_offices_hotlines_and_other_numbers_stay(language: str, text: str, passages: Write) -> None:
    assert _list_private_texts(passages(_build_lines(text), language)) == []


@pytest.mark.parametrize(("language", "texts", "expected"), REPEATED)
def test_a_private_name_is_found_wherever_it_is_printed(
    language: str, texts: list[str], expected: list[str], passages: Write
) -> None:
    assert _list_private_texts(passages(_build_lines(*texts), language)) == expected


@pytest.mark.parametrize(
    ("named", "text"),
    [
        ("Maria Ejemplo", "Ms. Maria Lopez, Minister of Justice, and Minister Maria Ruiz spoke."),
        ("Georgia Sample", "Georgia ratified the Protocol."),
        ("Maria Ejemplo", "Mariana is another word."),
    ],
)
def test_officials_and_states_of_the_same_name_stay(named: str, text: str, passages: Write) -> None:
    assert _list_private_texts(passages(_build_lines(f"A survivor named {named} fled.", text))) == [named]


def test_the_name_of_an_official_is_not_repeated(passages: Write) -> None:
    texts = ("A witness named Ana Muestra fled.", "Judge Ana Muestra presided.", "Ana Muestra spoke.")
    assert _list_private_texts(passages(_build_lines(*texts))) == ["Ana Muestra"]


@pytest.mark.parametrize(
    "text", ["Amina, 17, told the judge that she was sold.", "Amina, aged 17, met the prosecutor."]
)
def test_a_victim_who_meets_an_official_is_private(text: str, passages: Write) -> None:
    assert _list_private_texts(passages(_build_lines(text)), "name") == ["Amina"]


def test_a_country_next_to_an_age_stays(passages: Write) -> None:
    assert (
        _list_private_texts(passages(_build_lines("A woman named Zora, 19, from Kenya, was sold.")), "age-and-place")
        == []
    )


def test_names_of_the_tagger_are_masked_like_those_of_rules(passages: Write) -> None:
    written = passages(_build_lines("Zora Muster slept. A survivor named Ana Muestra woke.", "Muster woke in Kenya."))
    tagged = [
        PrivateSpan(passage=written[0].id, start=0, end=11, kind="name"),
        PrivateSpan(passage=written[1].id, start=15, end=20, kind="name"),
    ]
    by_id = {passage.id: passage.text for passage in written}
    result = [by_id[item.passage][item.start : item.end] for item in find_private_spans(written, tagged)]
    assert result == ["Zora Muster", "Ana Muestra", "Muster"]


@pytest.mark.parametrize(
    ("names", "masked"),
    [
        (["Ana Muestra", "Ana Muestra", "Muestra"], set()),
        (["Ana Muestra", "Zora Muestra", "Muestra"], {"Zora Muestra", "Muestra"}),
        (["Zora Muestra", "Muestra"], {"Zora Muestra", "Muestra"}),
    ],
)
def test_the_title_of_an_official_counts_for_all_mentions(names: list[str], masked: set[str], passages: Write) -> None:
    texts = (f"{'Judge ' if name == 'Ana Muestra' else ''}{name} spoke for an hour." for name in names)
    written = passages(_build_lines(*texts))
    tagged = [
        PrivateSpan(passage=one.id, start=one.text.index(name), end=one.text.index(name) + len(name), kind="name")
        for one, name in zip(written, names, strict=True)
    ]
    by_id = {passage.id: passage.text for passage in written}
    assert {by_id[item.passage][item.start : item.end] for item in find_private_spans(written, tagged)} == masked


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Dr. Ana Muestra opened the shelter.", "Ana Muestra"),
        ("en", "Ana Muestra, the vice president of the Example Fund, spoke.", "Ana Muestra"),
        ("en", "Ana Muestra, PhD, read the report.", "Ana Muestra"),
        ("en", "Violence is common (Muestra & Ejemplo, 1994, p. 2).", "Muestra"),
        ("en", "Violence is common (Muestra et al. 1994).", "Muestra"),
        ("en", "Muestra and Ejemplo (2005) studied it.", "Muestra"),
        ("en", "Muestra and Ejemplo (2005) studied it.", "Ejemplo"),
        ("en", "The Security Minister Ana Muestra spoke.", "Muestra"),
        ("en", "A street (Ana Muestra/Agency)", "Ana Muestra"),
        ("en", "Media contact: Ana Muestra, Example Fund", "Ana Muestra"),
        ("fr", "La sociologue Ana Muestra a parlé.", "Ana Muestra"),
        ("es", "La abogada Ana Muestra habló.", "Ana Muestra"),
        ("en", "My name is Ana Muestra, and I am a staff attorney.", "Ana Muestra"),
        ("fr", "Ana Exemple est directrice du foyer.", "Ana Exemple"),
        ("ru", "Суд отклонил жалобу президента Примерова.", "Примерова"),
        ("ar", "قال الدكتور سالم مثال إن المركز افتتح.", "سالم مثال"),
        ("en", "Violence is common (see Ejemplo, 1990; Muestra, 1994).", "Muestra"),
        ("zh", "律师王样例发言。", "王样例"),
        ("zh", "王样例議員发言。", "王样例"),
    ],
)
def test_officials_and_authors_are_recognised_by_title_and_citation(
    language: str, text: str, name: str, passages: Write
) -> None:
    written = passages(_build_lines(text), language)
    start = text.index(name)
    tagged = [PrivateSpan(passage=written[0].id, start=start, end=start + len(name), kind="name")]
    assert list(find_private_spans(written, tagged)) == []


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Ana Muestra, a victim whose lawyer left, spoke.", "Ana Muestra"),
        ("en", "Ana Muestra (2005) was her name.", "Ana Muestra"),
        ("en", "The gang leader Ana Muestra fled.", "Ana Muestra"),
        ("ru", "Она рассказала президенту. Примерова ушла.", "Примерова"),
        ("en", "A lorry (driver Ana Muestra, 1987, of Kenya) burned.", "Ana Muestra"),
        ("zh", "王样例（化名）告诉记者此事。", "王样例"),
        ("zh", "王样例对律师说了此事。", "王样例"),
    ],
)
def test_a_person_beside_an_official_stays_private(language: str, text: str, name: str, passages: Write) -> None:
    written = passages(_build_lines(text), language)
    start = text.index(name)
    tagged = [PrivateSpan(passage=written[0].id, start=start, end=start + len(name), kind="name")]
    assert [(span.start, span.end) for span in find_private_spans(written, tagged)] == [(start, start + len(name))]


def test_a_title_does_not_show_a_person_who_is_certainly_private(passages: Write) -> None:
    written = passages(_build_lines("Professor Ana Muestra was accused of harassment."))
    tagged = [PrivateSpan(passage=written[0].id, start=10, end=21, kind="name")]
    assert list(find_private_spans(written, tagged)) == []
    assert list(find_private_spans(written, tagged, {"Ana Muestra"})) == tagged


def test_the_last_names_of_an_official_stay(passages: Write) -> None:
    written = passages(_build_lines("Judge Ana Muestra Ejemplo spoke.", "Muestra Ejemplo spoke."))
    tagged = [
        PrivateSpan(passage=written[0].id, start=6, end=25, kind="name"),
        PrivateSpan(passage=written[1].id, start=0, end=15, kind="name"),
    ]
    assert list(find_private_spans(written, tagged)) == []


@pytest.mark.parametrize(
    ("language", "official", "surname"),
    [
        ("en", "Public Security Minister Ana Muestra spoke.", "Muestra"),
        ("ru", "Выступила депутат Анна Примерова.", "Примеровой"),
    ],
)
def test_a_surname_is_that_of_an_official_named_elsewhere(
    language: str, official: str, surname: str, passages: Write
) -> None:
    written = passages(_build_lines(official, f"“{surname}” 2."), language)
    tagged = [PrivateSpan(passage=written[1].id, start=1, end=1 + len(surname), kind="name")]
    assert list(find_private_spans(written, tagged)) == []


def test_a_first_name_is_not_that_of_an_official_named_elsewhere(passages: Write) -> None:
    written = passages(_build_lines("The Security Minister Ana Muestra spoke.", "Ana fled."))
    tagged = [PrivateSpan(passage=written[1].id, start=0, end=3, kind="name")]
    assert list(find_private_spans(written, tagged)) == tagged


def test_a_title_counts_where_the_tagger_read_no_name(passages: Write) -> None:
    written = passages(_build_lines("Judge Ana Muestra presided.", "Ana Muestra spoke."))
    tagged = [PrivateSpan(passage=written[1].id, start=0, end=11, kind="name")]
    assert list(find_private_spans(written, tagged)) == []


def test_a_chinese_form_of_address_is_not_masked_by_itself(passages: Write) -> None:
    written = passages(_build_lines("一名曾先生报警。", "先生们，会议开始。"), "zh")
    tagged = [PrivateSpan(passage=written[0].id, start=2, end=5, kind="name")]
    assert [span.passage for span in find_private_spans(written, tagged)] == [written[0].id]


def test_headings_and_titles_are_masked(passages: Write) -> None:
    written = passages(_build_lines("The story of Maria Ejemplo", "A survivor named Maria Ejemplo fled."))
    written[1] = replace(written[1], headings=("The story of Maria Ejemplo", "Ejemplo’s flight"))
    result = extract(written, Masthead())
    masked = mask_passages(written, result)
    assert masked[1].headings == ("The story of ••••• •••••••", "•••••••’s flight")
    assert [item.redacted for item in masked] == [True, True]
    document = Document(
        id="d", work="d", source="a.txt", media_type="text/plain", size=1, pages=None, language="en",
        title="Maria Ejemplo speaks", masthead=Masthead(title="MARIA EJEMPLO"),
    )  # fmt: skip
    hidden = mask_document(document, written, result)
    assert (hidden.title, hidden.masthead.title) == ("••••• ••••••• speaks", "••••• •••••••")
    assert mask_document(document, written, Extraction()) is document


@pytest.mark.parametrize(("title", "shown"), [("Exampleton", "Exampleton"), ("My uncle took", "a.txt")])
def test_a_title_is_hidden_only_if_a_story_begins_with_it(passages: Write, title: str, shown: str) -> None:
    written = passages([("paragraph", None, "My uncle took me to Exampleton.")])
    document = Document(
        id="d", work="d", source="b/a.txt", media_type="text/plain", size=1, pages=None, language="en",
        title=title, masthead=Masthead(title=title),
    )  # fmt: skip
    hidden = mask_document(document, written, Extraction(stories=(written[0].id,)))
    assert (hidden.title, hidden.masthead.title) == (shown, title if shown == title else None)


def test_a_heading_that_names_no_person_hides_no_title(passages: Write) -> None:
    written = passages(
        [("heading", None, "Act on victims of 9 April 2031"), ("paragraph", None, "It enters into force.")]
    )
    document = Document(
        id="d", work="d", source="b/a.txt", media_type="text/plain", size=1, pages=None, language="en",
        title="Act on victims", masthead=Masthead(title="Act on victims"),
    )  # fmt: skip
    assert mask_document(document, written, Extraction(stories=(written[0].id,))) is document


def test_no_statement_rests_on_a_private_name(passages: Write) -> None:
    """Neither its quote nor its `support` nor its parties print a name that another passage shows to be private."""
    lines = [
        ("paragraph", None, "A survivor named Zora Muster spoke."),
        ("paragraph", None, "Zora Muster recommends that States:"),
        ("item", "(a)", "Adopt a law on trafficking in persons;"),
        ("item", "(b)", "Protect victims of trafficking."),
        ("paragraph", None, "The Conference recommends that States train judges on the identification of victims."),
    ]
    written = passages(lines)
    result = extract(written, Masthead())
    assert result.statements
    for item in result.statements:
        rendered = [item.quote, *(s.quote for s in item.support)]
        rendered += [ref.name for ref in (*item.actors, *item.addressees, *item.partners)]
        assert not any("Zora" in words or "Muster" in words for words in rendered)


def test_a_story_that_states_nothing_is_reported(passages: Write) -> None:
    output = "“They locked me in a room and took my passport”, a survivor said."
    written = passages(_build_lines("The shelter opened.", output))
    assert extract(written, Masthead()).stories == (written[1].id,)


def test_a_province_is_no_given_name() -> None:
    names = frozenset({"李新疆", "李小花"})
    assert find_names("新疆的人口贩运", names, "zh") == []
    assert find_names("李新疆说", names, "zh") == [(0, 3)]
    assert find_names("小花说", names, "zh") == [(0, 2)]
