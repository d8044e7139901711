"""Metadata extraction: title, date and publisher of a document of any format.

In go what the file declares (`declared`), its pieces and, of a PDF, its cover with sizes of type (`covers`); out
comes the Masthead. Start reading at `document_masthead`; `titles`,
`document_date` and `publisher` each choose one of its fields.
"""
