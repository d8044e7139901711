"""BibTeX, RIS and CSL-JSON, for references of one document or statement and of all documents of an edition."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from palermo.publishing.references import BibliographicReference
from palermo.sources.lists.entries import MONTHS

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "$": r"\$",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\n": " ",
        "\r": " ",
    }
)


def format_bibtex(reference: BibliographicReference) -> str:
    """Return one entry: a report if it has a publisher, else of type misc."""
    fields = {
        "author": " and ".join(f"{{{_escape_bibtex(name)}}}" for name in reference.authors),
        "title": f"{{{_escape_bibtex(reference.title)}}}",
        "institution": _escape_bibtex(", ".join(reference.authors)),
        "number": _escape_bibtex(reference.symbol or ""),
        "year": (reference.date or "")[:4],
        "date": reference.date or "",
        "pages": str(reference.page) if reference.page else "",
        "language": reference.language,
        "url": _escape_address(reference.url),
        "note": _escape_bibtex(reference.note),
    }
    month = _format_month(reference.date)
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    lines += [f"  month = {month}"] if month else []
    return f"@{'techreport' if reference.authors else 'misc'}{{{reference.key},\n" + ",\n".join(lines) + "\n}\n"


def _escape_bibtex(text: str) -> str:
    return text.translate(_ESCAPES)


def _escape_address(url: str) -> str:
    """Return an address with the characters encoded that would end the field."""
    return "".join({"{": "%7B", "}": "%7D", "\\": "%5C", "\n": "", "\r": ""}.get(char, char) for char in url)


def _format_month(date: str | None) -> str:
    number = (date or "")[5:7]
    return MONTHS[int(number) - 1] if number.isdigit() and 1 <= int(number) <= 12 else ""


def format_csl(reference: BibliographicReference) -> str:
    """Return a list with one item, as the format requires."""
    return json.dumps([build_csl_item(reference)], ensure_ascii=False, indent=1) + "\n"


def build_csl_item(reference: BibliographicReference) -> dict[str, Any]:
    """Return one item, for a list of several."""
    fields = {
        "id": reference.key,
        "type": "report" if reference.authors else "document",
        "title": reference.title,
        "author": [{"literal": name} for name in reference.authors],
        "publisher": ", ".join(reference.authors),
        "number": reference.symbol,
        "issued": {"date-parts": [[int(part) for part in reference.date.split("-")]]} if reference.date else None,
        "page": str(reference.page) if reference.page else None,
        "language": reference.language,
        "URL": reference.url,
        "note": reference.note,
    }
    return {name: value for name, value in fields.items() if value}


def format_ris(reference: BibliographicReference) -> str:
    """Return one entry, with the line ends that the format requires."""
    rows = [
        ("TY", "RPRT" if reference.authors else "GEN"),
        *(
            ("AU", name if name.endswith(",") else f"{name},") for name in reference.authors
        ),  # an organisation, not first and last names
        ("TI", reference.title),
        ("PY", (reference.date or "")[:4]),
        ("DA", _format_ris_date(reference.date)),
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


def _format_ris_date(date: str | None) -> str:
    return "/".join([*(date or "").split("-"), "", ""][:3]) if date else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceFormat:
    """One format of references."""

    label: str
    """Name for people."""
    suffix: str
    """Ending of the file of one reference, without the dot."""
    media_type: str
    format_reference: Callable[[BibliographicReference], str]
    """Write one reference as a file."""
    format_all: Callable[[Iterable[BibliographicReference]], Iterator[str]]
    """Write many references as the parts of one file."""


def _format_csl_list(references: Iterable[BibliographicReference]) -> Iterator[str]:
    yield json.dumps([build_csl_item(reference) for reference in references], ensure_ascii=False, indent=1)


REFERENCE_FORMATS: Final[Mapping[str, ReferenceFormat]] = {
    "bib": ReferenceFormat(
        label="BibTeX",
        suffix="bib",
        media_type="application/x-bibtex; charset=utf-8",
        format_reference=format_bibtex,
        format_all=lambda references: map(format_bibtex, references),
    ),
    "ris": ReferenceFormat(
        label="RIS",
        suffix="ris",
        media_type="application/x-research-info-systems; charset=utf-8",
        format_reference=format_ris,
        format_all=lambda references: map(format_ris, references),
    ),
    "csl": ReferenceFormat(
        label="CSL-JSON",
        suffix="json",
        media_type="application/vnd.citationstyles.csl+json",
        format_reference=format_csl,
        format_all=_format_csl_list,
    ),
}
"""By the name of the format in `palermo export` and in the addresses of exports."""
