"""BibTeX and BibLaTeX, as reference managers export them."""

import logging
import re
from collections.abc import Mapping

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock
from bibtexparser.model import Entry as BibEntry

from palermo.sources.lists.entries import EntryList, ListEntry, find_symbol, join_date_parts, parse_language

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # broken entries are reported by this module
_OPEN_BRACE, _CLOSE_BRACE = "\ue000", "\ue001"
"""Placeholders for printed braces while those of LaTeX are removed."""
_PUBLISHER_FIELDS = ("publisher", "institution", "organization")
_SYMBOL_FIELDS = ("number", "symbol", "note", "type")


def parse(content: bytes, source_name: str) -> EntryList:
    """Read the entries; `what` names the file in messages.

    A broken entry is reported, the others are valid.
    """
    text = content.decode("utf-8-sig", "replace").replace(r"\{", _OPEN_BRACE).replace(r"\}", _CLOSE_BRACE)
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    printed = {entry.key: entry for entry in parse_string(text).entries}
    faults = [_format_fault(block, source_name) for block in library.failed_blocks]
    entries = [_build_entry(entry, printed.get(entry.key, entry), source_name, faults) for entry in library.entries]
    if not entries and not faults:
        faults.append(f"{source_name}: it contains no entry. Export it as BibTeX.")
    return EntryList(entries=tuple(entries), faults=tuple(faults))


def _format_fault(block: Block, source_name: str) -> str:
    place = f"{source_name}, line {(block.start_line or 0) + 1}"
    if isinstance(block, DuplicateBlockKeyBlock):
        return f"{place}: an entry before has the key {block.key!r} already. It is left out."
    if isinstance(block, DuplicateFieldKeyBlock):
        return f"{place}: a field occurs twice. The entry is left out."
    return f"{place}: the entry is broken, with a brace or quote too many or too few. It is left out."


def _build_entry(entry: BibEntry, raw_entry: BibEntry, source_name: str, faults: list[str]) -> ListEntry:
    """Return an entry from its decoded fields, with addresses from the raw fields."""
    fields = {key.lower(): _clean_text(str(field.value)) for key, field in entry.fields_dict.items()}
    place = f"{source_name}, line {(entry.start_line or 0) + 1}"
    year, *rest = fields.get("date", "").split("-") if fields.get("date") else (fields.get("year", ""),)
    date = join_date_parts([year, *(rest or [fields.get("month", "")])])
    if year and not date:
        faults.append(f"{place}: {year!r} is not a year. Write it as 2026.")
    raw = {key.lower(): str(field.value) for key, field in raw_entry.fields_dict.items()}
    links = [_clean_address(raw.get("url", "")), _clean_address(raw.get("howpublished", ""))]
    return ListEntry(
        place=place,
        address=next((link for link in links if re.match(r"https?://\S+$", link, re.IGNORECASE)), None),
        files=_parse_files(fields),
        title=fields.get("title") or None,
        date=date,
        publisher=next((fields[key] for key in _PUBLISHER_FIELDS if fields.get(key)), None)
        or _find_corporate_author(raw.get("author", "")),
        symbol=find_symbol([fields[key] for key in _SYMBOL_FIELDS if key in fields]),
        language=parse_language(fields.get("langid") or fields.get("language", "")),
    )


def _find_corporate_author(author: str) -> str | None:
    """Return the first author in braces of its own, which BibTeX does not split into names: a body."""
    names = re.split(r"\s+and\s+", author)
    return next((_clean_text(name) for name in names if re.fullmatch(r"\{.+\}", name.strip())), None)


def _clean_text(value: str) -> str:
    """Return a value on one line with its printed braces, without those that protect its capitals."""
    bare = " ".join(re.sub(r"[{}]", "", value).split())
    return (
        bare.replace(_OPEN_BRACE, "{").replace(_CLOSE_BRACE, "}").replace("\u02c6", "^")
    )  # as LaTeX's decoder writes the caret


def _clean_address(value: str) -> str:
    """Return an address unchanged: its `%` and `&` are not LaTeX, however an exporter wrote them."""
    bare = re.sub(r"^\\url\s*\{(.*)\}$", r"\1", value.strip(), flags=re.DOTALL)
    unescaped = re.sub(r"\\textasciitilde\s*(?:\{\})?|\\~(?:\{\})?|\{\\textasciitilde\}", "~", bare)
    unescaped = re.sub(r"\\([%&#_$])", r"\1", unescaped)
    return re.sub(r"[{}\s]", "", unescaped).replace(_OPEN_BRACE, "%7B").replace(_CLOSE_BRACE, "%7D")


def _parse_files(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return the paths of `file`: a path, or `name:path:type` with `;` between several."""
    files = []
    for part in re.split(r"(?<!\\);", fields.get("file", "")):
        parts = re.split(r"(?<!\\):", part.strip())
        path = parts[1] if len(parts) >= 3 else parts[-1] if len(parts) == 1 else part.strip()
        if path:
            files.append(re.sub(r"\\([:;\\])", r"\1", path))
    return tuple(files)
