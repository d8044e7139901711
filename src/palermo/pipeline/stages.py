"""The stages (reader, extraction, linking, registry) with their versions for cache keys."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from palermo.edition import Manifest
from palermo.extraction.messages import build_extract_step
from palermo.reading import ParsedDocument
from palermo.reading.messages import build_read_step, build_reuse_step
from palermo.sandbox.sandbox import Sandbox, SandboxLimits
from palermo.sandbox.worker import load_function
from palermo.statements import SCHEMA_VERSION, Document, Extraction, Masthead, Passage, Statement, hash_json

type BuildIndexFunction = Callable[[Path, Manifest, Path | None, int, Callable[[int], None]], object]
"""Builds the search index in an edition's folder: manifest, previous folder, processes, progress callback."""
type ExtractFunction = Callable[[Iterable[Passage], Masthead], Extraction]
"""Extracts statements, private spans and stories from a document's passages."""
type LinkFunction = Callable[[Sequence[Statement], Document, Sequence[Passage]], tuple[Statement, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSpec:
    """How a document becomes passages and statements; picklable for worker processes."""

    reader: str
    """The reader, as `module:function`, run in the sandbox."""
    reader_version: str
    extractor: str
    """The extraction, as `module:function`, run in the sandbox."""
    extractor_version: str
    limits: SandboxLimits = field(default_factory=SandboxLimits)

    def create_sandbox(self) -> Sandbox:
        """Return a sandbox whose process imports both stages when it starts."""
        stages = (target.partition(":")[0] for target in (self.reader, self.extractor))
        return Sandbox(
            ("palermo.reading.sandbox_handlers", "palermo.extraction.sandbox_handlers", *stages), self.limits
        )

    def read(self, sandbox: Sandbox, path: Path, name: str) -> ParsedDocument:
        """Read a file in the sandbox; raises DocumentFailed."""
        return sandbox.run(name, build_read_step(path, name, self.reader, self.limits))

    def read_and_extract(
        self, sandbox: Sandbox, path: Path, name: str, parsed_document: ParsedDocument | None = None
    ) -> tuple[ParsedDocument, Extraction]:
        """Read a file and extract its statements in one request to the sandbox; raises DocumentFailed.

        A document that was read before is extracted from without reading the file again.
        """
        if parsed_document is None:
            read = build_read_step(path, name, self.reader, self.limits)
        else:
            read = build_reuse_step(parsed_document, self.limits)
        extract = build_extract_step(name, self.extractor, self.limits.compute_time_limit(path))
        answer, extraction = sandbox.run_steps(name, [read, extract])
        return answer, extraction

    @property
    def extract_function(self) -> ExtractFunction:
        """Return the extraction function, for passages that need no sandbox."""
        extract: ExtractFunction = load_function(self.extractor)
        return extract


def compute_reading_key(document: str, source: str, version: str) -> str:
    """Return the key of a reading: bytes, name of the file (for the title), and version of the reader."""
    return hash_json("reading", document, get_file_name(source), version)


def get_file_name(source: str) -> str:
    """Return the name of a document's file, for its title and its text format.

    >>> get_file_name("2026/report.pdf"), get_file_name("https://example.org/a/report.pdf?page=1"), get_file_name("https://a.org/b/")
    ('report.pdf', 'report.pdf', 'b')
    """
    if not re.match(r"https?://", source):
        return source.rpartition("/")[2]
    bare = re.sub(r"[?#].*", "", source).rstrip("/")
    return unquote(bare.rpartition("/")[2]).replace("/", "-")


def compute_extraction_key(reading: str, version: str) -> str:
    """Return the key of an extraction: the reading, and the version of the extraction."""
    return hash_json("extraction", SCHEMA_VERSION, reading, version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """All stages of a build."""

    spec: StageSpec
    link_statements: LinkFunction
    """Links the statements of one document, with its passages, to the registry."""
    linking_version: str
    registry_version: str
    link_publisher: Callable[[Document, Sequence[Passage]], Document] | None = None
    """Links a document's printed publisher, if the registry identifies it with certainty."""
    build_index: BuildIndexFunction | None = None
    """Builds an edition's search index before the edition is served, if given."""

    @property
    def versions(self) -> dict[str, str]:
        """Return the versions of all stages, for an edition's manifest."""
        return {
            "reading": self.spec.reader_version,
            "extraction": self.spec.extractor_version,
            "linking": self.linking_version,
            "registry": self.registry_version,
        }
