"""Which reader, extraction, linking and registry a build uses, with the versions under which their work is kept."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

from palermo.edition import Compiled, Manifest
from palermo.reading.sandbox import Limits
from palermo.statements import Document, Extraction, Masthead, Passage, Statement, digest

type Index = Callable[[Path, Manifest, Path | None, int, Callable[[int], None]], object]
"""Makes the search index in an edition's folder: manifest, folder of the edition before, processes, whom to tell."""
type Extracting = Callable[[Iterable[Passage], Masthead], Extraction]
"""Finds statements, private spans and stories in a document's passages."""
type Link = Callable[[Sequence[Statement], Document, Sequence[Passage]], tuple[Statement, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a document becomes passages and statements: all that a worker process needs to know."""

    read: str
    """The reader, as `module:function`, for the sandbox."""
    reading: str
    """The reader's version."""
    extract: str
    """The extraction, as `module:function`, for the sandbox."""
    extraction: str
    """The extraction's version."""
    limits: Limits = field(default_factory=Limits)

    @property
    def extracting(self) -> Extracting:
        """The extraction itself, for passages that need no sandbox."""
        module, _, function = self.extract.partition(":")
        found: Extracting = getattr(import_module(module), function)
        return found


def reading_key(document: str, source: str, version: str) -> str:
    """Key of a reading: its bytes, its file's name (from which a title may come), and the reader's version."""
    return digest("reading", document, file_name(source), version)


def file_name(source: str) -> str:
    """Name of a document's file, from which its reader may take a title, and tell CSV and Markdown from text.

    >>> file_name("2026/report.pdf"), file_name("https://example.org/a/report.pdf?page=1"), file_name("https://a.org/b/")
    ('report.pdf', 'report.pdf', 'b')
    """
    if not re.match(r"https?://", source):
        return source.rpartition("/")[2]
    bare = re.sub(r"[?#].*", "", source).rstrip("/")
    return unquote(bare.rpartition("/")[2]).replace("/", "-")


def extraction_key(reading: str, version: str) -> str:
    """Key of an extraction: the reading, and the extraction's version."""
    return digest("extraction", reading, version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """A recipe, and how names as printed become registry ids."""

    recipe: Recipe
    link: Link
    """Knows its registry; links the statements of one document, with what its passages say."""
    linking: str
    registry: str
    link_publisher: Callable[[Document], Document] | None = None
    """Gives a document the registry id of its printed publisher, where the registry knows the name surely."""
    index: Index | None = None
    """Makes an edition's search index before the edition is served; None makes none."""
    ready: Callable[[], object] | None = None
    """Loads what the index will need, while readers of another process read."""
    many: Callable[[], object] | None = None
    """Starts processes that encode, ahead of the index of MANY new passages, while the edition is compiled."""
    ahead: Callable[[Compiled], object] | None = None
    """Begins to encode what the index will want vectors of, of a document that this process compiled then."""

    @property
    def versions(self) -> dict[str, str]:
        """Versions of all stages, for an edition's manifest."""
        return {
            "reading": self.recipe.reading,
            "extraction": self.recipe.extraction,
            "linking": self.linking,
            "registry": self.registry,
        }
