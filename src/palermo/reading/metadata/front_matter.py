"""Front matter of a Markdown file.

It consists of untrusted `key: value` or `key = value` lines between `---` or `+++`.
"""

import html
import re
from collections.abc import Iterable, Iterator

from palermo.reading.metadata.declared_metadata import DeclaredMetadata, clean_title, parse_declared_date

FRONT_MATTER = re.compile(
    r"\A\ufeff?(?P<fence>---|\+\+\+)[ \t]*\n(?P<lines>.*?)\n(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL
)
"""Metadata for programs in front of the text; not part of the text."""
_ENTRY = re.compile(r"(?P<key>[A-Za-z][\w:.-]*?)(?:\s*:|\s+=)(?:\s+(?P<value>.*))?$")
_COMMENT = re.compile(r"\s+#\s.*$")
_TITLES = ("title", "og:title", "headline", "name")
_DATES = (
    *(
        "date",
        "published",
        "published_time",
        "publication_date",
        "pub_date",
        "pubdate",
        "publish_date",
        "date_published",
    ),
    *("publishdate", "datepublished", "publishedat", "published_at", "issued_date", "issued"),
    *("created", "createdat", "created_at"),
)
_PUBLISHERS = ("publisher", "organisation", "organization", "institution", "og:site_name", "site_name", "issuer")
_AUTHORS = ("author", "authors", "creator", "issued_by", "by")
_ADDRESSES = ("url", "source_url", "link", "canonical", "permalink", "og:url", "source", "canonical_url")


def read_front_matter(text: str) -> DeclaredMetadata:
    """Read the metadata that the front matter of a text declares; empty if it has none."""
    match = FRONT_MATTER.match(text)
    if not match:
        return DeclaredMetadata()
    entries = dict(_parse_entries(match["lines"].split("\n")))

    def find_values(keys: Iterable[str]) -> Iterator[str]:
        return (value for key in keys for value in entries.get(key, ()) if value)

    return DeclaredMetadata(
        titles=tuple(title for value in find_values(_TITLES) if (title := clean_title(value))),
        date=next((date for value in find_values(_DATES) if (date := parse_declared_date(value))), None),
        publishers=tuple(find_values(_PUBLISHERS)),
        authors=tuple(find_values(_AUTHORS)),
        addresses=tuple(
            dict.fromkeys(v for v in (*find_values(_ADDRESSES), *find_values(entries)) if v.startswith("http"))
        ),
    )


def _parse_entries(raw_lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Return lowercase keys with their values or lists of values; indented lines continue the value."""
    key, values = "", list[str]()
    for line in raw_lines:
        entry = _ENTRY.match(line)
        if entry:
            yield key, values
            key, values = entry["key"].lower(), _parse_values(entry["value"] or "")
        elif line.lstrip().startswith("- "):
            values.append(_unquote(line.lstrip()[2:]))
        elif line.startswith((" ", "\t")) and values:
            values[-1] = f"{values[-1]} {_unquote(line)}".strip()
    yield key, values


def _parse_values(written: str) -> list[str]:
    if re.fullmatch(r"[>|][+-]?\s*", written):
        return [""]
    listed = re.fullmatch(r"\[(.*)\]\s*", written)
    return [_unquote(part) for part in listed[1].split(",") if part.strip()] if listed else [_unquote(written)]


def _unquote(written: str) -> str:
    text = _COMMENT.sub("", written).strip()
    if text[:1] in {'"', "'"}:
        quote = text[0]
        text = text[1:-1] if len(text) > 1 and text.endswith(quote) else text[1:]
    else:
        text = text.rstrip("\"'")
    text = html.unescape(text.replace("''", "'").replace("\\_", " "))
    return " ".join(
        re.sub(r"\\+(?!\")", " ", text).replace('\\"', '"').replace("\\_", " ").replace("\u00a0", " ").split()
    )
