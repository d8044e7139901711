"""French subjects that are a name by themselves: a State, or a word with a capital and no article before it."""

import re

from palermo.extraction.names.states import is_state


def bears_name(subject: str) -> bool:
    """Whether a French subject is a State's name, or a name by itself, which no article stands before: `Bamako`."""
    name = _FRENCH_ARTICLE.sub("", subject)
    return is_state(name.replace("'", "’")) or (name == subject and _FRENCH_NAME.fullmatch(name) is not None)


_FRENCH_ARTICLE = re.compile(r"(?:l[ae]s?\s+|l['’]\s?)", re.I)
_FRENCH_NAME = re.compile(
    r"(?!(?:Une?|Les?|La|Des|Du|Deux|Trois|Quatre|Cinq|Six|Sept|Huit|Neuf|Dix|Ces?|Cette|Ses|Sa|Son|Leurs?|Nos|Notre|Vos|Votre|Chaque|Quelques|Il|Ils|Elles?|Nous|Vous|Je|Certaine?s|Tous|Toutes|Cela|Ceci|Ce|Nul|Nulle|Aucune?|Chacune?|Beaucoup|Plusieurs|Celui|Celles?|Ceux|Personne|Rien|Tout|Peu|On|Qui|Quiconque"
    r"|D['’]autres|Autres|Ainsi|Aussi|Or|Mais|Et|Tel|Telle|Tels|Telles|Trop|Bien|Ici|Là|Hier|Parfois|Souvent|Seule?s?|Rares|Mieux|Moins|Plus)\b)"
    r"[A-ZÉÈÎÔ][\w’'-]+(?:(?:\s+(?:et|de|du|des|la|le))?\s+[A-ZÉÈÎÔ][\w’'-]+){0,4}"
)
