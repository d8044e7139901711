"""Joint texts as files: Word export and import, PDF, Akoma Ntoso XML, and a calendar of deadlines.

A text in one language becomes a `TextLayout`, from which each format has one writer. `edited_docx` reads a Word file
back as proposals and comments.
"""
