"""Fixture that writes small tagged PDFs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest

Words = tuple[float, float, str, str, float]
"""x and y in points from the page's upper left corner, words, font (F1 plain, F2 bold), size."""
Content = tuple[int, int]
"""Page and place of the words on it, both from 0."""
Tag = tuple[str, Sequence["Tag | Content"]]
Writer = Callable[[Sequence[Sequence[Words]], Sequence[Tag]], bytes]
HEIGHT = 842
HEAD = 50
"""Words above this are marked as artifacts."""


@dataclass
class Objects:
    """The numbered objects of a PDF."""

    bodies: list[bytes] = field(default_factory=list)

    def new(self, body: str = "") -> int:
        self.bodies.append(body.encode("latin-1"))
        return len(self.bodies)

    def put(self, number: int, body: str) -> None:
        self.bodies[number - 1] = body.encode("latin-1")

    def file(self, root: int) -> bytes:
        """All objects with their table of places."""
        out = b"%PDF-1.7\n"
        places = []
        for number, body in enumerate(self.bodies, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        size = len(places) + 1
        return (
            out
            + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF"
            % (
                size,
                table,
                size,
                root,
                len(out),
            )
        )


def _drawn(words: Sequence[Words]) -> Iterator[str]:
    for place, (x, y, text, font, size) in enumerate(words):
        mark = "/Artifact BMC" if y < HEAD else f"/P <</MCID {place}>> BDC"
        yield f"{mark} BT /{font} {size} Tf 1 0 0 1 {x} {HEIGHT - y} Tm ({text}) Tj ET EMC"


@dataclass
class Tree:
    """The structure tree: an object for each tag, and the tag of each content."""

    objects: Objects
    pages: Sequence[int]
    owners: dict[Content, int] = field(default_factory=dict)

    def tag(self, tag: Tag, parent: int) -> int:
        name, children = tag
        number = self.objects.new()
        kids = []
        for child in children:
            if isinstance(child[0], int):
                page, place = child
                self.owners[(page, place)] = number
                kids.append(f"<< /Type /MCR /Pg {self.pages[page]} 0 R /MCID {place} >>")
            else:
                kids.append(f"{self.tag(child, number)} 0 R")
        body = f"<< /Type /StructElem /S /{name} /P {parent} 0 R /K [{' '.join(kids)}] >>"
        self.objects.put(number, body)
        return number


@pytest.fixture
def write_tagged() -> Writer:
    """Print words at places, and put tags around them."""

    def write(pages: Sequence[Sequence[Words]], tags: Sequence[Tag]) -> bytes:
        objects = Objects()
        fonts = [
            objects.new(f"<< /Type /Font /Subtype /Type1 /BaseFont /{f} >>") for f in ("Helvetica", "Helvetica-Bold")
        ]
        parent = objects.new()
        numbers = []
        for index, words in enumerate(pages):
            stream = "\n".join(_drawn(words))
            content = objects.new(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
            look = f"/Resources << /Font << /F1 {fonts[0]} 0 R /F2 {fonts[1]} 0 R >> >> /MediaBox [0 0 595 {HEIGHT}]"
            page = f"<< /Type /Page /Parent {parent} 0 R {look} /Contents {content} 0 R /StructParents {index} >>"
            numbers.append(objects.new(page))
        kids = " ".join(f"{number} 0 R" for number in numbers)
        objects.put(parent, f"<< /Type /Pages /Kids [{kids}] /Count {len(numbers)} >>")
        root = objects.new()
        tree = Tree(objects, numbers)
        top = tree.tag(("Document", tags), root)
        nums = []
        for index, words in enumerate(pages):
            owners = [tree.owners.get((index, place)) for place in range(len(words))]
            nums.append(f"{index} [{' '.join(f'{owner} 0 R' if owner else 'null' for owner in owners)}]")
        objects.put(root, f"<< /Type /StructTreeRoot /K [{top} 0 R] /ParentTree << /Nums [{' '.join(nums)}] >> >>")
        catalog = f"<< /Type /Catalog /Pages {parent} 0 R /MarkInfo << /Marked true >> /StructTreeRoot {root} 0 R >>"
        return objects.file(objects.new(catalog))

    return write
