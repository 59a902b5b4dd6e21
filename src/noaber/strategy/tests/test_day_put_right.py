"""The day of an adoption that is corrected at its proposal: every page says one day, and that it was corrected."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import now, today
from noaber.core.rules.dutch import long_date, short_date
from noaber.decisions.api import Party, proposal, send_proposal
from noaber.decisions.services.answers.rectifying import rectify_day
from noaber.network.tests.pages import links, typed_in, words
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.tests.test_adopted_instead import NEXT, PAGE, THEMES, answer, chosen, early, terms
from noaber.strategy.tests.test_asks_itself import answers, both
from tests.made_once import made_once
from tests.people import sign_in

__all__ = ["both", "chosen"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
TEXTS = (f"{PAGE}nota/", f"{PAGE}samenvatting/", f"{PAGE}voor/GM0153/")


def right_day() -> dt.date:
    return early() + dt.timedelta(days=2)


def college() -> Party:
    found = proposal(COMMAND, THEMES, AsOf(today()))
    assert found
    return found.stages[1].parties[0]


def follow() -> None:
    said = replace(terms(), decided_on=right_day(), note="De dag klopte niet.")
    assert record_period(NEXT, said, actor=COMMAND, now=now(), today=today())


@pytest.fixture
@made_once
def rectified(both: None) -> None:
    """One proposal asked the councils and adopted the strategy; of that the day was corrected since."""
    send_proposal(THEMES, actor=COMMAND, now=now(), today=today())
    answers(5)
    answer(THEMES, 1)
    said = replace(terms(), state=PeriodState.ADOPTED, decided_on=early(), source="Lijst", note="Met spoed.")
    record_period(NEXT, said, actor=COMMAND, now=now(), today=today())
    assert rectify_day(
        college().consultation_id,
        actor=COMMAND,
        now=now(),
        today=today(),
        decided_on=right_day(),
        reason="Verkeerd overgenomen.",
    )


@pytest.mark.usefixtures("rectified")
def test_r05_a_strategy_has_one_day_everywhere_until_it_is_recorded_anew(client: Client) -> None:
    sign_in(client, "coordinator")
    moved = (
        f"De strategie staat hier als vastgesteld op {long_date(early())}; bij het voorstel staat nu "
        f"{long_date(right_day())}."
    )
    for page in ("/strategie/", PAGE, *TEXTS):
        assert moved in words(client.get(page)), page
    rows = client.get("/strategie/?formaat=csv").getvalue().decode()
    assert moved in rows
    row = next(each for each in rows.splitlines() if NEXT in each)
    assert str(early()) in row or short_date(early()) in row
    assert short_date(early()) in words(Client().get("/strategie/"))
    follow()
    for page in ("/strategie/", PAGE, *TEXTS):
        assert "bij het voorstel staat nu" not in words(client.get(page)), page
    assert "Let op" not in client.get("/strategie/?formaat=csv").getvalue().decode()


@pytest.mark.usefixtures("rectified")
def test_r15_the_texts_say_that_the_day_of_the_strategy_was_corrected(client: Client) -> None:
    follow()
    sign_in(client, "coordinator")
    told = (
        f"Rechtgezet op {long_date(today())}: op welke dag {college().name} vaststelde "
        f"(niet {long_date(early())} maar {long_date(right_day())})."
    )
    for page in TEXTS:
        assert words(client.get(page)).count(told) == 1, page


@pytest.mark.usefixtures("rectified")
def test_who_records_it_finds_the_way_and_reads_that_the_reason_is_public(client: Client) -> None:
    form, asks = f"{PAGE}wijzigen/", "Leg die dag hier ook vast."
    assert asks not in words(client.get(PAGE))
    sign_in(client, "coordinator")
    assert asks in words(client.get(PAGE))
    assert form in links(client.get(PAGE))
    assert "Iedereen kan dit lezen." in words(client.get(form))
    follow()
    read = words(client.get(PAGE))
    assert asks not in read
    recorded = f"{long_date(today())} Strategie 2023-2026 vastgesteld"
    assert read.count(recorded) == 2, (
        "both records carry the day of the demonstration, not that of the computer"
    )


@pytest.mark.usefixtures("rectified")
def test_who_rectifies_the_day_reads_first_that_the_strategy_does_not_follow_itself(client: Client) -> None:
    sign_in(client, "coordinator")
    page = f"/voorstellen/{THEMES}/standpunt/{college().consultation_id}/rectificeren/"
    day = early() + dt.timedelta(days=1)
    typed = {**typed_in(client.get(page)), "decided_on": f"{day:%d-%m-%Y}", "reason": "Verkeerd overgenomen."}
    told = words(client.post(page, typed))
    assert f"Bij ‘Strategie {NEXT}’ blijft {long_date(early())} staan, tot de coördinator" in told
