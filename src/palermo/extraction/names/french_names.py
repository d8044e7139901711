"""French names: those that are a subject by themselves, `Bamako`, and where one in a list goes on with `et des`."""

import re

from palermo.extraction.names.states import is_state


def bears_name(subject: str) -> bool:
    """Whether a French subject is a State's name, or a name by itself, which no article stands before: `Bamako`."""
    name = _FRENCH_ARTICLE.sub("", subject)
    return is_state(name.replace("'", "’")) or (name == subject and _FRENCH_NAME.fullmatch(name) is not None)


_FRENCH_ARTICLE = re.compile(r"(?:l[ae]s?\s+|l['’]\s?)", re.I)
_FRENCH_NAME = re.compile(
    r"(?!J['’])(?!(?:Une?|Les?|La|Des|Du|Deux|Trois|Quatre|Cinq|Six|Sept|Huit|Neuf|Dix|Ces?|Cette|Ses|Sa|Son|Leurs?|Nos|Notre|Vos|Votre|Chaque|Quelques|Il|Ils|Elles?|Nous|Vous|Je|Certaine?s|Tous|Toutes|Cela|Ceci|Ce|Nul|Nulle|Aucune?|Chacune?|Beaucoup|Plusieurs|Celui|Celles?|Ceux|Personne|Rien|Tout|Peu|On|Qui|Quiconque"
    r"|D['’]autres|Autres|Ainsi|Aussi|Or|Mais|Et|Tel|Telle|Tels|Telles|Trop|Bien|Ici|Là|Hier|Parfois|Souvent|Seule?s?|Rares|Mieux|Moins|Plus)\b)"
    r"[A-ZÉÈÎÔ][\w’'-]+(?:(?:\s+(?:et|de|du|des|la|le))?\s+[A-ZÉÈÎÔ][\w’'-]+){0,4}"
)

_GENITIVE = re.compile(r"(?:de\s+(?:la\s|l['’])|d[eu]s?\s|d['’])", re.I)
_OF = re.compile(r"\w\s(?:de\s|du\s|des\s|d['’])", re.I)
_ONE_WORD = re.compile(r"[A-ZÉÈÎÔ][\w-]{2,}")


def with_their_genitives(parts: list[str]) -> list[str]:
    """The parts of a French list, a genitive with the name before it: `ministère de la Santé et | des Sports`."""
    whole: list[str] = []
    for part in parts:
        if whole and _GENITIVE.match(part.strip()) and _OF.search(whole[-1]):
            whole[-1] += f" et {part.strip()}"
        else:
            whole.append(part)
    return whole


def first_name(parts: list[str]) -> str | None:
    """A name of one word that begins a French list which goes on with an article: `Fedpol | et la Conférence`."""
    begins = parts[0].strip()
    behind = [part.strip() for part in parts[1:]]
    alone = _ONE_WORD.fullmatch(begins) is not None and bears_name(begins)
    return begins if alone and behind and all(map(_FRENCH_ARTICLE.match, behind)) else None


_PURPOSE = re.compile(r"\s+(?:pour|à|sur|dans|en\s+vue\s+d[eu]|autour\s+d[eu])\s+(?:l[ae]s?\s|l['’]|une?\s)(?=[a-zéè])")
_SPECIFIC = re.compile(
    r"[\w-]+\s(?:[a-zéè]+\s){0,2}(?:d[eu]s?\s(?:la\s)?|de\sl['’]|d['’])(?!Nations|États|Union|Conseil)[A-ZÉÈ]\S*$|[A-Z]{3,}$"
)
_PLURAL_SORT = re.compile(r"[a-zéè]+s\s(?=[A-ZÉÈ])")


def without_purpose(name: str) -> str:
    """A name that is told apart already, without what is done together: `Conseil du Coton | pour le recensement`."""
    found = _PURPOSE.search(name)
    return name[: found.start()] if found and _SPECIFIC.match(name[: found.start()]) else name


def without_plural_sort(name: str, printed: str) -> str:
    """The first of several names without what sort they are: `les centres | Alba et Mira`."""
    return _PLURAL_SORT.sub("", name, count=1) if printed.lstrip().startswith("les ") else name


_BETWEEN_DASHES = re.compile(
    r"(?:les|ces|des|ses|nos|deux|trois|quatre|cinq)\s[^–—()]{3,60}?\s?[–—(]\s?(?P<names>[A-ZÉÈ][^–—():;]+?\set\s[^–—():;]+?)\s?[–—)]?\s*",
    re.I,
)


def between_dashes(named: str) -> list[str]:
    """The names that a plural is told by: `les deux centres agréés – | Alba et Mira | –`; none where it is by none."""
    found = _BETWEEN_DASHES.fullmatch(named)
    return re.split(r",\s+|\s+et\s+", found["names"].strip()) if found and found["names"][:1].isupper() else []
