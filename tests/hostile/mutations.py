"""Seeded mutations of good files: flipped bytes, cuts, and mixed, doubled or lost parts."""

from collections.abc import Iterator, Mapping
from random import Random


def flipped(content: bytes, random: Random, other: bytes) -> bytes:
    damaged = bytearray(content)
    for _ in range(random.choice((1, 4, 32, 256))):
        damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
    return bytes(damaged)


def cut(content: bytes, random: Random, other: bytes) -> bytes:
    return content[: random.randrange(1, len(content))]


def beheaded(content: bytes, random: Random, other: bytes) -> bytes:
    return content[random.randrange(1, len(content)) :]


def spliced(content: bytes, random: Random, other: bytes) -> bytes:
    """The beginning of one file and the end of another."""
    return content[: random.randrange(1, len(content))] + other[random.randrange(len(other)) :]


def repeated(content: bytes, random: Random, other: bytes) -> bytes:
    start, stop = sorted(random.randrange(len(content)) for _ in range(2))
    return content[:stop] + content[start:stop] * random.choice((1, 3, 50)) + content[stop:]


def lost(content: bytes, random: Random, other: bytes) -> bytes:
    start, stop = sorted(random.randrange(len(content)) for _ in range(2))
    return content[:start] + content[stop:] or content


def renumbered(content: bytes, random: Random, other: bytes) -> bytes:
    """One of its numbers is another: lengths, counts, places."""
    places = [index for index, byte in enumerate(content) if 48 <= byte <= 57]
    damaged = bytearray(content)
    for place in random.sample(places, min(len(places), 3)):
        damaged[place] = random.choice(b"0123456789")
    return bytes(damaged)


KINDS = (flipped, cut, beheaded, spliced, repeated, lost, renumbered)


def mutated(good: Mapping[str, bytes], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many damaged files, by name; `good` holds a file for each ending."""
    random = Random(seed)
    endings = sorted(good)
    for number in range(count):
        ending = endings[number % len(endings)]
        damage = KINDS[number // len(endings) % len(KINDS)]
        yield f"{number:05d}-{damage.__name__}.{ending}", damage(good[ending], random, good[random.choice(endings)])
