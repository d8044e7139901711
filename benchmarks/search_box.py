"""The search box, pages of topics and places, and text search in lists, over a generated edition.

    .venv/bin/python benchmarks/search_box.py [--statements 100000]

Pages are rendered by Django's test client without cached responses. Targets: p95 of a page well under a second, at most
150 KB, and p95 of all facets of a list, with words that half of the statements match, under a second.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import made_edition
from palermo import vocabulary
from palermo.edition import Filters, Library, TextMatches, View, open_view
from palermo.search import TOPIC_SCHEMES, load_name_index
from results import tell

PLACES = ("KEN", "FRA", "IND", "BRA", "NGA", "150", "002", "019", "142", "011")
QUERIES = ("procurement", "UNICEF child trafficking West Africa", "organ removal", "trafiking", "贩运人口", "unod")
REGISTER_FACETS = ("subject", "addressee", "actor", "response", "year", "theme", "place", "region", "language")


def main() -> None:
    """Measure names, pages and facets, and print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--statements", type=int, default=100_000)
    count = arguments.parse_args().statements
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder))
        made_edition.write(library, count)
        figures = {
            "statements": count,
            "names_ms": measure_names(),
            "register_ms": measure_register(open_view(library)),
        }
        tell("search_box", figures | measure_pages(Path(folder)))


def measure_names() -> dict[str, float]:
    """Return p50 and p95 of finding names, in milliseconds."""
    index = load_name_index()
    return summarise([_time(lambda query=query: index.find(query, "en")) for query in QUERIES * 20])  # type: ignore[misc]


def measure_register(view: View) -> dict[str, float]:
    """Return p50 and p95 of counting all facets of a list filtered by words that half of the statements match."""
    passages = view.select_columns(["id", "locator"])["locator"].to_pylist()
    ids = list(dict.fromkeys(one["passage"] for one in passages))
    times = []
    for number in range(10):
        half = ids[number % 2 :: 2]
        matches = TextMatches(
            key=str(number), passages=half, similar=frozenset(half[:300]), tags={}, word_forms=(("vict",),), min_words=1
        )
        filters = Filters(selected={"kind": ("recommendation",)}, words="victims", matches=matches)
        times.append(_time(lambda filters=filters: view.count_facets(filters, REGISTER_FACETS)))  # type: ignore[misc]
    return summarise(times)


def measure_pages(library: Path) -> dict[str, object]:
    """Return p50 and p95 in milliseconds, and the largest page in bytes, of topics and places."""
    os.environ |= {"PALERMO_LIBRARY": str(library), "DJANGO_SETTINGS_MODULE": "palermo.portal.project.settings"}
    os.environ |= {"PALERMO_MEANING": "0", "PALERMO_ALLOWED_HOSTS": "testserver"}
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from palermo.portal.services import response_cache

    django.setup()
    call_command("migrate", verbosity=0)
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    response_cache.MAX_PACKED_BYTES = 0
    client, known = Client(), vocabulary.load_vocabulary()
    topics = [f"topics/{one.id}/" for scheme in TOPIC_SCHEMES for one in known.list_concepts(scheme)]
    groups = {
        "topics": topics,
        "places": [f"topics/places/{code}/" for code in PLACES],
        "lists": ["topics/", "topics/places/"],
        "search": [f"search/?q={query}" for query in QUERIES],
    }
    client.get("/en/topics/")
    figures: dict[str, object] = {}
    for name, paths in groups.items():
        times, sizes = [], []
        for path in paths:
            start = time.perf_counter()
            sizes.append(len(client.get(f"/en/{path}").content))
            times.append(1000 * (time.perf_counter() - start))
        figures[name] = summarise(times) | {"bytes": max(sizes)}
    return figures


def summarise(times: Sequence[float]) -> dict[str, float]:
    """Return the median and the 95th percentile."""
    return {
        "p50": round(statistics.median(times), 1),
        "p95": round(sorted(times)[max(0, round(0.95 * len(times)) - 1)], 1),
    }


def _time(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
