"""Finite forms of verbs from their infinitives, or in Arabic from their past: of French, Spanish and Arabic.

Third persons of present, past and future, and the first of the plural: what plans, reports and pledges use.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

_FRENCH_E = re.compile(r"(?<!e)[eé](?=(?:[bcdfgjlmnprstvz]|br|gr|gn|tr|vr|cr|gu|qu|ch)$)")
_SPANISH_VOWEL = re.compile(r"([eou])(?=[^aeiou]+$)")


def inflected(language: str, verbs: Iterable[str]) -> frozenset[str]:
    """Finite forms of verbs, in lower case; nothing for a language whose endings alone tell.

    >>> sorted(inflected("es", ["medir"]))[:4]
    ['mede', 'meden', 'medieron', 'medimos']
    """
    by_language = _LANGUAGES.get(language)
    return frozenset(form for verb in verbs for form in by_language(verb)) if by_language else frozenset()


def commanding(language: str, verbs: Iterable[str]) -> frozenset[str]:
    """The forms by which a reader is told what to do; nothing for languages other than Spanish.

    >>> sorted(commanding("es", ["facilitar", "exigir"]))
    ['exija', 'exijan', 'facilite', 'faciliten']
    """
    if language != "es":
        return frozenset()
    return frozenset(form for verb in verbs for form in _spanish_commands(verb))


def _spanish_commands(infinitive: str) -> Iterator[str]:
    """Of `usted` and `ustedes`, by the stem that their vowel asks for: `busque`, `exija`, `refuerce`."""
    stem, kind = infinitive[:-2], infinitive[-2:]
    vowel = _SPANISH_VOWEL.search(stem)
    changed = {"e": ("ie", "i"), "o": ("ue",), "u": ("ue",)}
    stems = (
        [stem, *(stem[: vowel.start()] + new + stem[vowel.end() :] for new in changed[vowel[1]])] if vowel else [stem]
    )
    for each in stems:
        for last, spelt in _BEFORE_E if kind == "ar" else _BEFORE_A:
            if each.endswith(last):
                each = each[: -len(last)] + spelt
                break
        yield from (each + end for end in (("e", "en") if kind == "ar" else ("a", "an")))


_BEFORE_E = (("c", "qu"), ("g", "gu"), ("z", "c"))
_BEFORE_A = (
    ("gu", "g"),
    ("g", "j"),
    ("ten", "teng"),
    ("pon", "pong"),
    ("uc", "uzc"),
    ("ec", "ezc"),
    ("oc", "ozc"),
    ("c", "z"),
    ("u", "uy"),
)
"""How a stem is spelt before another vowel: `busqu|e`, `exij|a`."""


def french(infinitive: str) -> Iterator[str]:
    """
    >>> [form for form in french("protéger") if form.endswith("ent")]
    ['protègent', 'protégèrent', 'protégeaient']
    """
    stem = infinitive[:-2]
    if infinitive.endswith(("llir", "frir", "vrir")):
        yield from (stem + end for end in ("e", "ent", "ait", "ons", "era", "eront", "ira", "iront"))
        return
    if infinitive.endswith("enir"):
        root = stem[:-2]
        yield from (root + end for end in ("ient", "iennent", "enait", "enaient", "iendra", "iendront", "int", "enons"))
        return
    if infinitive.endswith("ir"):
        yield from (
            stem + end for end in ("it", "issent", "ira", "iront", "issait", "issaient", "irent", "issons", "irons")
        )
        return
    if infinitive.endswith("re"):
        yield from _french_re(stem)
        return
    open_stem = _FRENCH_E.sub("è", stem)
    strong = stem[:-1] + "i" if stem.endswith(("oy", "uy", "ay")) else open_stem
    if stem.endswith(("ppel", "jet")):
        strong = stem + stem[-1]
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    future = strong if "é" not in stem[-3:] else stem
    yield from (strong + end for end in ("e", "ent"))
    yield from (future + end for end in ("era", "eront", "erons"))
    yield from (stem + "èrent", soft + "a", soft + "ait", soft + "aient", soft + "ons")


def _french_re(stem: str) -> Iterator[str]:
    """Of `rendre`, `mettre`, `prendre`, `conduire`, `inscrire`, from what stands before `re`."""
    if stem.endswith(("mett", "prend", "rend", "tend", "pand", "fend", "pond", "vend")):
        single = stem[:-1] if stem.endswith("tt") else stem
        plural = stem[:-1] + "n" if stem.endswith("prend") else stem
        yield from (single, plural + "ent", plural + "ait", plural + "ons")
    else:
        yield from (stem + "t", stem + ("vent" if stem.endswith("cri") else "sent"))
    yield from (stem + end for end in ("ra", "ront", "rons", "raient"))


def spanish(infinitive: str) -> Iterator[str]:
    """
    >>> list(spanish("reforzar"))[:4]
    ['reforza', 'reforzan', 'refuerza', 'refuerzan']
    """
    stem, kind = infinitive[:-2], infinitive[-2:]
    present = ("a", "an") if kind == "ar" else ("e", "en")
    changed = {"e": ("ie", "i"), "o": ("ue",), "u": ("ue",)}
    vowel = _SPANISH_VOWEL.search(stem)
    stems = (
        [stem, *(stem[: vowel.start()] + new + stem[vowel.end() :] for new in changed[vowel[1]])] if vowel else [stem]
    )
    if stem.endswith("u") and kind == "ir":
        yield from (stem + end for end in ("ye", "yen", "yó", "yeron", "imos", "irá", "irán", "ía", "ían"))
        return
    yield from (each + end for each in stems for end in present)
    if kind == "ar":
        yield from (stem + end for end in ("ó", "aron", "aba", "aban", "ará", "arán", "amos", "aremos"))
        return
    yield from (each + end for each in stems for end in ("ió", "ieron"))
    yield from (stem + end for end in ("ía", "ían", f"{kind}á", f"{kind}án", f"{kind[0]}mos", f"{kind}emos"))


def arabic(past: str) -> Iterator[str]:
    """
    >>> list(arabic("أجرى"))[:3]
    ['أجرى', 'أجرت', 'أجروا']
    """
    stem = past[:-1] if past.endswith(("ى", "ا")) else past
    ours = stem + ("ينا" if past.endswith("ى") else "ونا" if past.endswith("ا") else "نا")
    forms = (past, stem + "ت", stem + "وا", stem + "ن", ours)
    yield from (before + form for before in ("", "و", "ف") for form in forms)


_LANGUAGES: Mapping[str, Callable[[str], Iterator[str]]] = {"fr": french, "es": spanish, "ar": arabic}
