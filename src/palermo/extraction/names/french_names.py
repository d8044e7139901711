"""French names: those that are a subject by themselves, `Bamako`, and where one in a list goes on with `et des`."""

import re

from palermo.extraction.language.naming_forms import naming
from palermo.extraction.names.states import is_state


def bears_name(subject: str) -> bool:
    """Whether a French subject is a State's name, or a name by itself, which no article stands before: `Bamako`."""
    name = naming("fr").definite_article.sub("", subject)
    return is_state(name.replace("'", "’")) or (name == subject and naming("fr").bare_name.fullmatch(name) is not None)


def with_their_genitives(parts: list[str]) -> list[str]:
    """The parts of a French list, a genitive with the name before it: `ministère de la Santé et | des Sports`."""
    whole: list[str] = []
    for part in parts:
        if whole and naming("fr").genitive.match(part.strip()) and naming("fr").holds_genitive.search(whole[-1]):
            whole[-1] += f" et {part.strip()}"
        else:
            whole.append(part)
    return whole


def first_name(parts: list[str]) -> str | None:
    """A name of one word that begins a French list which goes on with an article: `Fedpol | et la Conférence`."""
    begins = parts[0].strip()
    behind = [part.strip() for part in parts[1:]]
    alone = naming("fr").single_name.fullmatch(begins) is not None and bears_name(begins)
    return begins if alone and behind and all(map(naming("fr").definite_article.match, behind)) else None


def without_purpose(name: str) -> str:
    """A name that is told apart already, without what is done together: `Conseil du Coton | pour le recensement`."""
    found = naming("fr").purpose_behind.search(name)
    return name[: found.start()] if found and naming("fr").told_apart.match(name[: found.start()]) else name


def without_plural_sort(name: str, printed: str) -> str:
    """The first of several names without what sort they are: `les centres | Alba et Mira`."""
    return naming("fr").plural_sort.sub("", name, count=1) if printed.lstrip().startswith("les ") else name


def between_dashes(named: str) -> list[str]:
    """The names that a plural is told by: `les deux centres agréés – | Alba et Mira | –`; none where it is by none."""
    found = naming("fr").named_between_dashes.fullmatch(named)
    return re.split(r",\s+|\s+et\s+", found["names"].strip()) if found and found["names"][:1].isupper() else []
