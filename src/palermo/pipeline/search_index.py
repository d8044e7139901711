"""The search index of an edition that came without one: from elsewhere, or from a build of before there were any."""

from palermo.edition import Library
from palermo.edition.manifest import load as load_manifest
from palermo.embeddings import load_shipped_encoder
from palermo.pipeline.cache import build_write_error
from palermo.pipeline.progress import ProgressReporter
from palermo.search import build_index, load_index_manifest


def ensure_search_index(
    library: Library, *, use_embeddings: bool, progress: ProgressReporter, workers: int = 1
) -> None:
    """Make the current edition's search index where it is missing, or lacks the vectors that are wanted.

    Does nothing where there is no edition. Raises NoLibrary for a damaged one, and RunStopped where the disk refuses.
    """
    current = library.read_current_id()
    if current is None:
        return
    library.fetch(current)
    folder = library.get_edition_folder(current)
    encoder = load_shipped_encoder() if use_embeddings else None
    there = load_index_manifest(folder)
    if there and (encoder is None or there.encoder == encoder.version):
        return
    manifest = load_manifest(folder)
    try:
        progress.start_step("Making the search index", manifest.counts.passages, "passages")
        build_index(folder, manifest, encoder, workers=workers, on_progress=progress.advance)
    except OSError as error:
        raise build_write_error(error, folder) from error
    finally:
        progress.finish()
