"""Tests of `sources.yaml`: valid values, and errors with file and line."""

from pathlib import Path

import pytest

from palermo.errors import DefinitionInvalid, SourceMissing
from palermo.sources import Origin, append_origin, choose_free_name, guess_kind, read_definition
from palermo.sources.definition import DEFINITION_HEADER, check_exists
from palermo.sources.folder_listing import Globs


def read(text: str) -> tuple[Origin, ...]:
    return read_definition(text, "sources.yaml", Path("/library"))


def test_reads_every_field() -> None:
    text = """
# what we have
- name: papers
  kind: folder
  from: ../papers
  include: ["*.pdf"]
  exclude: [drafts/**]
  publisher: [unodc, iom]
  visibility: members
  rights: quotes
  consent: yes
- {name: news, kind: feed, from: "HTTPS://Example.org/feed", most: 50}
"""
    papers, news = read(text)
    assert papers == Origin(
        name="papers",
        kind="folder",
        location="/library/../papers",
        line_number=3,
        globs=Globs(include=("*.pdf",), exclude=("drafts/**",)),
        publishers=("unodc", "iom"),
        visibility="members",
        full_text=False,
        consent=True,
    )
    assert (news.location, news.max_entries, news.path, news.line_number) == ("https://example.org/feed", 50, None, 12)


@pytest.mark.parametrize("text", ["", "\n", DEFINITION_HEADER, "# nothing yet"])
def test_an_empty_definition_names_no_source(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("sources: []", 1, "must be a list"),
        ("- name: a\n  kind: [", 3, "not YAML"),
        ("- just words", 1, "must be a mapping"),
        ("- name: a\n  kind: folder\n  from: x\n  name: b", 4, "'name' is given twice"),
        ("- name: a\n  kind: folder", 1, "'from' must be a text"),
        ("- name: a\n  kind: folder\n  from: x\n  colour: red", 4, "unknown key 'colour'"),
        ("- name: A b\n  kind: folder\n  from: x", 1, "'A b' cannot be a name"),
        ("- name: a\n  kind: shelf\n  from: x", 2, "there is no kind 'shelf'"),
        ("- name: a\n  kind: feed\n  from: ftp://example.org/", 3, "is not an address that can be fetched"),
        ("- name: a\n  kind: feed\n  from: https://u:p@example.org/", 3, "name or password"),
        ("- name: a\n  kind: folder\n  from: https://example.org/", 2, "a folder cannot have an address"),
        ("- name: a\n  kind: address\n  from: papers", 3, "is not an address"),
        ("- name: a\n  kind: folder\n  from: x\n  most: many", 4, "is not a number of entries"),
        ("- name: a\n  kind: folder\n  from: x\n  most_megabytes: 0", 4, "is not a number of megabytes"),
        ("- name: a\n  kind: folder\n  from: x\n  include: '*.pdf'", 4, "must be a list of texts"),
        ("- name: a\n  kind: folder\n  from: x\n  visibility: all", 4, "there is no visibility 'all'"),
        ("- name: a\n  kind: folder\n  from: x\n  rights: none", 4, "there is no rights 'none'"),
        ("- name: a\n  kind: folder\n  from: x\n  consent: maybe", 4, "there is no consent 'maybe'"),
        (
            "- {name: a, kind: folder, from: x}\n- {name: a, kind: folder, from: y}",
            2,
            "already the name of the source in line 1",
        ),
    ],
)
def test_an_error_names_file_and_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(DefinitionInvalid) as error:
        read(text)
    assert error.value.subject == f"sources.yaml, line {line}"
    assert reason in error.value.reason


def test_a_source_is_added_below_what_people_wrote() -> None:
    text = "# ours\n- {name: a, kind: folder, from: x}  # the old ones"
    origin = Origin(
        name="b",
        kind="feed",
        location="https://example.org/feed",
        line_number=0,
        globs=Globs(include=("*: é",)),
        max_entries=7,
        publishers=("iom",),
        visibility="secretariat",
        full_text=True,
        consent=False,
    )
    added = append_origin(text, origin)
    assert added.startswith(text + "\n")
    assert read(added)[1] == Origin(**{name: getattr(origin, name) for name in origin.__slots__} | {"line_number": 3})


def test_a_free_name_is_short_and_taken_by_none() -> None:
    assert choose_free_name("/papers/Доклад.zip", []) == "source"
    assert choose_free_name("https://example.org/", []) == "example"
    assert choose_free_name("/a/b.pdf", ["b", "b-2"]) == "b-3"


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("https://example.org/sitemap_index.xml", "sitemap"),
        ("https://example.org/sitemap.xml.gz", "sitemap"),
        ("https://example.org/rss.xml", "feed"),
        ("https://example.org/news/feed/?lang=fr", "feed"),
        ("https://example.org/all.zip?x=1", "archive"),
        ("https://example.org/report.pdf", "address"),
        ("https://example.org/feedback", "address"),
        ("papers.tar.xz", "archive"),
        ("list.txt", "addresses"),
        ("zotero.ris", "ris"),
        ("zotero.bib", "bibtex"),
        ("report.pdf", None),
    ],
)
def test_a_place_gives_its_kind_away(place: str, kind: str | None) -> None:
    assert guess_kind(place) == kind


def test_a_folder_is_one_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.zip").mkdir()
    assert guess_kind(str(tmp_path / "a.zip")) == "folder"


def test_a_source_that_is_not_there_names_its_row(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match=r"gone \(sources\.yaml, line 4\): there is no such folder or file"):
        check_exists(Origin(name="a", kind="folder", location=str(tmp_path / "gone"), line_number=4), "sources.yaml")


@pytest.mark.parametrize(
    ("glob", "path", "stored"),
    [
        ("*.pdf", "a/b/c.PDF", True),
        ("*.pdf", "a.pdf.txt", False),
        ("in/*.pdf", "in/a.pdf", True),
        ("in/*.pdf", "in/deep/a.pdf", False),
        ("in/**", "in/deep/a.pdf", True),
        ("**/in/*", "a/b/in/c", True),
        ("**/in/*", "in/c", True),
        ("report-?.pdf", "report-1.pdf", True),
        ("report-[0-9].pdf", "report-a.pdf", False),
        ("report-[!0-9].pdf", "report-a.pdf", True),
        ("a+b(1).pdf", "a+b(1).pdf", True),
        ("www.example.org/news/**", "www.example.org/news/2026/a", True),
        ("[", "[", True),
    ],
)
def test_globs(glob: str, path: str, stored: bool) -> None:
    assert Globs(include=(glob,)).matches(path) is stored
    assert Globs(exclude=(glob,)).matches(path) is not stored
