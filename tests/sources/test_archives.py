"""Tests of archives: members, refusals with reasons, and limits."""

import io
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from palermo.errors import TooLarge, Unreadable
from palermo.sources import Bounds
from palermo.sources.archive import ArchiveMember, iterate_members


def zipped(path: Path, *files: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return path


def taped(path: Path, *files: tuple[str, bytes | str], mode: str = "w:gz") -> Path:
    """Pack files; content that is text is the target of a link."""
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, content in files:
            entry = tarfile.TarInfo(name)
            if isinstance(content, str):
                entry.type, entry.linkname = tarfile.SYMTYPE, content
                archive.addfile(entry)
            else:
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
    return path


def read_members(path: Path, bounds: Bounds | None = None) -> dict[str, bytes | str]:
    """Content of what is taken, reason of what is not."""
    result: dict[str, bytes | str] = {}
    held_until(path, result, bounds)
    return result


def held_until(path: Path, found: dict[str, bytes | str], bounds: Bounds | None = None) -> None:
    """The same, so that what came before an error can be looked at."""
    for item in iterate_members(path, path.name, bounds or Bounds()):
        found[item.name] = b"".join(item.content) if isinstance(item, ArchiveMember) else item.reason


def test_a_zip_gives_its_files_and_no_folders(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("2026/", b""), ("2026/доклад.txt", b"one"), ("b\\c.txt", b"two"))
    assert read_members(path) == {"2026/доклад.txt": b"one", "b/c.txt": b"two"}


@pytest.mark.parametrize(
    ("ending", "mode"), [("tar", "w:"), ("tar.gz", "w:gz"), ("tar.bz2", "w:bz2"), ("tar.xz", "w:xz")]
)
def test_a_tar_gives_its_files_however_it_is_packed(tmp_path: Path, ending: str, mode: str) -> None:
    path = taped(tmp_path / f"a.{ending}", ("./a.txt", b"one"), ("in/b.txt", b"two" * 40_000), mode=mode)
    assert read_members(path) == {"a.txt": b"one", "in/b.txt": b"two" * 40_000}


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "in/../../a.txt", "C:\\a.txt", "\\\\server\\a.txt"])
def test_a_member_that_climbs_out_is_refused_and_the_rest_is_taken(tmp_path: Path, name: str) -> None:
    for path in (
        zipped(tmp_path / "a.zip", (name, b"bad"), ("good.txt", b"good")),
        taped(tmp_path / "a.tar.gz", (name, b"bad"), ("good.txt", b"good")),
    ):
        result = read_members(path)
        assert result.pop("good.txt") == b"good"
        assert list(result.values()) == ["its name leads out of the archive"]


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    reason = "it is a link or a device rather than a file"
    assert read_members(zipped(tmp_path / "a.zip", (link, b"/etc/passwd"), ("b.txt", b"b"))) == {
        "link": reason,
        "b.txt": b"b",
    }
    assert read_members(taped(tmp_path / "a.tar.gz", ("link", "/etc/passwd"), ("b.txt", b"b"))) == {
        "link": reason,
        "b.txt": b"b",
    }


def test_archives_within_and_doubled_names_are_reported(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = zipped(tmp_path / "a.zip", ("in.zip", b"PK"), ("a.txt", b"one"), ("a.txt", b"two"))
    result = [(item.name, getattr(item, "reason", None)) for item in iterate_members(path, "a.zip", Bounds())]
    assert result == [
        ("in.zip", "it is an archive within an archive"),
        ("a.txt", None),
        ("a.txt", "the archive contains its name twice"),
    ]


def test_a_member_with_a_password_is_reported(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("a.txt", b"one"))
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    path.write_bytes(content)
    assert read_members(path) == {"a.txt": "it has a password"}


def test_a_bomb_is_stopped_where_it_unpacks_to_too_much(tmp_path: Path) -> None:
    for path in (
        zipped(tmp_path / "a.zip", ("first.txt", b"good"), ("bomb.txt", b"0" * 30_000_000)),
        taped(tmp_path / "a.tar.gz", ("first.txt", b"good"), ("bomb.txt", b"0" * 30_000_000)),
    ):
        result: dict[str, bytes | str] = {}
        with pytest.raises(TooLarge, match="expands to more than"):
            held_until(path, result)
        assert result == {"first.txt": b"good"}


def test_many_members_end_the_archive(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", *((f"{number}.txt", b"x") for number in range(30)))
    with pytest.raises(TooLarge, match="it has more than 20 members"):
        read_members(path, replace(Bounds(), max_members=20))


def test_a_header_that_asks_for_all_memory_gets_none(tmp_path: Path) -> None:
    entry = tarfile.TarInfo("pax")
    entry.type, entry.size = tarfile.XHDTYPE, 8_000_000_000
    path = tmp_path / "a.tar"
    path.write_bytes(entry.tobuf(tarfile.GNU_FORMAT) + b"\0" * 2048)
    with pytest.raises(Unreadable, match="a header of it is too long"):
        read_members(path)


@pytest.mark.parametrize("content", [b"", b"words", b"PK\x03\x04words", b"\x1f\x8bwords", b"BZhwords", b"\xfd7zXZ\x00"])
def test_what_is_no_archive_is_reported(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match="it is not an archive, or is damaged"):
        read_members(path)


def test_what_comes_before_damage_is_given(tmp_path: Path) -> None:
    path = taped(tmp_path / "a.tar", ("a.txt", b"one"), ("b.txt", b"x" * 5000), mode="w:")
    path.write_bytes(path.read_bytes()[:3000])
    result: dict[str, bytes | str] = {}
    with pytest.raises(Unreadable, match="damaged"):
        held_until(path, result)
    assert result == {"a.txt": b"one"}
