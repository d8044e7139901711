"""Pipeline: builds an edition from the sources in worker processes, with a run log and a quarantine.

It is the only package that connects the stages. Sources and a library go in, a new edition with its search index and
derived artefacts comes out. Start reading in `build`.
"""
