"""Joint texts as files: Word out and in, PDF, Akoma Ntoso XML, and a calendar of deadlines.

A text, and a language of it, become a `TextLayout`, from which each format has one writer. `edited_docx` reads a Word
file back as proposals and comments.
"""
