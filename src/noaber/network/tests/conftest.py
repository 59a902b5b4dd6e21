"""The small invented network Voorbeeldland, and short ways to ask the register."""

import datetime as dt
import uuid
from pathlib import Path

import pytest

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.network.models import MembershipVersion, OrganisationVersion, PersonVersion
from noaber.network.services.load_network import LoadReport, load_network
from noaber.network.services.people import register_person
from tests.made_once import made_once

FOLDER = Path(__file__).parent / "data" / "voorbeeldland"
LOADED_AT = dt.datetime(2020, 1, 6, 10, tzinfo=dt.UTC)
TODAY = dt.date(2020, 6, 1)
NOW = dt.datetime(2020, 6, 1, 10, tzinfo=dt.UTC)


def load(folder: Path = FOLDER, *, now: dt.datetime = LOADED_AT, today: dt.date = TODAY) -> LoadReport:
    return load_network(folder, actor=COMMAND, now=now, today=today)


@pytest.fixture
@made_once
def voorbeeldland(db: None) -> LoadReport:
    return load()


def person_named(name: str, on: dt.date = TODAY) -> uuid.UUID:
    key: uuid.UUID = PersonVersion.objects.as_of(AsOf(on)).get(name=name).person_id
    return key


def newcomer(name: str, employer: str = "GM9001", *, since: dt.date = TODAY) -> uuid.UUID:
    values = {"name": name, "job_title": name, "employer": organisation(employer, since).organisation}
    return register_person(actor=COMMAND, now=NOW, valid_from=since, values=values).pk


def organisation(code: str, on: dt.date = TODAY) -> OrganisationVersion:
    version: OrganisationVersion = OrganisationVersion.objects.as_of(AsOf(on)).get(organisation__code=code)
    return version


def holder(post: str, on: dt.date = TODAY, *, known_at: dt.datetime | None = None) -> str:
    """The name of who holds a post (substitutes aside); empty when it is vacant."""
    asof = AsOf(on, known_at)
    terms = MembershipVersion.objects.as_of(asof).filter(membership__post__code=post, is_substitute=False)
    people = terms.values_list("membership__person", flat=True)
    return (
        PersonVersion.objects.as_of(asof).filter(person__in=people).values_list("name", flat=True).first()
        or ""
    )
