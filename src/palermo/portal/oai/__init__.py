"""OAI-PMH 2.0: documents of the served edition as oai_dc records, for repositories and library catalogues."""
