"""A reference as RIS: two letters, two spaces, a dash and a value on each line."""

from palermo.publishing.references import BibliographicReference

MEDIA_TYPE = "application/x-research-info-systems; charset=utf-8"


def format_ris(reference: BibliographicReference) -> str:
    """Return one entry, with the line ends that the format requires."""
    rows = [
        ("TY", "RPRT" if reference.authors else "GEN"),
        *(
            ("AU", name if name.endswith(",") else f"{name},") for name in reference.authors
        ),  # an organisation, not first and last names
        ("TI", reference.title),
        ("PY", (reference.date or "")[:4]),
        ("DA", _format_date(reference.date)),
        ("PB", ", ".join(reference.authors)),
        ("SN", reference.symbol or ""),
        ("SP", str(reference.page) if reference.page else ""),
        ("LA", reference.language),
        ("UR", reference.url),
        ("N1", reference.note),
        ("ID", reference.key),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _format_date(date: str | None) -> str:
    return "/".join([*(date or "").split("-"), "", ""][:3]) if date else ""
