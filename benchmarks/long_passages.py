"""Seconds and memory in which statements are found in a passage of 100,000 characters, by sort of odd text.

    .venv/bin/python benchmarks/long_passages.py [--characters 100000] [--processes 1]

Each sort is read in a process of its own, after one short sentence in its language (grammars are loaded then, and the
time of that is told apart). Words are ours; seconds are of the processor, so that other programs spoil them less.
"""

import argparse
import random
import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle
from multiprocessing import get_context

from palermo.extraction import extract
from palermo.statements import Masthead, Passage, PassageKind, passage_id
from results import tell

PROSE = (
    "The Office trained {} judges in Kenya, together with IOM and the Ministry of Justice, on identifying victims.",
    "States should ratify the Protocol and provide {} shelters for women, children and migrant workers at risk.",
    "Poverty, debt and the lack of identity documents make some {} families vulnerable to recruiters at the border.",
    "The Committee, noting the report of {} experts, calls upon the Government to amend its law on private agencies.",
    "We work closely with {} partners, including trade unions, to monitor recruitment in the fishing sector.",
    "The secretariat is responsible for {} regional reviews, which it prepares every second year.",
)
OTHERS = (
    ("fr", "L'Office a formé {} juges au Kenya, avec l'OIM, et les États devraient ratifier le Protocole."),
    (
        "es",
        "La Oficina capacitó a {} jueces en Kenya, junto con la OIM, y los Estados deberían ratificar el Protocolo.",
    ),
    ("ru", "Управление обучило {} судей в Кении совместно с МОМ, и государствам следует ратифицировать Протокол."),
    ("ar", "درب المكتب {} قاضيا في كينيا بالتعاون مع المنظمة الدولية للهجرة، وينبغي للدول أن تصدق على البروتوكول."),
    ("zh", "办公室与国际移民组织合作在肯尼亚培训了{}名法官，各国应当批准《议定书》。"),
)
NAMES = ("UNICEF", "the Ministry of Labour", "World Harbour", "Caritas", "the Fund for Survivors", "INTERPOL", "J. Doe")


def _filled(sentences: tuple[str, ...]) -> Iterator[str]:
    for number, sentence in enumerate(cycle(sentences)):
        yield sentence.format(number * 37 % 9973)


def _long(parts: Iterator[str], joint: str, characters: int) -> str:
    made, size = [], 0
    while size < characters:
        made.append(next(parts))
        size += len(made[-1]) + len(joint)
    return joint.join(made)[:characters]


def _noisy(text: str) -> str:
    chance = random.Random(7)
    return "".join(chance.choice(("", x * 2, "|", "~", "l", " ")) if chance.random() < 0.1 else x for x in text)


def _numbers() -> Iterator[str]:
    number = 0
    while True:
        number += 7919
        yield f"{number % 99991:,}" if number % 5 else f"Region {number % 13}"


def _names() -> Iterator[str]:
    for number, name in enumerate(cycle(NAMES)):
        yield f"{name} {number % 500}" if number % 3 else name


def texts(characters: int) -> dict[str, tuple[str, Callable[[], str]]]:
    """Language and text of each sort; texts are made in the process that reads them."""

    def prose() -> str:
        return _long(_filled(PROSE), " ", characters)

    def of(words: tuple[str, ...]) -> Callable[[], str]:
        return lambda: _long(_filled(words), " ", characters)

    mixed = tuple(sentence for pair in zip(PROSE, (words for _, words in OTHERS), strict=False) for sentence in pair)
    english: dict[str, Callable[[], str]] = {
        "dense prose": prose,
        "no end of a sentence": lambda: prose().replace(".", ""),
        "no stop and no comma": lambda: prose().replace(".", "").replace(",", ""),
        "commas alone": lambda: prose().replace(".", ","),
        "semicolons alone": lambda: prose().replace(". ", "; "),
        "noise of a bad scan": lambda: _noisy(prose()),
        "five hundred names, again and again": lambda: _long(_names(), ", ", characters),
        "names without commas": lambda: _long(_names(), " and ", characters),
        "a table of numbers": lambda: _long(_numbers(), " ", characters),
        "one list in a sentence": lambda: ("States should: " + "(a) train judges; " * characters)[:characters],
        "mixed scripts": of(mixed),
        "capitals": lambda: prose().upper(),
        "no blank": lambda: prose().replace(" ", ""),
        "one word": lambda: "should " * (characters // 7),
        "brackets": lambda: "(see para. 4) [and " * (characters // 19),
    }
    found = {sort: ("en", make) for sort, make in english.items()}
    for language, words in OTHERS:
        found[f"prose, {language}"] = (language, of((words,)))
        found[f"no stop, {language}"] = (language, of((words.rstrip(".。"),)))
    return found


def passage(text: str, language: str) -> Passage:
    """A document of one passage."""
    return Passage(
        id=passage_id("d", text, 0),
        document="d",
        ordinal=0,
        page=1,
        paragraph=None,
        kind=PassageKind.PARAGRAPH,
        headings=(),
        language=language,
        text=text,
    )


def measured(sort: str, characters: int) -> tuple[float, float, int, float]:
    """Seconds of loading, seconds of the passage, statements found, and MB that were added at the peak."""
    language, make = texts(characters)[sort]
    began = time.process_time()
    short = next(words for known, words in (("en", PROSE[0]), *OTHERS) if known == language)
    list(extract([passage(short.format(1), language)], Masthead()).statements)
    loaded = time.process_time()
    text = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = len(list(extract([passage(text, language)], Masthead()).statements))
    end = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return loaded - began, end - start, found, (peak - before) / 1024


def main() -> None:
    """Measure every sort, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=100_000)
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args()
    sorts = list(texts(options.characters))
    with ProcessPoolExecutor(options.processes, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        results = dict(zip(sorts, pool.map(measured, sorts, [options.characters] * len(sorts)), strict=True))
    print(f"{'sort':38s}{'loading s':>11s}{'seconds':>10s}{'statements':>12s}{'MB':>8s}")
    for sort, (loading, seconds, found, memory) in results.items():
        print(f"{sort:38s}{loading:11.2f}{seconds:10.3f}{found:12d}{memory:8.1f}")
    print(f"slowest: {max(seconds for _, seconds, _, _ in results.values()):.3f} s")
    names = ("loading s", "seconds", "statements", "peak MB")
    tell(
        "long_passages",
        {"characters": options.characters}
        | {
            sort: dict(zip(names, (round(float(x), 3) for x in figures), strict=True))
            for sort, figures in results.items()
        },
    )


if __name__ == "__main__":
    main()
