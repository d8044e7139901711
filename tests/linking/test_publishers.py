"""Tests of publishers: an id only for names that the registry has exactly."""

from palermo import registry
from palermo.linking import link_publisher
from palermo.statements import Document, Masthead, Nature

KNOWN = registry.load_registry()


def document(publisher: str | None, nature: Nature = Nature.ORIGINAL, publishers: tuple[str, ...] = ()) -> Document:
    return Document(
        id="d", work="w", source="a.md", media_type="text/markdown", size=1, pages=None, language="en", title="A",
        nature=nature, publishers=publishers, masthead=Masthead(publisher=publisher),
    )  # fmt: skip


def test_a_name_that_the_registry_holds_is_linked() -> None:
    assert link_publisher(document("International Organization for Migration"), KNOWN).publishers == ("iom",)


def test_full_name_with_its_acronym_in_brackets_is_linked() -> None:
    rendered = "International Organization for Migration (IOM)"
    linked = link_publisher(document(rendered), KNOWN)
    assert (linked.publishers, linked.publisher) == (("iom",), rendered)


def test_joint_publishers_are_linked_if_all_are_known() -> None:
    joint = document("International Organization for Migration; UNHCR")
    assert link_publisher(joint, KNOWN).publishers == ("iom", "unhcr")
    assert link_publisher(document("UNHCR; IOM Staff Choir"), KNOWN).publishers == ()


def test_other_names_stay_as_printed() -> None:
    linked = link_publisher(document("IOM Staff Choir"), KNOWN)
    assert (linked.publishers, linked.publisher) == ((), "IOM Staff Choir")
    assert link_publisher(document("Example Choir (IOM)"), KNOWN).publishers == ()


def test_the_catalogue_and_digests_stay() -> None:
    assert link_publisher(document("UNHCR", publishers=("iom",)), KNOWN).publishers == ("iom",)
    assert link_publisher(document("UNHCR", Nature.DIGEST), KNOWN).publishers == ()
