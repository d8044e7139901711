"""CPU seconds to link statements (names, citations, places, tags) of generated documents or of a library.

    .venv/bin/python benchmarks/linking.py [LIBRARY] [--statements 100000]

Generated documents have a hundred statements each, alternating between six languages, and as many passages without one.
Statements of a library are linked again from their printed names, repeatedly if necessary; two processes share the
documents.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from palermo import registry
from palermo.edition import open_library, open_view
from palermo.linking import link_document
from palermo.statements import (
    Document,
    Passage,
    PassageKind,
    Ref,
    RefType,
    Statement,
    StatementKind,
    build_locator,
    compute_passage_id,
    compute_statement_id,
)
from results import tell

SENTENCES = (
    (
        "en",
        "Train border officials with UNODC to identify trafficked children, under article 9 of the Palermo Protocol",
    ),
    ("fr", "Former les juges avec l’OIM, conformément à la résolution 64/293 de l’Assemblée générale"),
    ("es", "Reforzar la protección de las víctimas del trabajo forzoso, según el Convenio núm. 29 de la OIT"),
    ("ar", "تدريب القضاة على حماية ضحايا الاتجار بالأشخاص وفقا لقرار الجمعية العامة 64/293"),
    ("ru", "Обучать судей и защищать жертв торговли людьми согласно резолюции 2331 (2016) Совета Безопасности"),
    ("zh", "根据《巴勒莫议定书》第9条培训法官并保护贩运人口受害者"),
)
"""A sentence with a statement, by language."""
IN_A_DOCUMENT = 100
WORKS: list["Work"] = []
"""The documents to link; forked processes inherit them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A document with its passages and unlinked statements."""

    document: Document
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]


def made(count: int) -> list[Work]:
    """Return documents of a hundred statements each."""
    return [_document(number) for number in range(-(-count // IN_A_DOCUMENT))]


def _document(number: int) -> Work:
    language, sentence = SENTENCES[number % len(SENTENCES)]
    id = f"made{number}"
    document = Document(
        id=id, work=id, source=f"{id}.txt", media_type="text/plain", size=1, pages=None, language=language, title=id
    )
    texts = [f"{sentence} {place}." for place in range(2 * IN_A_DOCUMENT)]
    passages = tuple(_passage(id, place, language, text) for place, text in enumerate(texts))
    return Work(document=document, passages=passages, statements=tuple(map(_statement, passages[::2])))


def _passage(document: str, ordinal: int, language: str, text: str) -> Passage:
    return Passage(
        id=compute_passage_id(document, text, ordinal),
        document=document,
        ordinal=ordinal,
        page=None,
        paragraph=None,
        kind=PassageKind.PARAGRAPH,
        headings=(),
        language=language,
        text=text,
    )


def _statement(passage: Passage) -> Statement:
    return Statement(
        id=compute_statement_id(passage.document, StatementKind.RECOMMENDATION, passage.text, 0),
        kind=StatementKind.RECOMMENDATION,
        quote=passage.text,
        language=passage.language,
        document=passage.document,
        locator=build_locator(passage, 0, len(passage.text)),
        actors=(Ref(id=None, name="UNODC", type=RefType.ENTITY),),
        addressees=(Ref(id=None, name="Kenya", type=RefType.STATE),),
        confidence=1.0,
        method="benchmark.v1",
    )


def of_library(address: str, count: int) -> list[Work]:
    """Return a library's documents, repeated until there are enough statements."""
    with open_view(open_library(address, Path(address).parent)) as view:
        held = [
            Work(
                document=one,
                passages=tuple(view.list_passages(one.id)),
                statements=tuple(_printed(view.list_statements(one.id))),
            )
            for one in view.list_documents()
        ]
    found: list[Work] = []
    total = 0
    while total < count and any(one.statements for one in held):
        for one in held:
            found.append(one)
            total += len(one.statements)
    return found


def _printed(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Return statements without the results of linking."""
    for one in statements:
        bare = replace(one, themes=(), exploitation=(), interventions=(), groups=(), places=(), why=())
        yield replace(
            bare,
            instruments=one.instruments if one.kind is StatementKind.MANDATE else (),
            actors=tuple(replace(ref, id=None) for ref in one.actors),
            addressees=tuple(replace(ref, id=None) for ref in one.addressees),
        )


def link_all(works: Sequence[Work]) -> tuple[int, float]:
    """Return the number of linked statements, and the CPU seconds."""
    known = registry.load_registry()
    began = time.process_time()
    count = sum(len(link_document(one.statements, one.document, one.passages, known)) for one in works)
    return count, time.process_time() - began


def link_every(first: int) -> tuple[int, float]:
    """Link every second document, from index `first`, of those that this process inherited."""
    return link_all(WORKS[first::2])


def main() -> None:
    """Link once in one process, then in two."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", nargs="?", help="library whose statements are linked")
    parser.add_argument("--statements", type=int, default=100_000)
    asked = parser.parse_args()
    WORKS.extend(of_library(asked.library, asked.statements) if asked.library else made(asked.statements))
    link_all(WORKS[:6])
    began = time.perf_counter()
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        done = list(pool.map(link_every, (0, 1)))
    elapsed = time.perf_counter() - began
    count, spent = sum(count for count, _ in done), sum(spent for _, spent in done)
    figures = {
        "library": asked.library is not None,
        "statements": count,
        "cpu_seconds_per_100000": round(spent / count * 100_000, 1),
        "seconds_on_two_cores_per_100000": round(elapsed / count * 100_000, 1),
    }
    print("  ".join(f"{name} {value}" for name, value in figures.items()))
    tell("linking", figures)


if __name__ == "__main__":
    main()
