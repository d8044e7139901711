"""Tests of the publisher in a document's citation of itself, its copyright, official hosts and symbols."""

import pytest

from palermo.reading import read
from palermo.reading.metadata.document_masthead import find_un_author
from palermo.reading.metadata.organisation_names import is_organisation_line
from palermo.reading.metadata.publisher_evidence import find_cited_publishers
from palermo.statements import Masthead

TEXT = "The crews of forty boats were asked who pays for the way to the harbour, and most of them did not know. " * 3
SPANISH = "Los barcos esperan en el puerto y la gente del mar paga cada noche por ellos en la ciudad. " * 6
LINES = "\n\n".join(f"Boat {number} lies in the harbour." for number in range(15))


def read_publisher(text: str, name: str = "text.md") -> str | None:
    return read(text.encode(), name).masthead.publisher


@pytest.mark.parametrize(
    ("line", "publishers"),
    [
        ("Tarn Light. (2031). Safe boats for every crew. Tarn, DC: Harbour House.", ["Harbour House"]),
        ("Suggested citation: Tarn Light (2031). Boats. Tarn: Harbour House.", ["Harbour House"]),
        ("Reference: Tarn Foundation (2031). Safe boats.", ["Tarn Foundation"]),
        ("Quay, A. (2031). Other boats. Tarn: Harbour House.", []),
        ("Suggested citation: Ana Quay (2031). Boats.", []),
        ("Tarn Foundation. (2031). Boats curriculum. Tarn: Tarn Foundation.", ["Tarn Foundation"]),
    ],
)
def test_citation_of_the_document_itself_names_its_publisher(line: str, publishers: list[str]) -> None:
    assert list(find_cited_publishers([line], "Safe boats for every crew")) == publishers


def test_copyright_after_many_short_lines_names_the_publisher() -> None:
    assert read_publisher(f"# Safe boats\n\n{LINES}\n\n© 2031 Tarnlight\n\n{TEXT}") == "Tarnlight"


def test_address_of_a_text_that_does_not_name_the_body_is_a_link() -> None:
    assert read_publisher(f"---\ntitle: Boats\nurl: https://www.iom.int/boats\n---\n{TEXT}") is None


def test_address_in_a_record_of_a_database_names_no_publisher() -> None:
    record = f'{{"title": "Act on boats", "url": "https://harbourlight.example/7", "text": "Harbourlight. {TEXT}"}}'
    assert read_publisher(record) is None


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (f"Boats of Tarn | Harbour Light\n\n{TEXT}\n\nHarbour Light helps.\n\nGive to Harbour Light.", "Harbour Light"),
        (
            f"# Boats\n\nA.The General Conference of the International Labour Organisation,"
            f"Having been convened\n\n{TEXT}",
            "The General Conference of the International Labour Organisation",
        ),
        (f"# Harbour Commission: Recommendations on boats\n\n{TEXT}", "Harbour Commission"),
        (
            "# Boats\n\nThis guide was jointly developed by Harbourlight and Quay.\n\nHarbourlight. Harbourlight.",
            "Harbourlight",
        ),
        (f"# Boats\n\nA photo published by Harbour Savior.\n\n{TEXT}", None),
        (f"# Boats\n\nFigures released by the Harbour Board show it.\n\n{TEXT}", None),
        (
            f"# Boats\n\nThe Conference of Harbour Ministers, Recalling its decision,\n\n{TEXT}",
            "The Conference of Harbour Ministers",
        ),
    ],
)
def test_line_names_the_publisher_or_a_source(text: str, publisher: str | None) -> None:
    assert read_publisher(text) == publisher


def test_name_above_a_paragraph_of_a_list_is_no_signature() -> None:
    entry = f"Harbour Workers Fund\n\n{TEXT}"
    assert (
        read_publisher(
            f"# Boats\n\nThe Harbour Workers Fund and boats; the Harbour Workers Fund.\n\n{LINES}\n\n{entry}"
        )
        is None
    )


@pytest.mark.parametrize(
    ("symbol", "author"),
    [
        ("A/HRC/WG.6/34/SVN/3", "Office of the United Nations High Commissioner for Human Rights"),
        ("A/HRC/WG.6/34/SVN/1", "Slovenia"),
        ("CEDAW/C/SVN/CO/6", "Committee on the Elimination of Discrimination against Women"),
        ("CEDAW/C/SVN/6", None),
    ],
)
def test_symbol_says_who_writes_such_documents(symbol: str, author: str | None) -> None:
    assert find_un_author(Masthead(symbol=symbol, under_review="Slovenia"), None) == author


def test_act_is_enacted_by_the_parliament_below_its_table_of_contents() -> None:
    clauses = "\n\n".join(f"{number}. Boats of the harbour" for number in range(1, 99))
    enacting = "ENACTED by the Parliament of the Republic of Tarn as follows:"
    text = f"# Boats Bill 2031 (Passed)\n\n{clauses}\n\n{enacting}\n\n{TEXT}\n"
    masthead = read(text.encode(), "bill.md").masthead
    assert (masthead.publisher, masthead.date) == ("Parliament of the Republic of Tarn", "2031")


def test_government_in_a_report_is_not_its_publisher_and_neither_is_the_title() -> None:
    news = "# الصيادون\n\nزار الصيادون الميناء مع حكومة المملكة المتحدة.\n\nتحدثوا عن القوارب في الميناء.\n"
    assert read_publisher(news) is None
    assert read_publisher(f"# #Boat Lab – Nets on Wheels\n\n{TEXT}\n") is None


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("发稿单位：码头安全局", "码头安全局"),
        ("2031年5月1日码头部令第12号公布", "码头部"),
    ],
)
def test_label_or_order_of_a_chinese_body_names_it(head: str, publisher: str) -> None:
    text = "船员们每天夜里在港口等待，没有人告诉他们谁来支付费用。" * 6
    assert read_publisher(f"# 船员安全办法\n\n{head}\n\n{text}\n") == publisher


def test_congress_that_decrees_a_law_is_its_publisher() -> None:
    text = f"# Ley 12 de 2031\n\nEl Congreso de Tarnia decreta:\n\n{SPANISH}\n"
    assert read_publisher(text) == "El Congreso de Tarnia"


@pytest.mark.parametrize(
    ("line", "is_name"), [("المنظمة الدولية للموانئ", True), ("المنظمة تدعو البحارة للميناء", False)]
)
def test_definite_noun_without_its_adjective_begins_a_sentence(line: str, is_name: bool) -> None:
    assert is_organisation_line(line) is is_name


@pytest.mark.parametrize(
    ("preamble", "text", "publisher"),
    [
        (
            "La Conférence des ports du Nord, convoquée à Brême, adopte ce qui suit :",
            "Les équipages de quarante bateaux ont été interrogés, et la plupart ne savent pas qui paie le voyage. ",
            "La Conférence des ports du Nord",
        ),
        (
            "Le comité est convoqué par son président au moins deux fois par an.",
            "Les équipages de quarante bateaux ont été interrogés, et la plupart ne savent pas qui paie le voyage. ",
            None,
        ),
        (
            "La Conferencia de los Puertos del Norte, recordando su decisión anterior,",
            "Se preguntó a las tripulaciones de cuarenta barcos, y la mayoría no sabe quién paga el viaje al puerto. ",
            "La Conferencia de los Puertos del Norte",
        ),
        (
            "Конференция портов Севера, ссылаясь на своё решение,",
            "Экипажи сорока судов были опрошены, и большинство из них не знает, кто платит за дорогу до порта. ",
            "Конференция портов Севера",
        ),
        (
            "إن مؤتمر موانئ الشمال، إذ يشير إلى قراره السابق،",
            "سئلت أطقم أربعين قاربا عمن يدفع ثمن الطريق إلى الميناء، ومعظمهم لا يعرفون من يدفع ثمن هذا الطريق. ",
            "مؤتمر موانئ الشمال",
        ),
        (
            "北方港口理事会，回顾其先前的决定，",
            "我们询问了四十艘船的船员，大多数人不知道谁支付前往港口的路费，也不知道雇主的名称和地址。",
            "北方港口理事会",
        ),
    ],
)
def test_subject_of_a_preamble_is_the_publisher(preamble: str, text: str, publisher: str | None) -> None:
    assert read_publisher(f"{preamble}\n\n{text * 2}\n\n{text * 3}") == publisher
