"""OAI-PMH 2.0: documents of the served edition as oai_dc records.

For repositories and library catalogues.
"""
