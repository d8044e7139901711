"""Text lists of addresses: one for each line, followed by its title; lines that begin with # are comments."""

from palermo.sources.lists.entries import EntryList, ListEntry


def parse(content: bytes, source_name: str) -> EntryList:
    """Read a list; `what` names it in messages. Bytes that are not UTF-8 make an invalid address."""
    entries, faults = [], []
    for number, line in enumerate(content.decode("utf-8-sig", "replace").splitlines(), 1):
        address, _, title = line.strip().partition(" ")
        place = f"{source_name}, line {number}"
        if not address or address.startswith("#"):
            continue
        if "://" not in address:
            faults.append(f"{place}: {address[:100]!r} is not an address. Begin it with https://.")
            continue
        entries.append(ListEntry(place=place, address=address, title=title.strip() or None))
    return EntryList(entries=tuple(entries), faults=tuple(faults))
