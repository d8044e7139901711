"""Texts that we wrote: front matter and a small subset of Markdown, read into a frozen Text."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from palermo.errors import CatalogueInvalid, SourceMissing
from palermo.publishing.front_matter import Front, read_front
from palermo.statements import Nature, PassageKind

_NUMBER = re.compile(
    r"""(?:
      (?P<plain>\d{1,3})\.                                   # 1.
    | (?P<bracketed>\((?:[a-z]{1,4}|\d{1,2}|[ء-ي])\)|[a-z]\))   # (a) (iv) (1) (أ), and a) as French texts print it
    | (?P<bullet>-)
    )[ \t]+(?=\S)""",
    re.VERBOSE,
)
_FENCE = "---"


class Format(StrEnum):
    """The file that a text is rendered to."""

    PDF = "pdf"
    PDF_TWO_COLUMNS = "pdf-two-columns"
    PDF_TAGGED = "pdf-tagged"
    DOCX = "docx"
    HTML = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, paragraph or list item of a text."""

    kind: PassageKind
    text: str
    number: str | None = None
    """Printed number without its trailing dot, such as `1` or `(a)`; None for a bullet and where none is printed."""
    level: int | None = None
    """1-based depth of a heading; None for everything else."""

    @property
    def printed(self) -> str:
        """The number as it stands before the words: `1.`, `(a)`, a bullet, or nothing."""
        if self.kind is not PassageKind.ITEM:
            return ""
        if self.number is None:
            return "•"
        return self.number if self.number.endswith(")") else f"{self.number}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of ours, with what a catalogue says of it."""

    name: str
    """Stem of its file."""
    title: str
    of: str
    """Title of the work that it tells of."""
    of_symbol: str | None
    """UN symbol of the work that it tells of."""
    works: tuple[str, ...]
    """Registry ids of the publications and instruments that it tells of."""
    publishers: tuple[str, ...]
    """Registry ids of who published the work that it tells of."""
    date: str | None
    """ISO date of the work that it tells of, possibly only YYYY or YYYY-MM; None where it has none."""
    symbol: str | None
    """Its own UN symbol: None for a digest."""
    language: str
    nature: Nature
    address: str
    """Where the work that it tells of can be had."""
    sources: tuple[str, ...]
    """Addresses that its facts rest on."""
    format: Format
    blocks: tuple[Block, ...]


def read_text(path: Path) -> Text:
    """Read a text from its file; raises SourceMissing, or CatalogueInvalid naming file and line."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceMissing(path.name, f"it cannot be read ({error.strerror})", "Check its rights") from error
    try:
        return parse(content.decode("utf-8-sig"), path.name)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CatalogueInvalid(f"{path.name}, line {line}", "it is not UTF-8", "Save it as UTF-8") from error


def parse(source: str, file: str) -> Text:
    """Parse a text; `file` is its name, for errors; raises CatalogueInvalid naming file and line."""
    lines = source.splitlines()
    end = _end_of_front(lines, file)
    front = read_front("\n".join(lines[1:end]), file)
    blocks = tuple(_blocks(lines[end + 1 :], end + 2, file))
    if not blocks:
        raise CatalogueInvalid(f"{file}, line {end + 1}", "no words follow the front matter", "Write the text below it")
    return _text(front, file, blocks)


def _text(front: Front, file: str, blocks: tuple[Block, ...]) -> Text:
    return Text(
        name=Path(file).stem,
        title=front.words("title"),
        of=front.words("of"),
        of_symbol=front.words_or_none("of_symbol"),
        works=front.list_of("works"),
        publishers=front.list_of("publisher"),
        date=front.date("date"),
        symbol=front.words_or_none("symbol"),
        language=front.language("language"),
        nature=Nature(front.one_of("nature", tuple(Nature))),
        address=front.address("address"),
        sources=front.addresses("sources"),
        format=Format(front.one_of("format", tuple(Format))),
        blocks=blocks,
    )


def _end_of_front(lines: list[str], file: str) -> int:
    """Index of the line that closes the front matter."""
    if not lines or lines[0].rstrip() != _FENCE:
        raise CatalogueInvalid(f"{file}, line 1", "it has no front matter", f"Begin with a line {_FENCE}")
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            return index
    raise CatalogueInvalid(f"{file}, line 1", "its front matter has no end", f"Close it with a line {_FENCE}")


def _blocks(lines: list[str], first: int, file: str) -> list[Block]:
    """Turn the lines below the front matter into blocks; `first` is the 1-based line of the first of them."""
    blocks: list[Block] = []
    open_lines: list[str] = []

    def close() -> None:
        if open_lines:
            blocks.append(_paragraph(" ".join(open_lines)))
            open_lines.clear()

    for offset, raw in enumerate(lines):
        line = raw.strip()
        if not line:
            close()
        elif line.startswith("#"):
            close()
            blocks.append(_heading(line, f"{file}, line {first + offset}"))
        else:
            if _NUMBER.match(line):
                close()
            elif re.match(r"[*_>`|]|<\w", line):
                reason = f"{line[0]!r} begins no kind of block that we know"
                raise CatalogueInvalid(f"{file}, line {first + offset}", reason, "Use #, ##, 1., (a), - or plain words")
            open_lines.append(line)
    close()
    return blocks


def _heading(line: str, place: str) -> Block:
    marks = len(line) - len(line.lstrip("#"))
    words = line[marks:].strip()
    if marks > 3 or not words or not line[marks].isspace():
        raise CatalogueInvalid(place, "it is no heading that we know", "Write up to three #, a blank and the words")
    return Block(kind=PassageKind.HEADING, text=words, level=marks)


def _paragraph(text: str) -> Block:
    found = _NUMBER.match(text)
    if not found:
        return Block(kind=PassageKind.PARAGRAPH, text=text)
    number = found.group("plain") or found.group("bracketed")
    return Block(kind=PassageKind.ITEM, text=text[found.end() :], number=number)
