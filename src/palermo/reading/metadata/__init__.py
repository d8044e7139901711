"""Metadata extraction: title, date and publisher of a document of any format.

In go the metadata that the file declares (`declared_metadata`), its blocks and, for a PDF, its cover with font sizes
(`covers`); out comes the Masthead. Start reading at `document_masthead`; `titles`, `document_date` and `publisher` each
choose one of its fields.
"""
