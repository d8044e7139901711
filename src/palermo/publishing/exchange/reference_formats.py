"""Formats of bibliographic references, for one document or statement and for all documents of an edition."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from palermo.publishing.exchange import bibtex, csl, ris
from palermo.publishing.references import BibliographicReference


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceFormat:
    """One format of references."""

    label: str
    """Name for people."""
    suffix: str
    """Ending of the file of one reference, without the dot."""
    media_type: str
    format_reference: Callable[[BibliographicReference], str]
    """Write one reference as a file."""
    format_all: Callable[[Iterable[BibliographicReference]], Iterator[str]]
    """Write many references as the parts of one file."""


def _format_csl_list(references: Iterable[BibliographicReference]) -> Iterator[str]:
    yield json.dumps([csl.build_item(reference) for reference in references], ensure_ascii=False, indent=1)


REFERENCE_FORMATS: Final[Mapping[str, ReferenceFormat]] = {
    "bib": ReferenceFormat(
        label="BibTeX",
        suffix="bib",
        media_type=bibtex.MEDIA_TYPE,
        format_reference=bibtex.format_bibtex,
        format_all=lambda references: map(bibtex.format_bibtex, references),
    ),
    "ris": ReferenceFormat(
        label="RIS",
        suffix="ris",
        media_type=ris.MEDIA_TYPE,
        format_reference=ris.format_ris,
        format_all=lambda references: map(ris.format_ris, references),
    ),
    "csl": ReferenceFormat(
        label="CSL-JSON",
        suffix="json",
        media_type=csl.MEDIA_TYPE,
        format_reference=csl.format_csl,
        format_all=_format_csl_list,
    ),
}
"""By the name of the format in `palermo export` and in the addresses of exports."""
