"""Private persons: names, contact details and testimony in a document.

Names count in surroundings that make their bearer private (a victim, a survivor, a witness, an age, a changed name), so
that officials in their function, authors and experts stay. What is found is in no statement, and masked in passages.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from palermo.extraction.masking import (
    MASK,
    find_names,
    find_private_names,
    find_repeated_names,
    is_official_surname,
    is_titled_elsewhere,
    merge_spans,
)
from palermo.extraction.privacy_lexicon import (
    CONTEXT_CHARS,
    PrivacyLexicon,
    get_lexicon,
    is_official,
    is_public_name,
    is_registered,
)
from palermo.grouping import group_items
from palermo.languages.language_words import LanguageWords, WordPattern
from palermo.statements import Passage, PrivateSpan, PrivateSpanKind, Statement

type PrivateMatch = tuple[PrivateSpanKind, int, int]
"""Kind, start and end in a text."""

_WORDS = LanguageWords("extraction")
_MAIL = _WORDS.compile_pattern(
    r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}(?:@| ?[\[(](?:{contacts.mail_at})[\])] ?)"
    r"[\w-]{1,63}(?:(?:\.| ?[\[(](?:{contacts.mail_dot})[\])] ?)[\w-]{2,63}){1,4}"
)
_OFFICE = _WORDS.compile_pattern(
    r"(?:{contacts.office_mailboxes})s?(?:{contacts.office_mailbox_ends})?|(?:{contacts.office_mailbox_stems})\w*", re.I
)
"""Part of the address of an office; any other address is taken for a person's."""
_PHONE = _WORDS.compile_pattern(
    r"(?:(?:{contacts.phones})"
    r"[^\W\d]{0,3}[\s.:：]{0,4}(?:(?:{contacts.phone_number_words})\.?[:：]?\s?)?"
    r"(?:(?:{contacts.phone_copulas})\s(?:(?:{contacts.phone_articles})\s)?|{contacts.attached_copulas})?"
    r"|(?<![\d+/.])(?=\+))(?P<name>\+?\(?\d[\d\s().-]{6,18}\d)",
    re.I,
)
_IDENTITY_DOCUMENT = _WORDS.compile_pattern(
    r"(?:\b(?i:{contacts.identity_documents})\b|{contacts.attached_identity_documents})"
    r"(?i:\s?(?:(?:{contacts.document_number_words})(?!\w)\.?|{contacts.attached_document_number_words}|№)){0,2}"
    r"(?:\s?[:：]|\s(?:{contacts.document_copulas}|—)|{contacts.attached_copulas})?\s?"
    r"(?P<name>(?<!\w)(?:[A-ZА-Я]{0,3} ?\d[\dA-Z-]{5,17}|\d{2} ?\d{2} ?\d{6})"
    r"|(?<=[{contacts.document_last_characters}])[A-Z]{0,3}\d[\dA-Z-]{5,17})(?!\w)",
)
_HOME = _WORDS.compile_pattern(
    r"(?:{contacts.homes})"
    r"(?P<name>(?=[^.;。]{0,60}\d)[\w’'،,，№/ -]{6,80}|(?:{contacts.streets}) [\w’'،,，№/. -]{6,80})",
    re.I,
)
_CONTACTS: Mapping[PrivateSpanKind, tuple[re.Pattern[str], WordPattern, int]] = {
    "telephone": (re.compile(r"\d[\d\s().-]{6}"), _PHONE, 7),
    "document-number": (re.compile(r"\d[\dA-Z -]{5}"), _IDENTITY_DOCUMENT, 6),
    "address": (re.compile(r"\d"), _HOME, 1),
}
"""Each with what a text must hold to be looked at, which most do not, its pattern, and the fewest digits in it."""
_CONJUNCTION = _WORDS.compile_pattern(r" (?:{privacy.conjunctions}) ")
_QUOTED = re.compile(r"[“\"«„『「][^”\"»“』」]{15,1500}[”\"»“』」]")


def find_private_spans(
    passages: Sequence[Passage], tagged_spans: Iterable[PrivateSpan] = (), certain_names: Collection[str] = ()
) -> Iterator[PrivateSpan]:
    """Yield what is private in the passages of one document, in reading order, without overlaps.

    `tagged_spans` are what the statement tagger takes for names of private persons. Names of States and of registry
    entities among them are left out, and so are those of officials: a title beside one mention, such as `Ambassador`,
    counts for all, unless the tagger is certain that the person is private (`certain_names`). A name that is found in
    one passage is yielded in all passages that print it, with the age and place beside it.
    """
    by_id = {passage.id: passage for passage in passages}
    by_rules = list(find_spans_by_rules(passages))
    named_by_rules = {by_id[span.passage].text[span.start : span.end] for span in by_rules}
    names = _drop_public(tagged_spans, by_id, named_by_rules.union(certain_names))
    private_spans = list(merge_spans(passages, [*by_rules, *names]))
    private_spans += find_repeated_names(passages, private_spans)
    yield from merge_spans(passages, [*private_spans, *find_ages_and_places(passages, private_spans)])


def _drop_public(
    spans: Iterable[PrivateSpan], by_id: Mapping[str, Passage], private_names: Collection[str]
) -> Iterator[PrivateSpan]:
    """Yield the spans whose name is not an official's in any of its mentions, or is one of `private_names`.

    The last words of such a name are an official's too, if no name of a private person has them.
    """
    by_name = group_items(spans, lambda span: by_id[span.passage].text[span.start : span.end])
    public = {
        name
        for name, mentions in by_name.items()
        if name not in private_names
        and (
            any(_is_public(span, by_id[span.passage]) for span in mentions) or is_titled_elsewhere(name, by_id.values())
        )
    }
    private = by_name.keys() - public
    endings = {" ".join(words[first:]) for words in (name.split() for name in public) for first in range(1, len(words))}
    others = (*(private - endings), *private_names)
    private_words = {word for name in others if " " in name for word in name.split()}
    endings |= {name for name in private if is_official_surname(name, by_id.values())}
    surnames = {ending for ending in endings if private_words.isdisjoint(ending.split())}
    for name in private - (surnames - set(private_names)):
        yield from by_name[name]


def _is_public(span: PrivateSpan, passage: Passage) -> bool:
    """Return whether a name is an official's by adjacent words, or known to the registry."""
    name = passage.text[span.start : span.end]
    return is_registered(name) or is_public_name(passage.text, span.start, span.end, passage.language)


def find_spans_by_rules(passages: Sequence[Passage]) -> Iterator[PrivateSpan]:
    """Yield what the patterns of the sections `privacy` and `contacts` find, passage by passage."""
    for passage in passages:
        for kind, start, end in find_private_matches(passage.text, passage.language):
            yield PrivateSpan(passage=passage.id, start=start, end=end, kind=kind)


def find_private_matches(text: str, language: str) -> list[PrivateMatch]:
    """Return what the rules find in one text, in order."""
    lexicon = get_lexicon(language)
    spans = {*_find_contacts(text, lexicon), *(_find_persons(text, lexicon, language) if lexicon else ())}
    return sorted(spans, key=lambda span: span[1:])


def find_ages_and_places(passages: Sequence[Passage], spans: Iterable[PrivateSpan]) -> Iterator[PrivateSpan]:
    """Yield an age and a place that are printed together beside a private name; countries alone stay."""
    by_id = {passage.id: passage for passage in passages}
    for span in spans:
        passage = by_id[span.passage]
        lexicon = get_lexicon(passage.language)
        if span.kind != "name" or lexicon is None:
            continue
        for pattern in lexicon.age_and_place:
            match = pattern.match(passage.text, span.end)
            if match and not is_registered(match["place"]):
                for part in ("age", "place"):
                    start, end = match.span(part)
                    yield PrivateSpan(passage=passage.id, start=start, end=end, kind="age-and-place")
                break


def find_stories(passages: Iterable[Passage]) -> Iterator[str]:
    """Yield the ids of passages whose words tell a private person's story."""
    return (passage.id for passage in passages if is_testimony(passage.text, passage.language))


def has_private_content(passage: Passage) -> bool:
    """Return whether a passage of an edition holds testimony or private data.

    Masked or not; also if its language is unknown.
    """
    is_hidden = passage.sensitive or passage.redacted or 2 * MASK in passage.text
    if is_hidden or get_lexicon(passage.language) is None:
        return True
    return is_testimony(passage.text, passage.language) or bool(find_private_matches(passage.text, passage.language))


def exclude_private(
    statements: Iterable[Statement],
    passages: Sequence[Passage],
    private_spans: Sequence[PrivateSpan],
    stories: Collection[str],
) -> Iterator[Statement]:
    """Leave out statements that touch a private span or name a private person.

    Mark those of stories as sensitive.
    """
    spans = group_items(private_spans, lambda span: span.passage)
    names = find_private_names(passages, private_spans)
    for statement in statements:
        locators = (statement.locator, *(support.locator for support in statement.support))
        if any(span.start < at.end and at.start < span.end for at in locators for span in spans.get(at.passage, ())):
            continue
        if any(find_names(ref.name, names, statement.language) for ref in statement.refs):
            continue
        sensitive = statement.sensitive or statement.locator.passage in stories
        yield replace(statement, sensitive=True) if sensitive and not statement.sensitive else statement


def is_testimony(text: str, language: str) -> bool:
    """Return whether a text is a survivor's own story, or quotes one.

    First person, and harm that was done. For a quote, harm anywhere in the text counts: who quotes a survivor often
    tells the harm in their own words (`She was raped. “I could not leave,” she said.`), and what is doubtful is hidden.
    """
    lexicon = get_lexicon(language)
    if lexicon is None or not lexicon.telling.search(text) or not lexicon.harmed.search(text):
        return False
    if any(lexicon.telling.search(match.group()) for match in _QUOTED.finditer(text)):
        return True
    outside = _QUOTED.sub(" ", text)
    return len(lexicon.telling.findall(outside)) >= 2 and lexicon.harmed.search(outside) is not None


def _find_contacts(text: str, lexicon: PrivacyLexicon | None) -> Iterator[PrivateMatch]:
    if "@" in text or "(" in text or "[" in text:
        for match in _MAIL.finditer(text):
            local = re.split(r"@| ?[\[(]", match.group())[0]
            if not any(_OFFICE.fullmatch(part) for part in re.split(r"[._+-]|\d+", local) if part):
                yield "e-mail", match.start(), match.end()
    for kind, (number, pattern, digits) in _CONTACTS.items():
        for match in pattern.finditer(text) if number.search(text) else ():
            before = text[max(0, match.start() - CONTEXT_CHARS) : match.start("name")].rpartition(". ")[2]
            if kind == "telephone" and lexicon and lexicon.public.search(before.casefold()):
                continue
            if sum(character.isdigit() for character in match["name"]) >= digits:
                yield kind, match.start("name"), match.end("name")


def _find_persons(text: str, lexicon: PrivacyLexicon, language: str) -> Iterator[PrivateMatch]:
    if not lexicon.cue.search(text):
        return
    for pattern in lexicon.persons:
        for match in pattern.finditer(text):
            start, end = match.span("name")
            after_role = is_official(text, match.end(), match.end(), language)
            if _can_be_person(match["name"], lexicon) and not (after_role or is_official(text, start, end, language)):
                yield "name", start, end


def _can_be_person(name: str, lexicon: PrivacyLexicon) -> bool:
    """Return whether no word of a name is of an organisation, text, month or country, or one for private persons."""
    parts = _CONJUNCTION.split(name)
    return not (
        any(lexicon.never.fullmatch(word) or lexicon.private_nouns.fullmatch(word) for word in name.split())
        or lexicon.country_names.intersection(parts)
    )
