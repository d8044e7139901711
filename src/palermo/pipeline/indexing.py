"""The search index of an edition that came without one: from elsewhere, or from a build of before there were any."""

from palermo.edition import Library
from palermo.edition.manifest import load as load_manifest
from palermo.pipeline.cache import unwritable
from palermo.pipeline.progress import Telling
from palermo.search import build_index, made
from palermo.vectors import shipped_encoder


def make_searchable(library: Library, *, meaning: bool, progress: Telling, workers: int = 1) -> None:
    """Make the current edition's search index where it is missing, or lacks the vectors that are wanted.

    Does nothing where there is no edition. Raises NoLibrary for a damaged one, and RunStopped where the disk refuses.
    """
    current = library.current_id()
    if current is None:
        return
    library.fetch(current)
    folder = library.edition(current)
    encoder = shipped_encoder() if meaning else None
    there = made(folder)
    if there and (encoder is None or there.encoder == encoder.version):
        return
    manifest = load_manifest(folder)
    try:
        progress.step("Making the search index", manifest.counts.passages, "passages")
        build_index(folder, manifest, encoder, workers=workers, told=progress.seen)
    except OSError as error:
        raise unwritable(error, folder) from error
    finally:
        progress.end()
