"""Tests of verification: flipped bits, missing buckets, foreign manifests."""

import json
from collections.abc import Callable

import pytest

from palermo.edition import CompiledDocument, FileFault, Library, Manifest, verify_edition
from palermo.errors import NoLibrary, NotFound

type MakePart = Callable[..., CompiledDocument]
type WriteEdition = Callable[..., Manifest]


@pytest.fixture
def manifest(library: Library, make_part: MakePart, write_edition: WriteEdition) -> Manifest:
    return write_edition(library, [make_part(f"paper {number}", "States should act.") for number in range(5)])


def test_a_whole_edition_has_no_fault(library: Library, manifest: Manifest) -> None:
    result = verify_edition(library, manifest.id)
    folder = library.get_edition_folder(manifest.id)
    assert result.faults == ()
    assert result.files == 3 * len(manifest.buckets)
    assert result.bytes == sum(path.stat().st_size for path in folder.glob("*/*.parquet"))


def test_one_bit_is_found(library: Library, manifest: Manifest) -> None:
    path = sorted(library.get_edition_folder(manifest.id).glob("passages/*.parquet"))[0]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    output = FileFault(file=f"passages/{path.name}", reason="its bytes are not those that were written")
    assert verify_edition(library, manifest.id).faults == (output,)


def test_what_is_missing_or_cut_short_is_named(library: Library, manifest: Manifest) -> None:
    folder = library.get_edition_folder(manifest.id)
    removed, short = sorted(folder.glob("statements/*.parquet"))[:2]
    removed.unlink()
    short.write_bytes(short.read_bytes()[:100])
    first, second = verify_edition(library, manifest.id).faults
    assert first == FileFault(file=f"statements/{removed.name}", reason="it is missing")
    assert second.file == f"statements/{short.name}"
    assert second.reason.startswith("it has 100 bytes, not ")


def test_a_file_that_cannot_be_read_is_reported(library: Library, manifest: Manifest) -> None:
    path = sorted(library.get_edition_folder(manifest.id).glob("documents/*.parquet"))[0]
    path.unlink()
    path.symlink_to(path)
    (fault,) = verify_edition(library, manifest.id).faults
    assert fault.reason.startswith("it cannot be read (")


def test_a_manifest_that_names_other_files_is_not_the_editions(library: Library, manifest: Manifest) -> None:
    path = library.get_edition_folder(manifest.id) / "manifest.json"
    content = json.loads(path.read_bytes())
    del content["buckets"][min(content["buckets"])]
    path.write_text(json.dumps(content))
    assert verify_edition(library, manifest.id).faults == (
        FileFault(file="manifest.json", reason="it is not what the edition's id says"),
    )


def test_an_edition_without_manifest_or_of_no_id_is_refused(library: Library, manifest: Manifest) -> None:
    (library.get_edition_folder(manifest.id) / "manifest.json").unlink()
    with pytest.raises(NoLibrary, match="manifest is missing or damaged"):
        verify_edition(library, manifest.id)
    with pytest.raises(NotFound):
        verify_edition(library, "..")
