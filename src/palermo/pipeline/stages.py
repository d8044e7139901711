"""Which reader, extraction, linking and registry a build uses, with the versions under which their work is kept."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

from palermo.edition import CompiledDocument, Manifest
from palermo.sandbox.sandbox import SandboxLimits
from palermo.statements import Document, Extraction, Masthead, Passage, Statement, hash_json

type BuildIndexFunction = Callable[[Path, Manifest, Path | None, int, Callable[[int], None]], object]
"""Makes the search index in an edition's folder: manifest, folder of the edition before, processes, whom to tell."""
type ExtractFunction = Callable[[Iterable[Passage], Masthead], Extraction]
"""Finds statements, private spans and stories in a document's passages."""
type LinkFunction = Callable[[Sequence[Statement], Document, Sequence[Passage]], tuple[Statement, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSpec:
    """How a document becomes passages and statements: all that a worker process needs to know."""

    reader: str
    """The reader, as `module:function`, for the sandbox."""
    reader_version: str
    """The reader's version."""
    extractor: str
    """The extraction, as `module:function`, for the sandbox."""
    extractor_version: str
    """The extraction's version."""
    limits: SandboxLimits = field(default_factory=SandboxLimits)

    @property
    def extract_function(self) -> ExtractFunction:
        """The extraction itself, for passages that need no sandbox."""
        module, _, function = self.extractor.partition(":")
        found: ExtractFunction = getattr(import_module(module), function)
        return found


def compute_reading_key(document: str, source: str, version: str) -> str:
    """Key of a reading: its bytes, its file's name (from which a title may come), and the reader's version."""
    return hash_json("reading", document, get_file_name(source), version)


def get_file_name(source: str) -> str:
    """Name of a document's file, from which its reader may take a title, and tell CSV and Markdown from text.

    >>> get_file_name("2026/report.pdf"), get_file_name("https://example.org/a/report.pdf?page=1"), get_file_name("https://a.org/b/")
    ('report.pdf', 'report.pdf', 'b')
    """
    if not re.match(r"https?://", source):
        return source.rpartition("/")[2]
    bare = re.sub(r"[?#].*", "", source).rstrip("/")
    return unquote(bare.rpartition("/")[2]).replace("/", "-")


def compute_extraction_key(reading: str, version: str) -> str:
    """Key of an extraction: the reading, and the extraction's version."""
    return hash_json("extraction", reading, version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """A recipe, and how names as printed become registry ids."""

    spec: StageSpec
    link_statements: LinkFunction
    """Knows its registry; links the statements of one document, with what its passages say."""
    linking_version: str
    registry_version: str
    link_publisher: Callable[[Document], Document] | None = None
    """Gives a document the registry id of its printed publisher, where the registry knows the name surely."""
    build_index: BuildIndexFunction | None = None
    """Makes an edition's search index before the edition is served; None makes none."""
    warm_up: Callable[[], object] | None = None
    """Loads what the index will need, while readers of another process read."""
    start_encoders: Callable[[], object] | None = None
    """Starts processes that encode, ahead of the index of MANY new passages, while the edition is compiled."""
    prefetch_embeddings: Callable[[CompiledDocument], object] | None = None
    """Begins to encode what the index will want vectors of, of a document that this process compiled then."""

    @property
    def versions(self) -> dict[str, str]:
        """Versions of all stages, for an edition's manifest."""
        return {
            "reading": self.spec.reader_version,
            "extraction": self.spec.extractor_version,
            "linking": self.linking_version,
            "registry": self.registry_version,
        }
