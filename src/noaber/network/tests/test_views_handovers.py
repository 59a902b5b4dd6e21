"""What a list of a change of holder says: who lost a theme, and who came on a seat that was vacant."""

import datetime as dt

import pytest
from django.test import Client

from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.network.models import (
    Handover,
    HandoverCause,
    HandoverItem,
    Membership,
    PersonVersion,
    PortfolioVersion,
)
from noaber.network.services.handovers import change_holder
from noaber.network.services.memberships import end_membership
from noaber.network.services.themes import end_portfolio
from noaber.network.tests.pages import words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
SEAT, ON = "GM0153:mayor", dt.date(2023, 9, 1)


@pytest.fixture
def coordinator(client: Client) -> Client:
    sign_in(client, "coordinator")
    return client


def successor() -> PersonVersion:
    found: PersonVersion = PersonVersion.objects.as_of(AsOf(dt.date(2023, 5, 15))).get(
        email="veiligheid@enschede.invalid"
    )
    return found


def take_over() -> Handover:
    return change_holder(SEAT, successor().person_id, actor=COMMAND, now=clock.now(), effective_on=ON)


def test_who_comes_on_a_vacant_seat_succeeds_nobody(coordinator: Client) -> None:
    held = Membership.objects.get(post__code=SEAT)
    end_membership(held.pk, actor=COMMAND, now=clock.now(), valid_until=dt.date(2023, 7, 1))

    made = take_over()

    page = words(coordinator.get(f"/overdrachten/{made.pk}/"))
    assert "is benoemd op een zetel die vacant was, vanaf 1 september 2023." in page
    assert " op, vanaf" not in page


def test_who_follows_somebody_at_once_succeeds_them(coordinator: Client) -> None:
    made = take_over()
    page = words(coordinator.get(f"/overdrachten/{made.pk}/"))
    assert "volgt Burgemeester van Enschede op, vanaf 1 september 2023." in page


def test_a_theme_that_nobody_has_any_more_is_not_said_to_be_with_the_predecessor(coordinator: Client) -> None:
    version = PortfolioVersion.objects.known(None).filter(valid_until=None)[0]
    others = PortfolioVersion.objects.known(None).filter(portfolio__theme=version.portfolio.theme)
    made = Handover.objects.create(
        post=Membership.objects.get(post__code=SEAT).post,
        cause=HandoverCause.MERGER,
        effective_on=ON,
        recorded_at=clock.now(),
    )
    HandoverItem.objects.create(
        handover=made, kind="portfolio", key=str(version.portfolio.theme_id), outcome="open"
    )
    address = f"/overdrachten/{made.pk}/"
    assert "nog in portefeuille bij de voorganger" in words(coordinator.get(address))
    for other in others:
        end_portfolio(other.portfolio_id, actor=COMMAND, now=clock.now(), valid_until=ON)

    page = words(coordinator.get(address))

    assert "nu bij niemand in portefeuille. Wie neemt het over?" in page
    assert "bij de voorganger" not in page
