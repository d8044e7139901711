"""Lines that are appended to logs are whole, whatever was there before."""

from pathlib import Path

from palermo.durable_files import append_lines


def test_lines_are_appended_in_order(tmp_path: Path) -> None:
    path = tmp_path / "new" / "log.jsonl"
    append_lines(path, [b"{}", b"[]"])
    append_lines(path, (line for line in (b"1",)))
    assert path.read_bytes() == b"{}\n[]\n1\n"


def test_what_a_killed_process_left_is_a_line_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(b'{"half')
    append_lines(path, [b"{}"])
    assert path.read_bytes() == b'{"half\n{}\n'


def test_without_lines_no_file_is_made(tmp_path: Path) -> None:
    append_lines(tmp_path / "log.jsonl", [])
    assert not list(tmp_path.iterdir())
