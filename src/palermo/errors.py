"""Every error that Palermo raises, drawn as one tree.

PalermoError
├── DocumentFailed          one document could not be read: it is quarantined, the build goes on
│   ├── UnknownFormat       no reader for these bytes
│   ├── Unreadable          the bytes are damaged, or are not what their name says
│   ├── NoText              opened, but no page holds text
│   ├── TableInvalid        a table of who does what, or a survey form, is wrong in named cells
│   ├── TooLarge            over a limit of time, memory, pages or expansion
│   ├── ReaderDied          the sandboxed reader was killed while it read this document
│   └── NotFetched          the address could not be fetched, and no copy from before is there
└── RunStopped              the command cannot go on: the user is told; the exit code is 1, or 2 for wrong usage
    ├── SourceMissing       a folder or file that was named does not exist or cannot be listed
    ├── NoLibrary           the folder holds no library or no edition yet
    ├── NotFound            no document, passage or statement of that id
    ├── QuestionInvalid     a map was asked for by a dimension or a value that there is not
    ├── LibraryBusy         another build holds the library
    ├── DefinitionInvalid   the library's sources.yaml is wrong at a named line
    ├── CatalogueInvalid    a catalogue beside the documents is wrong at a named line
    ├── LabelsInvalid       a file of labelled recommendations is wrong at a named line
    ├── ModelInvalid        the files of the statement tagger are missing, damaged or of another version
    ├── RegistryInvalid     a row of the registry is wrong at a named line
    └── SettingInvalid      an environment variable or option has a value that we cannot use

An error names the thing, the reason and the mend. `str(error)` joins them to one line for people.
"""


class PalermoError(Exception):
    """Root of the tree: what it is about, why it failed, and how to mend it."""

    code = 1
    """Exit code of a command that it ends: 1 could not, 2 wrong usage."""

    def __init__(self, subject: str, reason: str, hint: str = "") -> None:
        super().__init__(subject, reason, hint)
        self.thing = subject
        self.reason = reason
        self.mend = hint

    def __str__(self) -> str:
        return f"{self.thing}: {self.reason}." + (f" {self.mend}." if self.mend else "")


class DocumentFailed(PalermoError):
    """One document could not be read: it is quarantined with its reason, and the build goes on."""


class UnknownFormat(DocumentFailed):
    """No reader knows these bytes."""


class Unreadable(DocumentFailed):
    """The bytes are damaged, or are not what the file's name says."""


class NoText(DocumentFailed):
    """The document opened, but no page of it holds text."""


class TableInvalid(DocumentFailed):
    """A table of who does what, or a form of the survey, is wrong in named cells; nothing of it was imported."""


class TooLarge(DocumentFailed):
    """The document went over a limit of time, memory, pages or expansion."""


class ReaderDied(DocumentFailed):
    """The sandboxed reader was killed while it read this document."""


class NotFetched(DocumentFailed):
    """An address could not be fetched; where a copy from before is there, that is used and this is a warning."""


class RunStopped(PalermoError):
    """The command cannot go on: the user is told why, and the exit code is 1."""


class SourceMissing(RunStopped):
    """A folder or file that was named does not exist or cannot be listed."""


class NoLibrary(RunStopped):
    """The folder holds no library, or the library holds no edition yet."""


class NotFound(RunStopped):
    """No document, passage or statement has that id."""


class QuestionInvalid(RunStopped):
    """A map was asked for by a dimension, a condition or a value that there is not; the exit code is 2."""

    code = 2


class LibraryBusy(RunStopped):
    """Another build holds the library."""


class DefinitionInvalid(RunStopped):
    """The definition of a library's sources is wrong at a named line."""


class CatalogueInvalid(RunStopped):
    """A catalogue beside the documents is wrong at a named line."""


class LabelsInvalid(RunStopped):
    """A file of labelled recommendations is wrong at a named line."""


class ModelInvalid(RunStopped):
    """The files of the statement tagger are missing, damaged or of another version; a build goes on without it."""


class RegistryInvalid(RunStopped):
    """A row of the registry is wrong at a named line."""


class SettingInvalid(RunStopped):
    """An environment variable or an option has a value that cannot be used."""
