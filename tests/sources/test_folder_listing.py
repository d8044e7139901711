"""Tests of several sources as one list."""

from pathlib import Path

from palermo.sources import gather_files


def _write(path: Path, text: str = "words") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _sources(*folders: Path) -> list[str]:
    return [item.source for item in gather_files(folders).files]


def test_a_path_that_two_folders_share_begins_with_the_folders_name(tmp_path: Path) -> None:
    for name in ("one/a.txt", "two/a.txt", "two/b.txt"):
        _write(tmp_path / name)
    assert _sources(tmp_path / "one", tmp_path / "two") == ["b.txt", "one/a.txt", "two/a.txt"]


def test_folders_of_one_name_take_more_of_their_paths(tmp_path: Path) -> None:
    for name in ("x/docs/a.txt", "y/docs/a.txt"):
        _write(tmp_path / name)
    assert _sources(tmp_path / "x/docs", tmp_path / "y/docs") == ["x/docs/a.txt", "y/docs/a.txt"]


def test_a_folder_named_twice_or_within_another_counts_once(tmp_path: Path) -> None:
    _write(tmp_path / "one/in/a.txt")
    assert _sources(tmp_path / "one", tmp_path / "one", tmp_path / "one/in") == ["in/a.txt"]


def test_the_nearest_catalogue_speaks_of_a_file(tmp_path: Path) -> None:
    _write(tmp_path / "in/a.txt")
    _write(tmp_path / "b.txt")
    _write(tmp_path / "catalogue.csv", "file,title\nin/a.txt,Far\nb.txt,B\n")
    _write(tmp_path / "in/catalogue.csv", "file,title\na.txt,Near\n")
    gathered = gather_files([tmp_path])
    assert {source: row.title for source, row in gathered.rows.items()} == {"in/a.txt": "Near", "b.txt": "B"}
    assert gathered.warnings == ()


def test_a_file_named_directly_has_its_row_too(tmp_path: Path) -> None:
    _write(tmp_path / "a.txt")
    _write(tmp_path / "catalogue.csv", "file,title\na.txt,T\n")
    assert gather_files([tmp_path / "a.txt"]).rows["a.txt"].title == "T"
