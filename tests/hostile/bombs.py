"""Hostile files: small ones that demand endless time, memory or depth, and disguised ones."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence

import pypdf

MEGABYTE = 1024 * 1024
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FORM = b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] "
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def written(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def stream(content: bytes, entries: bytes = b"<< ") -> bytes:
    """A stream object; `entries` is its dictionary, not yet closed."""
    return entries + b"/Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def paged(content: bytes, resources: bytes, *others: bytes) -> bytes:
    """A PDF of one page with this stream object as its content; the other objects are numbered from 5."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << %s >> >>" % resources
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return written([b"<< /Type /Catalog /Pages 2 0 R >>", tree, page, content, *others])


def zeros(megabytes: int) -> bytes:
    """A zlib stream of so many megabytes of zeros, made without unpacking them."""
    packer = zlib.compressobj(9)
    block = bytes(MEGABYTE)
    first = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    second = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    check = struct.pack(">I", (megabytes * MEGABYTE % 65521) << 16 | 1)
    return first + second * (megabytes - 1) + b"\x01\x00\x00\xff\xff" + check


def flate_bomb() -> bytes:
    """Two gigabytes of page content in two megabytes."""
    return paged(stream(zeros(2048), b"<< /Filter /FlateDecode "), b"")


def nested_filters() -> bytes:
    """The same, packed twice more: two gigabytes in a few kilobytes."""
    packed = zlib.compress(zlib.compress(zeros(2048), 9), 9)
    return paged(stream(packed, b"<< /Filter [/FlateDecode /FlateDecode /FlateDecode] "), b"")


def self_referencing_form() -> bytes:
    form = stream(b"/F Do BT /A 9 Tf (words) Tj ET /F Do", FORM + b"/Resources << /XObject << /F 5 0 R >> >> ")
    return paged(stream(b"/F Do"), b"/XObject << /F 5 0 R >>", form)


def exponential_forms(depth: int = 40) -> bytes:
    """Each form draws the next one twice."""
    forms = [
        stream(b"/F Do /F Do", FORM + b"/Resources << /XObject << /F %d 0 R >> >> " % (n + 6)) for n in range(depth)
    ]
    last = stream(b"BT /A 9 Tf 9 9 Td (words) Tj ET", FORM + b"/Resources << /Font << /A %d 0 R >> >> " % (depth + 6))
    return paged(stream(b"/F Do"), b"/XObject << /F 5 0 R >>", *forms, last, FONT)


def endless_page(characters: int = 8_000_000) -> bytes:
    """A page of eight million characters."""
    content = zlib.compress(b"BT /A 1 Tf 9 9 Td " + b"(trafficking) Tj " * (characters // 11) + b"ET")
    return paged(stream(content, b"<< /Filter /FlateDecode "), b"/Font << /A 5 0 R >>", FONT)


def vast_picture() -> bytes:
    """A scan that unpacks to a gigabyte and a half of pixels."""
    entries = b"<< /Type /XObject /Subtype /Image /Width 39000 /Height 39000 /BitsPerComponent 8 "
    picture = stream(zeros(1451), entries + b"/ColorSpace /DeviceGray /Filter /FlateDecode ")
    return paged(stream(b"600 0 0 800 0 0 cm /I Do"), b"/XObject << /I 5 0 R >>", picture)


def vast_page() -> bytes:
    """A page of 200 square kilometres with a picture on it."""
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 40000000 40000000] /Contents 4 0 R >>"
    content = stream(b"q 40000000 0 0 40000000 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q")
    return written([b"<< /Type /Catalog /Pages 2 0 R >>", tree, page, content])


def no_pages() -> bytes:
    return written([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"])


def looping_tree() -> bytes:
    """Pages that are their own children."""
    return written([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>"])


def deep_arrays(depth: int = 200_000) -> bytes:
    return written([b"<< /Type /Catalog /Pages 2 0 R /X %s >>" % (b"[" * depth + b"]" * depth), b"<< /Type /Pages >>"])


def encrypted(content: bytes) -> bytes:
    """A PDF locked by a password."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    """A ZIP of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def build_word_body(body: str, before: str = "") -> bytes:
    return f"{before}<w:document xmlns:w='{W}'><w:body>{body}</w:body></w:document>".encode()


def zip_bomb(main: str) -> bytes:
    """60 megabytes of blanks in a part."""
    return archive({"[Content_Types].xml": b"<Types/>", main: b" " * (60 * MEGABYTE)})


def lying_zip_bomb() -> bytes:
    """An archive whose list of contents says that a part of 60 megabytes has ten bytes."""
    content = bytearray(zip_bomb("word/document.xml"))
    size = struct.pack("<I", 60 * MEGABYTE)
    return bytes(content.replace(size, struct.pack("<I", 10)))


def entity_bomb() -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = build_word_body("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", f'<!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]>')
    return archive({"word/document.xml": body})


def deep_word(depth: int = 200_000) -> bytes:
    return archive({"word/document.xml": build_word_body("<w:tbl><w:tr><w:tc>" * depth)})


def deep_html(depth: int = 200_000) -> bytes:
    return b"<html><body>" + b"<div>" * depth + b"words" + b"</div>" * depth + b"</body></html>"


Expected = tuple[Callable[[bytes], bytes], str, str]
"""What makes the file out of a good PDF; the errors that it may be quarantined with; words of its reason."""

HOSTILE: dict[str, Expected] = {
    "truncated.pdf": (lambda good: good[:400], "Unreadable", "its end is missing"),
    "encrypted.pdf": (encrypted, "Unreadable", "it has a password"),
    "no pages.pdf": (lambda _: no_pages(), "Unreadable", "it has no pages"),
    "looping tree.pdf": (lambda _: looping_tree(), "NoText|Unreadable|TooLarge", ""),
    "deep arrays.pdf": (lambda _: deep_arrays(), "NoText|Unreadable|ReaderDied|TooLarge", ""),
    "self reference.pdf": (lambda _: self_referencing_form(), "NoText|TooLarge|ReaderDied", ""),
    "exponential.pdf": (lambda _: exponential_forms(), "TooLarge|ReaderDied", "longer than|memory"),
    "endless page.pdf": (lambda _: endless_page(), "TooLarge|ReaderDied", "longer than|characters|memory"),
    "flate bomb.pdf": (lambda _: flate_bomb(), "TooLarge|ReaderDied|NoText", ""),
    "nested filters.pdf": (lambda _: nested_filters(), "TooLarge|ReaderDied|NoText", ""),
    "vast picture.pdf": (lambda _: vast_picture(), "NoText|TooLarge|ReaderDied", ""),
    "vast page.pdf": (lambda _: vast_page(), "NoText|TooLarge", ""),
    "blanks.docx": (lambda _: zip_bomb("word/document.xml"), "TooLarge", "200 times its size"),
    "lying.docx": (lambda _: lying_zip_bomb(), "Unreadable", "damaged|XML"),
    "blanks.xlsx": (lambda _: zip_bomb("xl/workbook.xml"), "UnknownFormat|TooLarge|Unreadable", ""),
    "entities.docx": (lambda _: entity_bomb(), "Unreadable", "document type|entity"),
    "deep.docx": (lambda _: deep_word(), "Unreadable|TooLarge", ""),
    "deep.html": (lambda _: deep_html(), "TooLarge|Unreadable", "deep"),
    "page in a pdf's name.pdf": (
        lambda _: b"<!doctype html><html><body><p>words</p></body></html>",
        "Unreadable",
        "HTML",
    ),
    "picture in a pdf's name.pdf": (lambda _: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "UnknownFormat|Unreadable", ""),
    "empty.pdf": (lambda _: b"", "Unreadable", "empty"),
    "noise.bin": (lambda _: bytes(range(256)) * 64, "UnknownFormat", "its format is not supported"),
}
"""File's name -> what it is, and what must become of it."""
