"""A text list of addresses: one a line, words after it are its title; lines that begin with # are remarks."""

from palermo.sources.lists.entries import EntryList, ListEntry


def parse(content: bytes, source_name: str) -> EntryList:
    """Read a list; `what` names it in messages. Bytes that are no UTF-8 make a line that is no address."""
    entries, faults = [], []
    for number, line in enumerate(content.decode("utf-8-sig", "replace").splitlines(), 1):
        address, _, title = line.strip().partition(" ")
        place = f"{source_name}, line {number}"
        if not address or address.startswith("#"):
            continue
        if "://" not in address:
            faults.append(f"{place}: {address[:100]!r} is no address. Begin it with https://.")
            continue
        entries.append(ListEntry(place=place, address=address, title=title.strip() or None))
    return EntryList(entries=tuple(entries), faults=tuple(faults))
