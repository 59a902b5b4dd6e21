"""The numbers of the thread are the numbers of the lists behind them, on every day."""

import datetime as dt
from dataclasses import astuple

import pytest

from noaber.core.access import ANONYMOUS, Actor, Grant
from noaber.core.asof import AsOf
from noaber.network.models import OrganisationVersion
from noaber.network.queries.organisations import organisation
from noaber.network.queries.populations import inhabitants, latest_populations
from noaber.network.queries.seats import occupation, seats
from noaber.network.queries.themes import theme_states, themes

DAYS = [dt.date(2010, 1, 1), dt.date(2019, 1, 28), dt.date(2020, 6, 1), dt.date(2023, 5, 15)]
OWN = Actor(1, grants=frozenset({Grant("coordinator")}))
CONTACT_FIELDS = ("email", "phone", "oin", "kvk", "e_invoice_scheme", "e_invoice_id")

pytestmark = pytest.mark.db


@pytest.mark.parametrize("day", DAYS)
def test_the_sums_are_those_of_the_lists(oost_nederland: None, day: dt.date) -> None:
    asof = AsOf(day)
    listed = [seat for seat in seats(ANONYMOUS, asof) if seat.body_code]
    counted = occupation(asof)
    assert (counted.held, counted.total) == (sum(not seat.is_vacant for seat in listed), len(listed))
    assert list(theme_states(asof)) == [(row.name, row.is_carried) for row in themes(ANONYMOUS, asof)]
    assert inhabitants(asof) == sum(row.population for row in latest_populations(asof).values())


def test_contact_data_of_organisations_is_for_the_network(oost_nederland: None) -> None:
    changed = OrganisationVersion.objects.filter(organisation__code="GM0193").update(
        **dict.fromkeys(CONTACT_FIELDS, "priv")
    )
    assert changed
    asof = AsOf(dt.date(2023, 5, 15))
    public, own = organisation(ANONYMOUS, "GM0193", asof), organisation(OWN, "GM0193", asof)
    assert public is not None
    assert own is not None
    assert "priv" not in astuple(public)
    assert astuple(own).count("priv") == len(CONTACT_FIELDS)
    assert (public.code, public.name, public.website, public.revision) == (
        "GM0193",
        own.name,
        own.website,
        own.revision,
    )
