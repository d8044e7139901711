"""A reference as BibTeX in UTF-8, which biber and current reference managers read."""

from palermo.publishing.references import BibliographicReference

MEDIA_TYPE = "application/x-bibtex; charset=utf-8"
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
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def format_bibtex(reference: BibliographicReference) -> str:
    """Return one entry: a report if it has a publisher, else of type misc."""
    fields = {
        "author": " and ".join(f"{{{_escape(name)}}}" for name in reference.authors),
        "title": f"{{{_escape(reference.title)}}}",
        "institution": _escape(", ".join(reference.authors)),
        "number": _escape(reference.symbol or ""),
        "year": (reference.date or "")[:4],
        "date": reference.date or "",
        "pages": str(reference.page) if reference.page else "",
        "language": reference.language,
        "url": _escape_address(reference.url),
        "note": _escape(reference.note),
    }
    month = _format_month(reference.date)
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    lines += [f"  month = {month}"] if month else []
    return f"@{'techreport' if reference.authors else 'misc'}{{{reference.key},\n" + ",\n".join(lines) + "\n}\n"


def _escape(text: str) -> str:
    return text.translate(_ESCAPES)


def _escape_address(url: str) -> str:
    """Return an address with the characters encoded that would end the field."""
    return "".join({"{": "%7B", "}": "%7D", "\\": "%5C", "\n": "", "\r": ""}.get(char, char) for char in url)


def _format_month(date: str | None) -> str:
    number = (date or "")[5:7]
    return _MONTHS[int(number) - 1] if number.isdigit() and 1 <= int(number) <= 12 else ""
