"""Properties of a Word file: title, authors and date of its core part, company of its extended part."""

from typing import Any

from palermo.errors import DocumentFailed
from palermo.reading.metadata.declared_metadata import DeclaredMetadata, clean_title, parse_declared_date
from palermo.reading.word.package import WordPackage, parse_xml

_CORE, _EXTENDED = "docProps/core.xml", "docProps/app.xml"


def read_word_metadata(content: bytes) -> DeclaredMetadata:
    """Read the metadata that a Word file declares; empty if its properties are missing or damaged."""
    try:
        package = WordPackage(content)
        core, extended = (
            _read_element_texts(package.read_part(_CORE)),
            _read_element_texts(package.read_part(_EXTENDED)),
        )
    except DocumentFailed:
        return DeclaredMetadata()
    return DeclaredMetadata(
        titles=tuple(title for title in (clean_title(core.get("title", "")),) if title),
        reliable=False,
        created=parse_declared_date(core.get("modified", "") or core.get("created", "")),
        authors=tuple(name for name in (core.get("creator"), extended.get("Company"), core.get("publisher")) if name),
    )


def _read_element_texts(xml_part: bytes | None) -> dict[str, str]:
    """Return the text of each element of a part by its local name."""
    root: Any = parse_xml(xml_part) if xml_part else ()
    return {element.tag.rpartition("}")[2]: " ".join((element.text or "").split()) for element in root}
