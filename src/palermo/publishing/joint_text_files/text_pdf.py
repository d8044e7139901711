"""A joint text as a tagged PDF (PDF/UA-1), typeset by Typst."""

import json
from dataclasses import asdict
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

from palermo.errors import SettingInvalid
from palermo.publishing.joint_text_files.text_layout import NotePart, TextLayout

FONTS = {"ar": "Noto Naskh Arabic", "zh": "Noto Serif CJK SC"}
LATIN_FONT = "Noto Serif"


def write_pdf(layout: TextLayout) -> bytes:
    """Return a text as a tagged PDF; raises SettingInvalid if Typst is not installed."""
    if find_spec("typst") is None:
        raise SettingInvalid("PDF", "Typst is not installed", "Install palermo[pdf]")
    import typst

    source = files("palermo.publishing.joint_text_files").joinpath("text.typ").read_bytes()
    inputs = {"text": json.dumps(_build_values(layout), ensure_ascii=False)}
    try:
        return typst.compile(source, format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])
    except typst.TypstError as error:
        reason = f"Typst refused it ({str(error).splitlines()[0]})"
        raise SettingInvalid("PDF", reason, "Install fonts of its language, such as Noto") from None


def _build_values(layout: TextLayout) -> dict[str, Any]:
    """Return the values of the template.

    Text and footnotes are separate values, so that nothing needs escaping.
    """

    def split(text: str) -> list[dict[str, str]]:
        return [
            {"note": note.words} if isinstance(note, NotePart) else {"words": note} for note in layout.split_notes(text)
        ]

    return {
        "title": layout.title,
        "language": layout.language,
        "fonts": [FONTS.get(layout.language, LATIN_FONT), LATIN_FONT, "Libertinus Serif"],
        "blocks": [
            {
                "kind": block.kind.value,
                "number": block.number,
                "depth": block.depth,
                "pieces": split(block.text),
                "rows": [[split(cell) for cell in row] for row in block.rows] if block.kind == "table" else [],
            }
            for block in layout.blocks
        ],
        "roll": [asdict(roll_entry) for roll_entry in layout.roll],
        "roll_title": layout.roll_title,
        "hash": layout.issue_hash,
        "status": layout.status,
    }
