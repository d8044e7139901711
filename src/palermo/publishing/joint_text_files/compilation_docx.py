"""The compilation as a Word file: each paragraph, and below it every entity's proposals and comments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from palermo.publishing.joint_text_files.docx_writer import DocxBuilder
from palermo.publishing.joint_text_files.text_layout import TextLayout


@dataclass(frozen=True, slots=True, kw_only=True)
class CompilationEntry:
    """A proposal or comment of one entity, in printed form."""

    entity: str
    kind: str
    text: str
    answer: str


def write_compilation_docx(
    layout: TextLayout, entries: Mapping[str, Sequence[CompilationEntry]], headings: Sequence[str]
) -> bytes:
    """Return the compilation; `headings` are the titles of four columns: entity, kind, text, answer."""
    builder = DocxBuilder(layout)
    builder.add_title()
    for block in layout.blocks:
        builder.add_block(block)
        listed = entries.get(block.id, ())
        if listed:
            table = builder.document.add_table(rows=1, cols=len(headings), style="Table Grid")
            for cell, heading in zip(table.rows[0].cells, headings, strict=True):
                cell.text = heading
            for compilation_entry in listed:
                cells = table.add_row().cells
                for cell, words in zip(
                    cells,
                    (
                        compilation_entry.entity,
                        compilation_entry.kind,
                        compilation_entry.text,
                        compilation_entry.answer,
                    ),
                    strict=True,
                ):
                    cell.text = words
    return builder.write()
