"""Tests of entity profiles: stated activities, and shortened lists of ties."""

from dataclasses import replace
from pathlib import Path
from types import ModuleType

from django.conf import LazySettings
from django.test import Client

from palermo import registry
from palermo.statements import Ref, RefType, StatementKind


def test_activities_stand_on_a_profile_with_their_maps(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    part = sample.EVERYTHING[0]
    actor = Ref(id="iom", name="IOM", type=RefType.ENTITY)
    output = tuple(replace(item, kind=StatementKind.ACTIVITY, actors=(actor,)) for item in part.statements[:5])
    sample.build(tmp_path, [replace(part, statements=output)])
    page = client.get("/en/entities/iom/").content.decode()
    section = page[page.index('aria-labelledby="acts"') : page.index('aria-labelledby="partners"')]
    assert section.count('<li class="hit rec">') == 3
    assert 'href="/en/entities/iom/statements/?kind=activity">All activities (5)</a>' in section
    by_year = "?rows=region&amp;columns=year&amp;kind=activity&amp;actor=iom"
    assert f'href="/en/who-does-what/{by_year}"' in section
    assert client.get(f"/en/who-does-what/{by_year.replace('&amp;', '&')}").status_code == 200


def test_many_ties_are_shown_in_part(client: Client) -> None:
    ties = {len(registry.load_registry().get_profile(id).partnerships): id for id in ("iom", "unesco")}
    most, least = max(ties), min(ties)
    assert least <= 8 < most
    page = client.get(f"/en/entities/{ties[most]}/").content.decode()
    assert f'<details class="shown"><summary>{most - 8} more</summary>' in page
    assert '<details class="shown">' not in client.get(f"/en/entities/{ties[least]}/").content.decode()


def test_a_profile_without_activities_has_no_such_part(client: Client) -> None:
    assert 'aria-labelledby="acts"' not in client.get("/en/entities/unesco/").content.decode()


def test_profile_offers_a_comparison_with_entities_that_act(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    part = sample.EVERYTHING[0]
    actors = [Ref(id=id, name=id.upper(), type=RefType.ENTITY) for id in ("iom", "unodc")]
    stated = tuple(
        replace(item, kind=StatementKind.ACTIVITY, actors=(actors[at % 2],), interventions=("prevention",))
        for at, item in enumerate(part.statements[:6])
    )
    sample.build(tmp_path, [replace(part, statements=stated)])
    page = client.get("/en/entities/iom/").content.decode()
    assert '<option value="unodc">' in page
    assert '<option value="iom">' not in page
    compared = client.get("/en/who-does-what/?rows=actor&columns=intervention&compare=iom&compare=unodc")
    assert "Statements, and the year of the newest" in compared.content.decode()
    assert "compare-with" not in client.get("/en/entities/unesco/").content.decode()
