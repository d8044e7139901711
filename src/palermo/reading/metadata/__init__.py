"""Metadata extraction: title, date and publisher of a document of any format.

The metadata that the file declares (`declared_metadata`), its blocks and, for a PDF, its cover with font sizes
(`covers`) go in; the Masthead comes out. Start reading at `document_masthead`; `titles`, `document_date` and
`publisher` each choose one of its fields.
"""
