"""Of each Work one document: the one that stands first among those given."""

from collections.abc import Callable
from dataclasses import replace

from palermo.edition import Compiled, once
from palermo.statements import Version

type MakePart = Callable[..., Compiled]


def test_each_work_comes_once_in_the_order_given(make_part: MakePart) -> None:
    one, two, other = (make_part(name, work="w").document for name in ("one", "two", "other"))
    main = replace(two, version=Version.MAIN)
    copy = replace(one, version=Version.COPY)
    alone = replace(other, work="x", version=Version.MAIN)
    assert once([copy, alone, main]) == [alone, main]
    assert once([copy, alone]) == [copy, alone]
    assert once([]) == []
