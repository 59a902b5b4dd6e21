"""R41 on the page of a position: an informal body that was asked to decide reads why it cannot, and what to do."""

import datetime as dt

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.reading import forget
from noaber.core.tests.guards import unguarded
from noaber.decisions.models import Consultation, Position, Stage
from noaber.decisions.tests.test_views_proposals import MEMO, PAGE, asked, take_away
from noaber.network.api import is_there_to_decide
from noaber.network.models import Body
from noaber.network.services.bodies import change_body
from noaber.network.tests.pages import links, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
NOW = dt.datetime(2023, 5, 15, 10, tzinfo=dt.UTC)
REASON = "is een informeel overleg: het stemt af, maar neemt geen formele besluiten."


def asked_of_avo(role: str) -> str:
    """As if a route asked it, from before that was refused; nothing was built upon the councils yet."""
    take_away(stage__number__gt=1)
    with unguarded():
        Stage.objects.filter(proposal__code=MEMO, number=1).update(role=role)
    stage = Stage.objects.get(proposal__code=MEMO, number=1)
    row = Consultation.objects.create(stage=stage, body=Body.objects.get(code="avo"))
    forget()
    return f"{PAGE}standpunt/{row.pk}/"


def test_who_cannot_decide_gets_no_form_but_the_reason(client: Client) -> None:
    page = asked_of_avo("consent")
    sign_in(client, "coordinator")
    shown = client.get(page)
    text = words(shown)
    assert "Dit overleg besluit niet" in text
    assert REASON in text
    assert "laat een formeel overleg besluiten" in text
    assert PAGE in links(shown)
    assert "Leg vast wat er is besloten" not in text
    assert b"answer_1" not in shown.content


def test_sent_all_the_same_it_is_refused_with_the_reason(client: Client) -> None:
    page = asked_of_avo("consent")
    sign_in(client, "coordinator")
    before = Position.objects.count()
    typed = {"answer_1": "consent", "decided_on": "8-5-2023", "revision": "0"}
    assert REASON in words(client.post(page, typed))
    assert Position.objects.count() == before


def test_heard_it_has_its_form(client: Client) -> None:
    page = asked_of_avo("hear")
    sign_in(client, "coordinator")
    shown = client.get(page)
    assert REASON not in words(shown)
    assert "answer_1" in typed_in(shown)


def test_a_body_that_could_decide_when_it_was_asked_keeps_its_form(client: Client) -> None:
    """It may have decided before it became informal; the day that is typed says so."""
    take_away(stage__number__gt=1)
    council = asked(body__code="dvo-twente")
    change_body(
        "dvo-twente", actor=COMMAND, now=NOW, valid_from=dt.date(2023, 1, 1), values={"is_formal": False}
    )
    assert not is_there_to_decide("dvo-twente", AsOf(dt.date(2023, 5, 15)))
    sign_in(client, "coordinator")
    assert "answer_1" in typed_in(client.get(f"{PAGE}standpunt/{council.pk}/"))
