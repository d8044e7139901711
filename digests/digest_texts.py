"""Parser of sample texts: front matter and a small subset of Markdown, read into a frozen DigestText."""

import re
from dataclasses import dataclass
from pathlib import Path

from digests.front_matter import DigestFormat, read_front_matter
from palermo.errors import CatalogueInvalid, SourceMissing
from palermo.statements import Nature, PassageKind

_NUMBER_PATTERN = re.compile(
    r"""(?:
      (?P<plain>\d{1,3})\.                                   # 1.
    | (?P<bracketed>\((?:[a-z]{1,4}|\d{1,2}|[ء-ي])\)|[a-z]\))   # (a) (iv) (1) (أ), and a) as French texts print it
    | (?P<bullet>-)
    )[ \t]+(?=\S)""",
    re.VERBOSE,
)
_FENCE = "---"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestBlock:
    """A heading, paragraph or list item of a text."""

    passage_kind: PassageKind
    text: str
    number: str | None = None
    """Printed number without its trailing dot, such as `1` or `(a)`; None for a bullet or if none is printed."""
    level: int | None = None
    """1-based depth of a heading; None for everything else."""

    @property
    def number_label(self) -> str:
        """The number as printed before the text: `1.`, `(a)`, a bullet, or empty."""
        if self.passage_kind is not PassageKind.ITEM:
            return ""
        if self.number is None:
            return "•"
        return self.number if self.number.endswith(")") else f"{self.number}."


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestText:
    """A sample text with its catalogue metadata."""

    name: str
    """Stem of its file."""
    title: str
    work_title: str
    """Title of the reported work."""
    work_symbol: str | None
    """UN symbol of the reported work."""
    works: tuple[str, ...]
    """Registry ids of the reported publications and instruments."""
    publishers: tuple[str, ...]
    """Registry ids of the publishers of the reported work."""
    date: str | None
    """ISO date of the reported work, possibly only YYYY or YYYY-MM; None if it has none."""
    symbol: str | None
    """Its own UN symbol: None for a digest."""
    language: str
    nature: Nature
    address: str
    """Address of the reported work."""
    sources: tuple[str, ...]
    """Addresses of the sources of its facts."""
    format: DigestFormat
    blocks: tuple[DigestBlock, ...]


def read_text(path: Path) -> DigestText:
    """Read a text from its file; raises SourceMissing, or CatalogueInvalid naming file and line."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceMissing(path.name, f"it cannot be read ({error.strerror})", "Check its rights") from error
    try:
        return parse_text(content.decode("utf-8-sig"), path.name)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CatalogueInvalid(f"{path.name}, line {line}", "it is not UTF-8", "Save it as UTF-8") from error


def parse_text(source: str, file: str) -> DigestText:
    """Parse a text; `file` is its name, for errors; raises CatalogueInvalid naming file and line."""
    lines = source.splitlines()
    end = _find_front_matter_end(lines, file)
    front = read_front_matter("\n".join(lines[1:end]), file)
    blocks = tuple(_parse_blocks(lines[end + 1 :], end + 2, file))
    if not blocks:
        raise CatalogueInvalid(f"{file}, line {end + 1}", "no text follows the front matter", "Write the text below it")
    return DigestText(name=Path(file).stem, blocks=blocks, **dict(front))


def _find_front_matter_end(source_lines: list[str], file: str) -> int:
    """Return the index of the line that closes the front matter."""
    if not source_lines or source_lines[0].rstrip() != _FENCE:
        raise CatalogueInvalid(f"{file}, line 1", "it has no front matter", f"Begin with a line {_FENCE}")
    for index, line in enumerate(source_lines[1:], start=1):
        if line.rstrip() == _FENCE:
            return index
    raise CatalogueInvalid(f"{file}, line 1", "its front matter has no end", f"Close it with a line {_FENCE}")


def _parse_blocks(source_lines: list[str], first_line_number: int, file: str) -> list[DigestBlock]:
    """Parse the lines below the front matter into blocks; `first_line_number` is 1-based."""
    blocks: list[DigestBlock] = []
    open_lines: list[str] = []

    def close_block() -> None:
        if open_lines:
            blocks.append(_parse_paragraph(" ".join(open_lines)))
            open_lines.clear()

    for offset, raw in enumerate(source_lines):
        line = raw.strip()
        if not line:
            close_block()
        elif line.startswith("#"):
            close_block()
            blocks.append(_parse_heading(line, f"{file}, line {first_line_number + offset}"))
        else:
            if _NUMBER_PATTERN.match(line):
                close_block()
            elif re.match(r"[*_>`|]|<\w", line):
                reason = f"{line[0]!r} begins no kind of block that we know"
                raise CatalogueInvalid(
                    f"{file}, line {first_line_number + offset}", reason, "Use #, ##, 1., (a), - or plain text"
                )
            open_lines.append(line)
    close_block()
    return blocks


def _parse_heading(heading_line: str, location: str) -> DigestBlock:
    marks = len(heading_line) - len(heading_line.lstrip("#"))
    words = heading_line[marks:].strip()
    if marks > 3 or not words or not heading_line[marks].isspace():
        raise CatalogueInvalid(location, "it is not a valid heading", "Write up to three #, a space and the text")
    return DigestBlock(passage_kind=PassageKind.HEADING, text=words, level=marks)


def _parse_paragraph(text: str) -> DigestBlock:
    match = _NUMBER_PATTERN.match(text)
    if not match:
        return DigestBlock(passage_kind=PassageKind.PARAGRAPH, text=text)
    number = match.group("plain") or match.group("bracketed")
    return DigestBlock(passage_kind=PassageKind.ITEM, text=text[match.end() :], number=number)
