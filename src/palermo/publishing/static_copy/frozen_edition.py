"""Writes the static copy of an edition: pages, search data, exports and their description."""

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Final

from palermo.edition import Filters, build_filters
from palermo.errors import RunStopped
from palermo.publishing.exchange.data_package import describe_package
from palermo.publishing.exports import CSV_COLUMNS, EXPORTS, ExportContext
from palermo.publishing.static_copy import page_html
from palermo.statements import Document, Statement, StatementKind

MARKER_FILE: Final = "palermo-static-copy.json"
"""Marker file of a copy that may be replaced."""
OTHER_EXPORTS: Final = (
    ("statements", "parquet"),
    ("documents", "ris"),
    ("documents", "bib"),
    ("network", "graphml"),
    ("catalogue", "ttl"),
)
_SEARCH_BODY: Final = """<form id="form" role="search" hidden><label for="words">Words of a statement</label>
<input id="words" type="search" size="40"><button>Search</button></form><p id="status" role="status"></p>
<noscript><p>Scripts are off. Every statement is on the pages of <a href="index.html">documents</a> and
<a href="recommendations.html">recommendations</a>, where your browser can search.</p></noscript>
<ol id="results"></ol><script src="search-data.js"></script><script src="search.js"></script>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenReport:
    """Counts of what was written."""

    pages: int
    files: int
    bytes: int


def freeze_edition(context: ExportContext, target: Path) -> FrozenReport:
    """Write the copy into a folder, atomically; raises RunStopped for a folder with other content."""
    _check_target(target)
    fresh = target.with_name(f".{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        (fresh / "documents").mkdir(parents=True)
        (fresh / "data").mkdir()
        for path, content in (*_build_pages(context), *_build_data(context), *_build_assets(context)):
            (fresh / path).write_bytes(content)
        written = [path for path in fresh.rglob("*") if path.is_file()]
        report = FrozenReport(
            pages=sum(path.suffix == ".html" for path in written),
            files=len(written),
            bytes=sum(path.stat().st_size for path in written),
        )
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
    except OSError as error:
        raise RunStopped(str(target), f"it cannot be written ({error.strerror})", "Name another folder") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return report


def _check_target(target: Path) -> None:
    if target.is_file() or (target.is_dir() and any(target.iterdir()) and not (target / MARKER_FILE).exists()):
        raise RunStopped(str(target), "it exists and is not a static copy", "Name a new or empty folder")


def _build_pages(context: ExportContext) -> Iterator[tuple[str, bytes]]:
    view, footer = context.view, _describe_edition(context)
    documents, grouped = view.list_documents(), _group_statements(context)
    entries: defaultdict[str, list[str]] = defaultdict(list)
    for document in documents:
        statements = grouped.get(document.id, [])
        yield f"documents/{document.id}.html", _build_document_page(context, document, statements, footer)
        direction = page_html.format_direction(document.language)
        link = f'<a href="documents/{document.id}.html" {direction}>{escape(document.title)}</a>'
        noun = "statement" if len(statements) == 1 else "statements"
        entries[(document.date or "")[:4] or "Without a date"].append(f"<li>{link} ({len(statements)} {noun})</li>")
    years = "".join(f"<h2>{escape(year)}</h2><ul>{''.join(rows)}</ul>" for year, rows in entries.items())
    yield "index.html", page_html.build_page(f"Documents of edition {view.manifest.name}", years, footer).encode()
    yield "recommendations.html", _build_register(context, footer)
    yield "search.html", page_html.build_page("Search", _SEARCH_BODY, footer).encode()


def _group_statements(context: ExportContext) -> dict[str, list[Statement]]:
    """Return the statements that the view shows, with all copies and without rejected ones, by document."""
    grouped: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement, document in context.view.iterate_statements(Filters(every_copy=True)):
        grouped[document.id].append(statement)
    return grouped


def _build_document_page(
    context: ExportContext, document: Document, statements: Sequence[Statement], footer: str
) -> bytes:
    publishers = [context.registry.get_label(id) for id in document.publishers]
    facts = page_html.format_facts(document, publishers or document.masthead.publishers)
    if document.full_text:
        text = page_html.format_passages(context.view.list_passages(document.id), statements)
    else:
        quotes = (f'<li id="s-{statement.id}"><q>{escape(statement.quote)}</q></li>' for statement in statements)
        text = f"<p>Only quotations of this document may be shown.</p><ol>{''.join(quotes)}</ol>"
    permanent = f"{context.address}/documents/{document.id}"
    address = f'<p>Permanent address: <a href="{escape(permanent)}">{escape(permanent)}</a></p>'
    return page_html.build_page(document.title, facts + address + text, footer, root="../").encode()


def _build_register(context: ExportContext, footer: str) -> bytes:
    """Return the page of all recommendations, by addressee."""
    by_addressee: defaultdict[str, list[str]] = defaultdict(list)
    for statement, document in context.view.iterate_statements(build_filters(kind=[StatementKind.RECOMMENDATION])):
        actors = [context.values.get_party_label(ref) for ref in statement.actors]
        for ref in statement.addressees[:3] or (None,):
            label = context.values.get_party_label(ref) if ref else "No addressee is named"
            by_addressee[label].append(page_html.format_quote(statement, document, actors))
    parts = (f"<h2>{escape(name)}</h2><ul>{''.join(rows)}</ul>" for name, rows in sorted(by_addressee.items()))
    return page_html.build_page("Recommendations by addressee", "".join(parts), footer).encode()


def _build_data(context: ExportContext) -> Iterator[tuple[str, bytes]]:
    contents = {name: b"".join(EXPORTS[name]["csv"].write(context)) for name in CSV_COLUMNS}
    yield from ((f"data/{name}.csv", content) for name, content in contents.items())
    package = describe_package(context.view.manifest, CSV_COLUMNS, context.address, contents)
    yield "data/datapackage.json", json.dumps(package, ensure_ascii=False, indent=1).encode()
    names = [f"{name}.csv" for name in contents] + ["datapackage.json"]
    for content_name, format in OTHER_EXPORTS:
        names.append(f"{content_name}.{format}")
        yield f"data/{names[-1]}", b"".join(EXPORTS[content_name][format].write(context))
    links = "".join(f'<li><a href="{name}">{name}</a></li>' for name in names)
    page = page_html.build_page("Data", f"<ul>{links}</ul>", _describe_edition(context), root="../")
    yield "data/index.html", page.encode()


def _build_assets(context: ExportContext) -> Iterator[tuple[str, bytes]]:
    folder = files("palermo.publishing.static_copy")
    for name in ("search.js", "style.css"):
        yield name, (folder / name).read_bytes()
    documents, grouped = context.view.list_documents(), _group_statements(context)
    numbers = {document.id: number for number, document in enumerate(documents)}
    rows = [
        [
            statement.id,
            statement.quote,
            numbers[statement.document],
            statement.kind.value,
            statement.locator.page,
            statement.language,
        ]
        for document in documents
        for statement in grouped.get(document.id, [])
    ]
    data = {"documents": [[document.id, document.title] for document in documents], "statements": rows}
    yield "search-data.js", f"const PALERMO_SEARCH = {json.dumps(data, ensure_ascii=False)};\n".encode()
    manifest = context.view.manifest
    yield MARKER_FILE, json.dumps({"edition": manifest.name, "id": manifest.id}).encode()


def _describe_edition(context: ExportContext) -> str:
    name, date = context.view.manifest.name, f"{context.view.manifest.date:%Y-%m-%d}"
    shown = f"Static copy of edition {name} ({date}), {context.view.selection} statements."
    return f"{shown} The living map is at {context.address}. Nothing is sent anywhere."
