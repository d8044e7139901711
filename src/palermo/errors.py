"""All errors that Palermo raises, as one tree.

PalermoError
├── DocumentFailed          one document could not be processed: it is quarantined, the build goes on
│   ├── UnknownFormat       the format of the bytes is not supported
│   ├── Unreadable          the bytes are damaged, or do not match the file's name
│   ├── NoText              the document can be opened, but contains no text
│   ├── TableInvalid        a table of who does what, or a survey form, has invalid cells
│   ├── TooLarge            a limit of time, memory, pages or expansion was exceeded
│   ├── ReaderDied          the sandboxed process was killed while it read this document
│   └── NotFetched          the address could not be fetched, and there is no earlier copy
└── RunStopped              the command cannot continue: exit code 1, or 2 for wrong usage
    ├── SourceMissing       a named folder or file does not exist or cannot be listed
    ├── NoLibrary           the folder contains no library, or the library has no edition yet
    ├── NotFound            no document, passage or statement has that id
    │   └── DocumentTakenDown   it was of a document that was taken down
    ├── DecisionConflict    another reviewer decided on the statement meanwhile
    ├── DecisionInvalid     a decision, or a line of a file of decisions, is not valid
    ├── QuestionInvalid     the query of a map names an unknown dimension or value
    │   └── NameUnknown     a name in it that the registry does not know
    ├── LibraryBusy         another build is using the library
    ├── DefinitionInvalid   the library's sources.yaml is invalid at a line
    ├── CatalogueInvalid    a catalogue beside the documents is invalid at a line
    ├── LabelsInvalid       a file of labelled recommendations is invalid at a line
    ├── ModelInvalid        the files of the statement tagger are missing, damaged or of another version
    ├── InvitationInvalid   the link of an invitation is altered, expired, used or withdrawn
    ├── BackupInvalid       a backup is damaged, of another format, or would replace something
    ├── ReportFailed        a report would have a hole: a template, a text or evidence is missing
    ├── RegistryInvalid     a row of the registry is invalid at a line
    └── SettingInvalid      an environment variable or option has an invalid value

An error names its subject, the reason, and a hint how to fix it. `str(error)` joins them to one line for people.
"""

from pathlib import Path


class PalermoError(Exception):
    """Root of the tree: the subject of the error, the reason, and a hint how to fix it."""

    code = 1
    """Exit code of a command that it ends: 1 for failure, 2 for wrong usage."""

    def __init__(self, subject: str, reason: str, hint: str = "") -> None:
        super().__init__(subject, reason, hint)
        self.subject = subject
        self.reason = reason
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}." + (f" {self.hint}." if self.hint else "")


class DocumentFailed(PalermoError):
    """One document could not be read: it is quarantined with its reason, and the build goes on."""


class UnknownFormat(DocumentFailed):
    """The format of the bytes is not supported."""


class Unreadable(DocumentFailed):
    """The bytes are damaged, or do not match the file's name."""


class NoText(DocumentFailed):
    """The document can be opened, but contains no text."""


class TableInvalid(DocumentFailed):
    """A table of who does what, or a survey form, has invalid cells; nothing of it was imported."""


class TooLarge(DocumentFailed):
    """The document exceeded a limit of time, memory, pages or expansion."""


class ReaderDied(DocumentFailed):
    """The sandboxed process was killed while it read this document."""


class NotFetched(DocumentFailed):
    """An address could not be fetched; a warning if there is an earlier copy."""


class RunStopped(PalermoError):
    """The command cannot continue: the reason is printed, and the exit code is 1 or 2."""


class SourceMissing(RunStopped):
    """A named folder or file does not exist or cannot be listed."""


class NoLibrary(RunStopped):
    """The folder contains no library, or the library has no edition yet."""


class NotFound(RunStopped):
    """No document, passage or statement has that id."""


class DocumentTakenDown(NotFound):
    """The document of that id, or the one that has the passage or statement of that id, was taken down."""

    date = ""
    """ISO date, UTC."""

    @classmethod
    def from_date(cls, subject: str, date: str) -> "DocumentTakenDown":
        """Return the error that says when it was taken down."""
        taken = "it" if subject.startswith("document ") else "the document that has it"
        error = cls(subject, f"{taken} was taken down on {date}")
        error.date = date
        return error


class DecisionConflict(RunStopped):
    """Another reviewer decided on the statement after it was shown: both decisions are to be looked at."""


class DecisionInvalid(RunStopped):
    """A decision, or a line of a file of decisions, is not valid; nothing of it was stored."""


class QuestionInvalid(RunStopped):
    """The query of a map names an unknown dimension, condition or value; the exit code is 2."""

    code = 2


class NameUnknown(QuestionInvalid):
    """A name in the query of a map that the registry does not know; the exit code is 2."""


class LibraryBusy(RunStopped):
    """Another build is using the library."""


class DefinitionInvalid(RunStopped):
    """The definition of a library's sources is invalid at a line."""


class CatalogueInvalid(RunStopped):
    """A catalogue beside the documents is invalid at a line."""


class LabelsInvalid(RunStopped):
    """A file of labelled recommendations is invalid at a line."""


class ModelInvalid(RunStopped):
    """The files of the statement tagger are missing, damaged or of another version.

    Builds go on without it.
    """


class InvitationInvalid(RunStopped):
    """The link of an invitation cannot be used: it is altered, expired, used or withdrawn."""


class BackupInvalid(RunStopped):
    """A backup is damaged, of another format, or would replace something."""


class ReportFailed(RunStopped):
    """A report would have a hole.

    A field of a template, a text that people write, or all evidence is missing.
    """


class RegistryInvalid(RunStopped):
    """A row of the registry is invalid at a line."""


class SettingInvalid(RunStopped):
    """An environment variable or option has an invalid value."""


def describe_cause(error: Exception) -> str:
    """Return why a file could not be read or written, without the codec's or the system's numbers.

    >>> describe_cause(PermissionError(13, "Permission denied", "a.yaml"))
    'permission denied'
    """
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start + 1:,} is not UTF-8"
    text = (error.strerror if isinstance(error, OSError) else None) or " ".join(str(error).split())
    return f"{text[:1].lower()}{text[1:]}".rstrip(".")


def build_write_error(error: OSError, location: Path) -> RunStopped:
    """Return the error for a full disk, or a folder without write permission."""
    reason = f"it cannot be written ({error.strerror or error})"
    return RunStopped(
        str(error.filename or location), reason, "Free disk space or check its permissions, then try again"
    )
