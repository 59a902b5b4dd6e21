"""The invented neighbour network promises: who merges in mid-year owes what was asked, and is one from then on."""

import datetime as dt

import pytest

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.audit import verify_chain
from noaber.core.errors import DomainError
from noaber.core.models import Demonstration
from noaber.finance.api import standing_invoices
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.solidarity import solidarity_years
from noaber.finance.rules.solidarity import Borne
from noaber.site.demonstration.neighbour import AGREEMENT, ENDS_ON, SUCCESSOR
from noaber.site.demonstration.playing import play

pytestmark = pytest.mark.django_db


def buyers(year: int) -> dict[str, str]:
    """Of whom it is asked, and who got the invoice."""
    return {code: each.content["buyer"]["code"] for code, each in standing_invoices(AGREEMENT, year).items()}


def each_was_asked_under_its_own_name() -> None:
    """Solidarity shows who was asked for a year, and comes to the sum of the invoices."""
    agreement = agreement_for(COMMAND, AsOf(ENDS_ON))
    assert agreement
    years = {each.year: each for each in solidarity_years(COMMAND, agreement, AsOf(ENDS_ON))}
    for year in (2022, 2023):
        rows = [row for row in years[year].rows if row.is_municipality]
        names = [row.share.name for row in rows]
        assert {"Bergwoude (nu Dijkwoude)", "Dijkerland (nu Dijkwoude)"} < set(names)
        assert "Dijkwoude" not in names
        assert {"Bergwoude", "Dijkerland"} < {row.own_name for row in rows}
        assert [row.share.borne for row in rows] == [Borne.PAID] * 6
    assert "Dijkwoude" in [row.share.name for row in years[2024].rows]
    for year, found in years.items():
        asked = sum(each.total_cents for each in standing_invoices(AGREEMENT, year).values())
        assert sum(row.asked_cents for row in found.rows) == asked
        assert found.counts.undecided == (), "no decision was asked"


def test_a_merger_in_the_middle_of_a_year_is_played_to_its_end() -> None:
    assert play(story="buurnetwerk") == ENDS_ON

    assert buyers(2022)["GM9903"] == "GM9903"
    assert {buyers(2023)[code] for code in ("GM9902", "GM9903")} == {SUCCESSOR}
    assert (len(buyers(2023)), len(buyers(2024))) == (6, 5)
    assert buyers(2024)[SUCCESSOR] == SUCCESSOR
    each_was_asked_under_its_own_name()
    assert Demonstration.objects.get().story == "buurnetwerk"
    assert verify_chain()[1] is None

    assert play() is None, "it goes on with what is played in it"
    with pytest.raises(DomainError, match="ander voorbeeldnetwerk"):
        play(dt.date(2024, 6, 1), story="oost-nederland")
