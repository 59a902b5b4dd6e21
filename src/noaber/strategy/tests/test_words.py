"""What the screens say fits what it is about: one or more, and a name of any gender."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.network.tests.pages import words
from noaber.strategy.queries.inventory.plans import plan
from noaber.strategy.rules.periods.period import LinkedTerms, PeriodTerms
from noaber.strategy.services.inventory.importing import KEPT_FOR, forget_old_lists, keep_list
from noaber.strategy.services.inventory.plans import hand_in_plan
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.tests.test_imports import CONTACT, GOOD, book, changed, look
from noaber.strategy.words.periods import plan_changes
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
NOW = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
NEXT, ZWOLLE = "2023-2026", "GM0193"


@pytest.fixture
def one_gave(oost_nederland: None) -> None:
    terms = PeriodTerms("Programma veiligheid", dt.date(2023, 1, 1), dt.date(2026, 12, 31))
    record_period(NEXT, terms, actor=COMMAND, now=NOW, today=NOW.date())
    known = plan("2019-2022", ZWOLLE, AsOf(today()))
    assert known
    hand_in_plan(NEXT, ZWOLLE, known.text, actor=COMMAND, now=NOW)


@pytest.mark.usefixtures("one_gave")
@pytest.mark.parametrize("address", ["/draad/", f"/strategie/{NEXT}/"])
def test_one_municipality_gave_and_more_gave(client: Client, address: str) -> None:
    assert "1 van 76 gemeenten gaf prioriteiten" in words(client.get(address))
    assert "76 van 76 gemeenten gaven prioriteiten" in words(client.get("/strategie/2019-2022/"))


@pytest.mark.usefixtures("one_gave")
def test_a_period_may_have_a_name_of_any_gender(client: Client) -> None:
    sign_in(client, "mayor of Enschede")
    assert "Voor Programma veiligheid 2023-2026" in words(client.get("/mijn/"))
    sign_in(client, "coordinator")
    letter = words(client.get(f"/strategie/{NEXT}/prioriteiten/vragen/"))
    assert "Voor Programma veiligheid 2023-2026 legt het netwerk" in letter


def test_one_list_is_thrown_away_and_two_lists_are() -> None:
    for count, text in ((1, "1 lijst met prioriteiten weggegooid."), (2, "2 lijsten met prioriteiten weg")):
        for _each in range(count):
            keep_list("2019-2022", SimpleUploadedFile("l.xlsx", book(*GOOD)), actor=CONTACT, now=NOW)
        assert text in forget_old_lists(NOW + KEPT_FOR * 2)


def test_what_is_missing_of_a_plan_is_one_thing_or_more() -> None:
    terms = PeriodTerms("Strategie", dt.date(2023, 1, 1), dt.date(2026, 12, 31))
    record_period(NEXT, terms, actor=COMMAND, now=NOW, today=NOW.date())
    for wrong, text in (
        ({"title": ""}, "ontbreekt nog: plan"),
        ({"title": "", "starts_on": ""}, "ontbreken nog"),
    ):
        assert text in str(look(changed(GOOD[0], **wrong), period=NEXT).preview.problems[0])


def test_a_plan_that_gets_a_proposal_is_no_other_plan() -> None:
    first, last = dt.date(2023, 1, 1), dt.date(2026, 12, 31)
    plan = LinkedTerms("POLITIE-ON", "Beleidsplan", first, last)
    before = PeriodTerms("Programma veiligheid", first, last, plans=(plan,))
    named = replace(before, plans=(replace(plan, proposal="beleidsplan"),))
    assert list(plan_changes(named, before)) == ["Gekoppeld plan heeft een voorstel: Beleidsplan."]
    assert list(plan_changes(before, named)) == ["Voorstel van het gekoppelde plan eraf: Beleidsplan."]
    assert list(plan_changes(replace(before, plans=()), named)) == ["Gekoppeld plan eraf: Beleidsplan."]
    assert list(plan_changes(before, replace(before, plans=()))) == ["Gekoppeld plan erbij: Beleidsplan."]
