"""What was recorded of who is heard and put right after the adoption is told on every page, as of the councils."""

import datetime as dt

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import now, today
from noaber.core.documents.paper import Note
from noaber.decisions.api import Answer, Party, Said, proposal, record_positions
from noaber.decisions.services.answers.correcting import correct_positions
from noaber.network.tests.pages import words
from noaber.strategy.nota.contents import Extent, nota
from noaber.strategy.nota.local import local
from noaber.strategy.nota.papers import local_paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
PLAN = "meerjarenbeleidsplan-politie-2019-2022"
PERIOD = "2019-2022"
PAGE = f"/strategie/{PERIOD}/"
DECISION = f"/besluiten/{PLAN}/"
OWN, OTHER = f"{PAGE}voor/GM0153/", f"{PAGE}voor/GM0200/"
PAGES = (PAGE, f"{PAGE}nota/", OWN, DECISION)


def enschede() -> Party:
    found = proposal(COMMAND, PLAN, AsOf(today()))
    assert found
    return next(each for each in found.stages[0].parties if each.organisation_code == "GM0153")


def right(said: Said | None, day: dt.date | None = None) -> None:
    assert correct_positions(
        enschede().consultation_id,
        dict.fromkeys(enschede().labels, said),
        actor=COMMAND,
        now=now(),
        today=today(),
        reason="Verkeerd overgenomen.",
        decided_on=day,
    )


def modified(client: Client) -> str:
    found: str = client.get(f"/open-data/besluiten/{PLAN}.json").json()["modified"]
    return found


def test_r15_a_day_that_was_put_right_is_told_everywhere(client: Client) -> None:
    before = modified(client)
    right(Said(Answer.CONSENT), dt.date(2019, 3, 14))
    for page in PAGES:
        read = words(client.get(page))
        assert "op welke dag Enschede is gehoord (niet 7 maart 2019 maar 14 maart 2019)." in read, page
        assert "Verkeerd overgenomen" not in read, page
    assert "Rechtgezet" not in words(client.get(OTHER))
    found = nota(COMMAND, PERIOD, AsOf(today()), extent=Extent.LOCAL)
    assert found
    row = local(found, "GM0153")
    assert row
    told = [each for each in local_paper(row).blocks if isinstance(each, Note)]
    assert any("is gehoord" in str(each.text) for each in told), "a note is never cut"
    assert modified(client) > before


def test_r15_that_nobody_was_heard_is_told_and_nothing_of_it_goes_back(client: Client) -> None:
    right(Said(Answer.CONSENT), dt.date(2019, 3, 14))
    first = modified(client)
    right(None)
    for page in PAGES:
        read = words(client.get(page))
        assert "dat Enschede op 7 maart 2019 niet is gehoord" in read, page
    assert modified(client) >= first, "it never goes back"
    key, said = enschede().consultation_id, dict.fromkeys(enschede().labels, Said(Answer.CONSENT))
    record_positions(key, said, actor=COMMAND, now=now(), today=today(), decided_on=dt.date(2019, 3, 7))
    for page in PAGES:
        assert "Rechtgezet op" not in words(client.get(page)), f"{page}: it stands as it stood"
