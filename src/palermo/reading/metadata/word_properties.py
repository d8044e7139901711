"""Properties of a Word file: title, authors and date of its core part, company of its extended part."""

from typing import Any

from palermo.errors import DocumentFailed
from palermo.reading.metadata.declared import DeclaredMetadata, clean_title, declared_date
from palermo.reading.word.package import Package, parse

_CORE, _EXTENDED = "docProps/core.xml", "docProps/app.xml"


def read_properties(content: bytes) -> DeclaredMetadata:
    """Read what a Word file declares; empty where its properties are missing or damaged."""
    try:
        package = Package(content)
        core, extended = _texts(package.part(_CORE)), _texts(package.part(_EXTENDED))
    except DocumentFailed:
        return DeclaredMetadata()
    return DeclaredMetadata(
        titles=tuple(title for title in (clean_title(core.get("title", "")),) if title),
        reliable=False,
        created=declared_date(core.get("modified", "") or core.get("created", "")),
        authors=tuple(name for name in (core.get("creator"), extended.get("Company"), core.get("publisher")) if name),
    )


def _texts(part: bytes | None) -> dict[str, str]:
    """Text of each element of a part by its local name."""
    root: Any = parse(part) if part else ()
    return {element.tag.rpartition("}")[2]: " ".join((element.text or "").split()) for element in root}
