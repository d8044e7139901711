"""Tests of names on lines of their own, beside dates and above addresses, and of what else names a document's body."""

import pytest

from palermo.reading import read
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.covers import Cover, CoverBlock
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.document_date import choose_date
from palermo.reading.metadata.letterheads import find_addressed_names, find_dated_names
from palermo.reading.metadata.publisher import choose_publisher
from palermo.reading.metadata.titles import choose_title
from palermo.statements import PassageKind

TEXT = "The crews of forty boats were asked who pays for the way to the harbour, and most of them did not know. " * 3
RUSSIAN = "Лодки стоят в гавани, и люди платят за них каждый день. " * 8
SPANISH = "Los barcos están en el puerto y la gente paga por ellos todos los días del año. " * 6
FRENCH = "Les bateaux sont dans le port et les gens paient pour eux tous les jours de la semaine. " * 6
ARABIC = "تقف القوارب في الميناء ويدفع الناس ثمنها كل يوم في المدينة. " * 8
BLOCKS = [DocumentBlock(text=TEXT, kind=PassageKind.PARAGRAPH, page=2)]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("TWUHS June 2031", ["TWUHS"]),
        ("Ana Quay, Tarn Harbour Institute, 4 May 2031", ["Tarn Harbour Institute"]),
        ("Foreign Minister Ana Quay, June 2031", []),
        ("Safe boats, June 2031", []),
        ("Source: Tarn Harbour Institute, June 2031", []),
        ("The Tarn Harbour Institute opened in June 2031 on the quay.", []),
    ],
)
def test_body_beside_a_date(line: str, names: list[str]) -> None:
    assert list(find_dated_names([line])) == names


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("HARBOUR LIGHT", "4 Quay Street, Tarn", "info@harbourlight.org"), ["HARBOUR LIGHT"]),
        (("Tarn Harbour Institute", "4 Quay Street, Tarn", "Tel. 0300 111 2223"), ["Tarn Harbour Institute"]),
        (("Harbour Light", "4 Quay Street, Tarn", "info@example.org"), []),
        (("Funded by", "Tarn Harbour Institute", "4 Quay Street, Tarn", "www.example.org"), []),
        (("Publisher and Editorial Office", "4 Quay Street, Tarn", "www.example.org"), []),
        (("Tarn Institute", "1 Quay Road", "a@b.org", "Mole Institute", "2 Quay Road", "c@d.org"), []),
    ],
)
def test_body_above_its_address(lines: tuple[str, ...], names: list[str]) -> None:
    assert list(find_addressed_names(lines)) == names


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (
            f"# Boats\n\nThe Pocketbook has been developed by The Tarn Quay Partnership.\n\n{TEXT}\n",
            "Tarn Quay Partnership",
        ),
        (f"# Boats\n\n{TEXT}\n\nThe Tarn Government does not warrant the accuracy of this text.\n", "Tarn Government"),
        (f"# Harbour Light’s statement on the storm\n\n{TEXT}\n", "Harbour Light"),
        (f"# The Tarn Police Plan for Safe Boats\n\n{TEXT}\n", "Tarn Police"),
        (f"# Barcos\n\nEn la Comisión del Puerto estamos comprometidos.\n\n{SPANISH}\n", "Comisión del Puerto"),
        (f"# Barcos\n\n{SPANISH}\n\nEdita: Dirección General de Puertos\n", "Dirección General de Puertos"),
        (f"# Bateaux\n\nÉdité par l’Institut du Port\n\n{FRENCH}\n", "Institut du Port"),
        (f"# المقرر الخاص المعني بحقوق البحارة\n\n{ARABIC}\n", "المقرر الخاص المعني بحقوق البحارة"),
    ],
)
def test_sentence_says_whose_document_it_is(text: str, publisher: str) -> None:
    assert read(text.encode(), "text.md").masthead.publisher == publisher


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (f"# Barcos\n\nEditado por:\n\nDirección de Puertos\n\n{SPANISH}\n", "Dirección de Puertos"),
        (f"# 船员\n\n{'船只应当安全，船员不付钱。' * 20}\n\n图文转自红船网：\n", "红船网"),
    ],
)
def test_label_invitation_or_source_names_the_publisher(text: str, publisher: str) -> None:
    assert read(text.encode(), "text.md").masthead.publisher == publisher


@pytest.mark.parametrize("line", ["GENEVA, 5 May 2031", "REPORT June 2031", "TARN junio de 2031", "KENYA May 2031"])
def test_word_in_capitals_beside_a_date_is_no_publisher(line: str) -> None:
    assert read(f"# Safe boats\n\n{line}\n\n{TEXT}\n".encode(), "text.md").masthead.publisher is None


def test_acronym_beside_a_date_that_sentences_have_publishes() -> None:
    text = f"# Safe boats\n\nTWUHS June 2031\n\nThe crews met TWUHS on the quay. {TEXT}\n"
    assert read(text.encode(), "text.md").masthead.publisher == "TWUHS"


@pytest.mark.parametrize(
    "title", ["Harbour’s response to forced labour", "The National Action Plan to Combat Trafficking in Crews"]
)
def test_subject_of_a_title_is_no_publisher(title: str) -> None:
    assert read(f"# {title}\n\n{TEXT}\n".encode(), "text.md").masthead.publisher is None


@pytest.mark.parametrize(
    "end",
    [
        "Tarn Harbour Institute, May 2031\n\nMole Fund, June 2030",
        "The Mole Company does not accept any responsibility for the storm, the report says.",
        "La Fundación Muelle no asume ninguna responsabilidad por la tormenta.",
        "La Fondation du Môle décline toute responsabilité dans la tempête.",
    ],
)
def test_cited_or_criticised_body_is_no_publisher(end: str) -> None:
    assert read(f"# Safe boats\n\n{TEXT}\n\n{end}\n".encode(), "text.md").masthead.publisher is None


def test_body_that_answers_a_consultation_publishes() -> None:
    text = f"# Harbour Light’s response to the consultation on boats\n\n{TEXT}\n"
    assert read(text.encode(), "text.md").masthead.publisher == "Harbour Light"


def test_holder_of_copyright_on_several_pages_publishes() -> None:
    blocks = [*BLOCKS, *(DocumentBlock(text="©MOLEX", kind=PassageKind.PARAGRAPH, page=page) for page in (3, 4))]
    assert choose_publisher(DeclaredMetadata(), blocks, Cover(), "Safe boats", "en") == "MOLEX"


def test_footer_of_a_web_page_names_its_publisher() -> None:
    footer = "<footer><div><p>© 2031 <a>Tarn Harbour Institute</a>. All rights reserved.</p></div></footer>"
    page = (
        f"<html><head><title>Boats</title></head><body><main><h1>Boats</h1><p>{TEXT}</p></main>{footer}</body></html>"
    )
    parsed = read(page.encode(), "page.html")
    assert parsed.masthead.publisher == "Tarn Harbour Institute"
    assert not any("rights reserved" in passage.text for passage in parsed.passages)


def test_period_of_a_running_head_is_no_date() -> None:
    cover = Cover(running_heads=("Survey of boats, May 2029-June 2030",))
    assert choose_date(DeclaredMetadata(), BLOCKS, cover, "Survey of boats") is None


def choose_cover_date(*lines: str, heads: tuple[str, ...] = ()) -> str | None:
    blocks = tuple(CoverBlock(text=line, size=20.0) for line in lines)
    return choose_date(DeclaredMetadata(), BLOCKS, Cover(blocks=blocks, running_heads=heads), "Safe boats")


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("0ctober 2031", "2031-10"),
        ("Ana Quay, TWUHS, May2031", "2031-05"),
        ("A plan for the coast 2031", None),
    ],
)
def test_date_of_a_cover(line: str, date: str | None) -> None:
    assert choose_cover_date(line) == date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Tarn Harbour Institute, May 2031.", "2031-05"),
        ("Versión: 1 Código: P1 Fecha Aprobación: 07/07/2031", "2031-07-07"),
        ("Fait et signé en un seul exemplaire, à Tarn, le 4 mai 1931.", "1931-05-04"),
        ("Corresponding to : 15/09/2031 (AD)", "2031-09-15"),
        ("This version was published on 14 April 2031.", "2031-04-14"),
        ("TWU • Boats and crews • June 2031", "2031-06"),
        ("香港，2031年4月7日 – 船员不付钱", "2031-04-07"),
        ("2031年1月3日法院第8次会议、2031年3月2日检察院第十次会议通过", "2031-03-02"),
    ],
)
def test_date_of_a_line(line: str, date: str) -> None:
    assert read(f"# Boats\n\n{line}\n\n{TEXT}\n".encode(), "text.md").masthead.date == date


@pytest.mark.parametrize(
    ("blocks", "heads", "title"),
    [
        ((("Code of Practice", 50.0), ("Guide to safe boats & quays", 38.0)), ("Guide to safe boats and quays",), 1),
    ],
)
def test_title_on_lines_of_several_sizes(
    blocks: tuple[tuple[str, float], ...], heads: tuple[str, ...], title: int
) -> None:
    cover = Cover(
        blocks=tuple(CoverBlock(text=text, size=size) for text, size in blocks), running_heads=heads, body_size=10.0
    )
    expected = blocks[title][0]
    assert choose_title(DeclaredMetadata(), BLOCKS, cover) == expected


def test_declared_body_is_no_title() -> None:
    printed = Cover(blocks=(CoverBlock(text="Safe boats for all crews", size=30.0),), body_size=10.0)
    declared = DeclaredMetadata(titles=("Amnesty International",), reliable=False)
    blocks = [*BLOCKS, DocumentBlock(text="Amnesty International met.", kind=PassageKind.PARAGRAPH, page=2)]
    assert choose_title(declared, blocks, printed) == "Safe boats for all crews"
