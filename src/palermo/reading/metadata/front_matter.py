"""Front matter of a Markdown or text file.

The untrusted `key: value` or `key = value` lines between `---` or `+++`, the lines `Title: ...`, `Date: ...` with
which a text begins, or the elements `<TITLE>...</TITLE>` around the text of a corpus.
"""

import html
import re
from collections.abc import Iterable, Iterator

from palermo.reading.metadata.declared_metadata import DeclaredMetadata, clean_title, parse_declared_date
from palermo.reading.metadata.organisation_names import has_organisation_word
from palermo.statements import Nature

FRONT_MATTER = re.compile(
    r"\A\ufeff?(?P<fence>---|\+\+\+)[ \t]*\n(?P<lines>.*?)\n(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL
)
"""Metadata for programs in front of the text; not part of the text."""
_HEADER = re.compile(
    r"\A\ufeff?(?=(?:.*\n){0,8}(?:title:[ \t]|法規名稱：))"
    r"(?P<lines>(?:(?:[a-z][\w -]{1,20}:[ \t]+|[\u3400-\u9fff]{2,8}：)\S.*\n){2,20})[ \t]*(?:\n|\Z)",
    re.IGNORECASE,
)
"""Metadata lines before the first empty line, of which one is the title."""
TAGGED_TEXT = re.compile(
    r"\A\ufeff?\s*<DOC>(?P<elements>(?:(?!<TEXT>).)*)<TEXT>(?P<text>(?:(?!</TEXT>).)*)</TEXT>\s*</DOC>\s*\Z", re.DOTALL
)
"""One text of a corpus, with the elements of its metadata before it, as collections of TREC have them."""
_ELEMENT_KEYS = {"head": "title", "src": "publisher", "time": "date", "date_time": "date"}
"""Names of such elements, with the key of front matter that means the same."""
_ELEMENT = re.compile(r"<(?P<key>[A-Z_]{2,12})>(?P<value>[^<>]*)</(?P=key)>")
_ENTRY = re.compile(r"(?P<key>[^\W\d_][\w:.-]*?)(?:：|(?:\s*:|\s+=)(?=\s|$))\s*(?P<value>.*)$")
_COMMENT = re.compile(r"\s+#\s.*$")
_HTML_HEADING = re.compile(r"<h1\b[^>]*>(.{3,400}?)</h1>", re.DOTALL | re.IGNORECASE)
"""The main heading of a text with markup of a web page."""
_TAG = re.compile(r"<[^<>]*>")
_TITLES = ("title", "og:title", "headline", "post_title", "name", "法規名稱")
_DATES = (
    *("date", "published", "published_time", "publication_date", "pub_date", "pubdate", "publish_date"),
    *("date_published", "publishdate", "datepublished", "publishedat", "published_at", "issued_date", "issued"),
    *("post_date", "date_str", "created", "createdat", "created_at"),
    *("最新異動日期", "修正日期", "gazette_ref"),
)
_PUBLISHERS = ("publisher", "organisation", "organization", "institution", "og:site_name", "site_name", "issuer")
_SOURCES = ("source",)
"""Keys of an address, or of the name of a publisher."""
_DEPARTMENTS = ("department",)
"""Keys of the authority that issued an act; an acronym, or the ministers who signed it, do not name it."""
_AUTHORS = ("author", "authors", "creator", "creators", "issued_by", "by")
_ADDRESSES = ("url", "source_url", "link", "canonical", "permalink", "og:url", "source", "canonical_url")
_NATURES = ("nature",)
_IMAGE = re.compile(r"\.(?:jpe?g|png|gif|svg|webp)\b", re.IGNORECASE)
_NO_NAME = re.compile(r"[/\\_<>{}]|^\S+\.\w{2,4}$")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")
"""A character that is written as its number, as in double quotes of YAML."""


def read_front_matter(text: str) -> DeclaredMetadata:
    """Read the metadata that the front matter of a text declares; empty if it has none."""
    match = FRONT_MATTER.match(text) or _HEADER.match(text)
    tagged = TAGGED_TEXT.match(text)
    if tagged:
        elements = ((match["key"].lower(), match["value"].strip()) for match in _ELEMENT.finditer(tagged["elements"]))
        entries = {_ELEMENT_KEYS.get(key, key): [value] for key, value in elements if value}
    else:
        entries = dict(_parse_entries(match["lines"].split("\n"))) if match else {}
    if not entries:
        headings = [clean_title(html.unescape(_TAG.sub(" ", heading[1]))) for heading in _HTML_HEADING.finditer(text)]
        return DeclaredMetadata(titles=tuple(filter(None, headings[:1])))

    def find_values(keys: Iterable[str]) -> Iterator[str]:
        return (value for key in keys for value in entries.get(key, ()) if value)

    return DeclaredMetadata(
        titles=tuple(title for value in find_values(_TITLES) if (title := clean_title(value))),
        date=next((date for value in find_values(_DATES) if (date := parse_declared_date(value))), None),
        publishers=(
            *find_values(_PUBLISHERS),
            *(value for value in find_values(_DEPARTMENTS) if has_organisation_word(value)),
            *filter(_is_source_name, find_values(_SOURCES)),
        ),
        authors=tuple(find_values(_AUTHORS)),
        is_digest=Nature.DIGEST.value in find_values(_NATURES),
        addresses=tuple(filter(_is_page_address, dict.fromkeys((*find_values(_ADDRESSES), *find_values(entries))))),
    )


def _is_page_address(value: str) -> bool:
    return value.startswith("http") and not _IMAGE.search(value)


def _is_source_name(value: str) -> bool:
    """Return whether the value of `source` is a printed name: no address, file or identifier of a site."""
    return not _NO_NAME.search(value) and value != value.lower()


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
    text = _ESCAPE.sub(lambda escape: chr(int(escape[1] or escape[2], 16)), text)
    text = html.unescape(text.replace("''", "'").replace("\\_", " "))
    return " ".join(
        re.sub(r"\\+(?!\")", " ", text).replace('\\"', '"').replace("\\_", " ").replace("\u00a0", " ").split()
    )
