"""A reference as BibTeX, in UTF-8, which biber and today's reference managers read."""

from palermo.publishing.cited import Cited

MEDIA_TYPE = "application/x-bibtex; charset=utf-8"
ENDING = "bib"
_ESCAPED = str.maketrans(
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


def bibtex(one: Cited) -> str:
    """One entry; a report where a body publishes it, else of the kind misc."""
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in one.authors),
        "title": f"{{{_escaped(one.title)}}}",
        "institution": _escaped(", ".join(one.authors)),
        "number": _escaped(one.symbol or ""),
        "year": (one.date or "")[:4],
        "date": one.date or "",
        "pages": str(one.page) if one.page else "",
        "language": one.language,
        "url": _address(one.url),
        "note": _escaped(one.note),
    }
    month = _month(one.date)
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    lines += [f"  month = {month}"] if month else []
    return f"@{'techreport' if one.authors else 'misc'}{{{one.key},\n" + ",\n".join(lines) + "\n}\n"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)


def _address(url: str) -> str:
    """An address as it stands, but for what would end the field."""
    return "".join({"{": "%7B", "}": "%7D", "\\": "%5C", "\n": "", "\r": ""}.get(sign, sign) for sign in url)


def _month(date: str | None) -> str:
    number = (date or "")[5:7]
    return _MONTHS[int(number) - 1] if number.isdigit() and 1 <= int(number) <= 12 else ""
