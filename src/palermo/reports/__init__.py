"""Reports: dossiers, briefs, the annual report and submissions.

Every sentence has a source or a computed figure.

The facts of an edition (`context`) go in, a `Report` of frozen blocks (`model`) comes out of a builder (`builders`),
and a writer (`writers`) turns it into HTML, DOCX, PDF or Markdown. Start reading in `builders/dossier.py`.
"""
