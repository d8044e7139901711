"""Tests of hostile or damaged archives, each refused with its reason."""

import io
import zipfile
from collections.abc import Callable

import pytest

from palermo.errors import DocumentFailed, NoText, TooLarge, Unreadable
from palermo.reading import docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def archive(parts: dict[str, str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def document(body: str, before: str = "") -> bytes:
    """A Word document of one part, with something before its root."""
    return archive({"word/document.xml": f"{before}<w:document xmlns:w='{W}'><w:body>{body}</w:body></w:document>"})


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def bomb_of_entities() -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]>'
    return document(p("&l9;"), before=doctype)


def leak_of_a_file() -> bytes:
    doctype = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return document(p("&x;"), before=doctype)


def cut_after_an_archive_within() -> bytes:
    inner = archive({"xl/workbook.xml": "<x/>"})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        file.writestr("word/embeddings/table.xlsx", inner)
        file.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()[: out.getvalue().index(inner) + len(inner) + 20]


def damaged() -> bytes:
    content = bytearray(archive({"word/document.xml": "<w:document>" + "x" * 500}, zipfile.ZIP_STORED))
    content[120] ^= 0xFF
    return bytes(content)


@pytest.mark.parametrize(
    ("make", "error", "reason"),
    [
        (lambda: archive({"word/document.xml": "0" * 3_000_000}), TooLarge, "more than 200 times its size"),
        (lambda: archive({f"word/{n}": "" for n in range(10_001)}), TooLarge, "10,001 parts"),
        (bomb_of_entities, Unreadable, "entity amplification|declares a document type"),
        (leak_of_a_file, Unreadable, "declares a document type"),
        (lambda: b"PK\x03\x04 and no more", Unreadable, "its end is missing"),
        (lambda: b"words", Unreadable, "its content is not"),
        (
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
            Unreadable,
            "it has a password, or was saved by Word before 2007",
        ),
        (lambda: archive({"word/styles.xml": "<x/>"}), Unreadable, "its part word/document.xml is missing"),
        (lambda: archive({"word/document.xml": "<w:document"}), Unreadable, "is not XML"),
        (damaged, Unreadable, "damaged"),
        (cut_after_an_archive_within, Unreadable, "its end is missing"),
        (lambda: document("<w:p/>"), NoText, "it has no text"),
    ],
)
def test_hostile_and_damaged_archives_are_refused(
    make: Callable[[], bytes], error: type[DocumentFailed], reason: str
) -> None:
    with pytest.raises(error, match=reason):
        docx.read_blocks(make())


def test_unpacked_size_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palermo.reading.zip_limits.MAX_UNPACKED", 1000)
    with pytest.raises(TooLarge, match="more than 1,000"):
        docx.read_blocks(document(p("x" * 2000)))


def test_names_of_parts_that_climb_lead_nowhere() -> None:
    tie = f'<Relationship Id="1" Type="{R}/officeDocument" Target="{{}}"/>'
    ties = f'<Relationships xmlns="{PACKAGE}">{tie}</Relationships>'
    climbing = archive({"_rels/.rels": ties.format("../../../etc/passwd"), "../../etc/passwd": "root"})
    with pytest.raises(Unreadable, match="etc/passwd is missing"):
        docx.read_blocks(climbing)
    outside = ties.format("http://example.org/x.xml").replace("Target=", 'TargetMode="External" Target=')
    with pytest.raises(Unreadable, match=r"word/document\.xml is missing"):
        docx.read_blocks(archive({"_rels/.rels": outside}))


def test_deeply_nested_tables_are_refused_or_read_without_a_crash() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 2000 + p("x") + "</w:tc></w:tr></w:tbl>" * 2000
    with pytest.raises(Unreadable):
        docx.read_blocks(document(deep))


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"PK\x03\x04..word/document.xml", "x", True),
        (b"PK\x03\x04..", "report.DOCX", True),
        (b"PK\x03\x04..xl/workbook.xml", "table.xlsx", False),
        (b"\xd0\xcf\x11\xe0", "old.doc", True),
        (b"\xd0\xcf\x11\xe0", "old.xls", False),
        (b"%PDF-1.7", "report.docx", False),
    ],
)
def test_which_bytes_are_a_word_document(head: bytes, name: str, expected: bool) -> None:
    assert docx.matches(head, name) is expected
