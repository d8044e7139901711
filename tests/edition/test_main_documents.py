"""Tests of the main document of a Work: the first of those given."""

from collections.abc import Callable
from dataclasses import replace

from palermo.edition import CompiledDocument, select_one_per_work
from palermo.statements import DocumentVersion

type MakePart = Callable[..., CompiledDocument]


def test_each_work_comes_once_in_the_order_given(make_part: MakePart) -> None:
    item, two, other = (make_part(name, work="w").document for name in ("one", "two", "other"))
    main = replace(two, version=DocumentVersion.MAIN)
    copy = replace(item, version=DocumentVersion.COPY)
    alone = replace(other, work="x", version=DocumentVersion.MAIN)
    assert select_one_per_work([copy, alone, main]) == [alone, main]
    assert select_one_per_work([copy, alone]) == [copy, alone]
    assert select_one_per_work([]) == []
