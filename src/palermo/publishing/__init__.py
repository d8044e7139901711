"""Publishing: an edition, its statements, a map or an evaluation as a file; one module for each format.

Views, records and results of analyses go in; text or bytes come out. Start reading in `exports.py`, which lists all
exports of an edition, and in `sheets` (maps as tables).
"""
