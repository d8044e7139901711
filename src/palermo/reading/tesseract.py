"""Tesseract as a program: its installed languages, and the words that it recognises in an image."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from palermo.languages import LANGUAGE_TABLE

_OTHER_MODELS = {"zh": "chi_sim"}
LANGUAGE_MODELS = {
    language.code: model
    for model, language in sorted((_OTHER_MODELS.get(item.code, item.iso_639_3), item) for item in LANGUAGE_TABLE)
}
"""Tesseract's name of each language of the table, in the order of the names."""
DPI = 200
PAGE_TIMEOUT_S = 40.0
"""Time for one page; a dense page with all six languages takes about five seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedWord:
    """A word that was recognised; lengths in pixels from the picture's upper left corner."""

    text: str
    confidence: float
    """0 to 100."""
    paragraph: tuple[int, int]
    """Number of its block on the page, and of its paragraph in the block."""
    line_number: int
    left: int
    top: int
    right: int
    bottom: int


@cache
def find_tesseract() -> str:
    """Return version and languages of the Tesseract on PATH; empty if there is none."""
    version, models = _run_tesseract("--version"), _run_tesseract("--list-langs").split()
    known = [model for model in LANGUAGE_MODELS.values() if model in models]
    return f"{' '.join(version.split()[:2])} {'+'.join(known)}" if version and known else ""


def select_models(language: str | None = None) -> str:
    """Return the models for a language, with English for symbols and names; all six if it is unknown."""
    known = find_tesseract().rpartition(" ")[2].split("+")
    models = {LANGUAGE_MODELS.get(language, ""), "eng"} if language else set(known)
    return "+".join(model for model in known if model in models) or "+".join(known)


def recognise_words(image: bytes, models: str) -> list[RecognisedWord]:
    """Return the words of an image (PGM) in reading order; empty if Tesseract fails or times out."""
    program = shutil.which("tesseract")
    if program is None:
        return []
    command = [program, "stdin", "stdout", "--dpi", str(DPI), "--psm", "3", "-l", models, "tsv"]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command,
            input=image,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=PAGE_TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    rows = (line.split("\t") for line in done.stdout.decode("utf-8", "replace").splitlines()[1:])
    return [word for row in rows if (word := _parse_word_row(row))]


def _parse_word_row(row: Sequence[str]) -> RecognisedWord | None:
    """Return a word of a row: level, page, block, paragraph, line, word, box, confidence, text."""
    if len(row) != 12 or row[0] != "5" or not row[11].strip():
        return None
    left, top, width, height = map(int, row[6:10])
    return RecognisedWord(
        text=row[11].strip(),
        confidence=float(row[10]),
        paragraph=(int(row[2]), int(row[3])),
        line_number=int(row[4]),
        left=left,
        top=top,
        right=left + width,
        bottom=top + height,
    )


def _run_tesseract(option: str) -> str:
    program = shutil.which("tesseract")
    if program is None:
        return ""
    try:
        done = subprocess.run([program, option], capture_output=True, timeout=PAGE_TIMEOUT_S)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
