"""Tests of the health checks of `palermo doctor`."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from local_site import Site
from palermo.edition import Library
from palermo.pipeline.build import BuildReport
from palermo.pipeline.health_checks import HealthCheck, run_health_checks
from palermo.pipeline.origins import add_origin, create_library
from palermo.pipeline.stages import Stages
from palermo.sources import Origin

type Run = Callable[..., BuildReport]


def run_checks(library: Library, stages: Stages, *, network: bool = True) -> dict[str, HealthCheck]:
    """What was looked at, by its thing."""
    return {check.subject: check for check in run_health_checks(library, stages, network=network)}


def add(library: Library, kind: str, place: object, **text: Any) -> None:
    text = {"name": ""} | text
    add_origin(library, Origin(kind=kind, location=str(place), line_number=0, **text))


def test_all_is_well(site: Site, library: Library, folder: Path, run: Run, stages: Stages, tmp_path: Path) -> None:
    create_library(library)
    (tmp_path / "refs.ris").write_text("TY  - GEN\nER  - \n")
    add(library, "folder", folder)
    add(library, "ris", tmp_path / "refs.ris")
    add(library, "address", site.put("/e.txt", "Fifth\n"))
    run(folder)
    result = run_checks(library, stages)
    assert [check for check in result.values() if check.state == "wrong"] == []
    things = [thing for thing in result if thing not in {"Tesseract", "disk"}]
    assert things == ["Python", "packages", str(library.path), "documents", "refs", "e", "edition"]
    assert result["documents"].format_line() == f"ok     documents: {folder} holds 3 files."
    assert result["e"].reason == f"{site.base}/e.txt answers"
    assert result["edition"].reason.endswith("can be read, with 3 documents")
    assert "/e.txt" not in [path for path, _ in site.asked[:1]]
    site.asked.clear()
    assert run_checks(library, stages, network=False)["e"].state == "note"
    assert site.asked == []


def test_no_library(library: Library, stages: Stages) -> None:
    check = run_checks(library, stages)[str(library.path)]
    hint = f"Create one: palermo init {library.path}."
    assert check.format_line() == f"wrong  {library.path}: there is no library. {hint}"


def test_a_library_without_sources_and_edition_is_worth_a_word(library: Library, stages: Stages) -> None:
    create_library(library)
    result = run_checks(library, stages)
    assert (result["sources.yaml"].state, result["edition"].state) == ("note", "note")


def test_folders_of_the_last_build_are_looked_at(library: Library, folder: Path, run: Run, stages: Stages) -> None:
    run()
    assert run_checks(library, stages)[str(folder)].state == "ok"
    shutil.rmtree(folder)
    assert run_checks(library, stages)[str(folder)].reason == "there is no such folder or file"


def test_sources_that_are_gone_are_named_each(site: Site, library: Library, stages: Stages, tmp_path: Path) -> None:
    create_library(library)
    add(library, "folder", tmp_path / "gone", name="one")
    add(library, "bibtex", tmp_path / "gone.bib", name="two")
    add(library, "address", site.base + "/gone", name="three")
    site.put("/robots.txt", "User-agent: *\nDisallow: /forbidden\n")
    add(library, "feed", site.put("/forbidden/feed", "words"), name="four")
    result = run_checks(library, stages)
    wrong = {thing: check.reason for thing, check in result.items() if check.state == "wrong"}
    assert wrong[str(tmp_path / "gone")] == "there is no such folder or file"
    assert "No such file" in wrong["two"]
    assert wrong[f"three ({site.base}/gone)"] == "the site answers 404 Not Found"
    assert wrong[f"four ({site.base}/forbidden/feed)"] == "its site's robots.txt forbids it"


def test_lines_of_catalogues_and_of_the_definition_are_reported(library: Library, folder: Path, stages: Stages) -> None:
    create_library(library)
    add(library, "folder", folder)
    (folder / "catalogue.csv").write_text("file,date\na.txt,soon\ngone.txt,2026\n")
    result = run_checks(library, stages)
    assert result[f"{folder}/catalogue.csv, line 2"].reason.startswith("'soon' is not a date")
    assert result[f"{folder}/catalogue.csv, line 3"].reason == "there is no file gone.txt"
    (folder / "catalogue.csv").write_text("file,colour\n")
    assert run_checks(library, stages)[f"{folder}/catalogue.csv, line 1"].state == "wrong"
    library.definition.write_text("- name: a\n")
    assert run_checks(library, stages)["sources.yaml, line 1"].state == "wrong"


def test_an_edition_of_another_version_or_damaged_is_reported(library: Library, run: Run, stages: Stages) -> None:
    report = run()
    other = replace(stages, registry_version="g2")
    (check,) = [
        item for item in run_health_checks(library, other) if item.subject == "edition" and item.state == "note"
    ]
    assert check.reason.endswith("was built with another version of registry")
    (library.get_edition_folder(report.edition.id) / "manifest.json").write_text("{")
    assert any(
        item.state == "wrong" and report.edition.id[:6] in item.format_line()
        for item in run_health_checks(library, stages)
    )


def test_a_full_disk_and_a_missing_package_are_reported(
    library: Library, stages: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_library(library)
    usage = shutil.disk_usage(library.path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=500_000_000))
    needs = ["nothing-of-this-name>=1", "rich<1", 'never>=1; extra == "s3"']
    monkeypatch.setattr("palermo.pipeline.health_checks.requires", lambda name: needs)
    result = run_checks(library, stages)
    assert (result["disk"].state, result["disk"].reason) == ("wrong", "0.5 GB are free")
    assert result["packages"].reason.startswith("nothing-of-this-name is missing, rich is ")
    assert "never" not in result["packages"].reason
