"""A reference as RIS: two letters, two blanks, a dash, and a value, all on one line."""

from palermo.publishing.cited import Cited

MEDIA_TYPE = "application/x-research-info-systems; charset=utf-8"
ENDING = "ris"


def ris(one: Cited) -> str:
    """One entry, with the line ends that the format asks for."""
    rows = [
        ("TY", "RPRT" if one.authors else "GEN"),
        *(
            ("AU", name if name.endswith(",") else f"{name},") for name in one.authors
        ),  # a body, not first and last names
        ("TI", one.title),
        ("PY", (one.date or "")[:4]),
        ("DA", _date(one.date)),
        ("PB", ", ".join(one.authors)),
        ("SN", one.symbol or ""),
        ("SP", str(one.page) if one.page else ""),
        ("LA", one.language),
        ("UR", one.url),
        ("N1", one.note),
        ("ID", one.key),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _date(date: str | None) -> str:
    return "/".join([*(date or "").split("-"), "", ""][:3]) if date else ""
