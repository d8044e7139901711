"""Extraction of statements, with names as printed, from passages.

Start reading at `document_extraction.py`; the description of the pipeline is docs/extraction.md.
"""

from palermo.extraction.document_extraction import (
    compute_version,
    extract,
    extract_by_rules,
    load_tagger,
)
from palermo.extraction.masking import mask_document, mask_passages
from palermo.extraction.privacy import has_private_content

__all__ = [
    "compute_version",
    "extract",
    "extract_by_rules",
    "has_private_content",
    "load_tagger",
    "mask_document",
    "mask_passages",
]
