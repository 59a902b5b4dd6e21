"""A year whose account was adopted: its budget shows what was adopted, and beside it what came later."""

import datetime as dt
import re
from typing import Final

import pytest

from noaber.core.errors import DomainError
from noaber.finance.queries.grants import grant_called
from noaber.finance.rules.grants.grant import GrantStepKind, GrantStepText
from noaber.finance.services.budget.year_budget import approve_budget, first_lines
from noaber.finance.services.grants.grant import record_grant, record_grant_step
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    INCOME,
    NOW,
    SECOND,
    TODAY,
    YEAR,
    propose,
)
from noaber.finance.tests.grants import test_grants_in_budget as granted
from noaber.finance.tests.reports.test_year_books import adopted
from noaber.finance.tests.samples import MEMO
from noaber.network.tests.pages import links, words

_books = granted._books
LINE: Final = granted.LINE
LATER: Final = NOW + dt.timedelta(hours=2)
PAGE: Final = f"/begroting/{CODE}/{YEAR}/"


def came(code: str, cents: int, at: dt.datetime = NOW) -> None:
    for kind in (GrantStepKind.APPLICATION, GrantStepKind.AWARD, GrantStepKind.ADVANCE):
        text = GrantStepText(kind, TODAY, cents, "", "Brief in het archief")
        record_grant_step(code, text, actor=CONTROLLER, now=at, today=TODAY)


@pytest.fixture
def _adopted(_books: None) -> None:
    """The grant brought 4.000 in before the account was adopted."""
    granted.grant("eerste", LINE)
    came("eerste", 4_000_00)
    approve_budget(propose(list(first_lines(MEMO, INCOME)), year=YEAR - 1), actor=SECOND, now=NOW)
    granted.grant("tweede", LINE)
    for year in (YEAR - 1, YEAR):
        adopted(year, NOW + dt.timedelta(hours=1))


@pytest.mark.usefixtures("_adopted")
def test_a_line_of_an_adopted_year_is_not_offered_to_a_grant_and_is_refused() -> None:
    client = client_of("controller")
    assert LINE.post not in client.get("/subsidies/nieuw/").content.decode()
    with pytest.raises(DomainError, match="vastgesteld"):
        record_grant("derde", granted.details("derde", LINE), actor=CONTROLLER, now=LATER, today=TODAY)
    assert grant_called("derde") is None
    own = client.get("/subsidies/eerste/wijzigen/").content.decode()
    assert LINE.post in own, "where it comes in already stays to be chosen"
    better = granted.details("Een betere naam", LINE)
    assert record_grant("eerste", better, actor=CONTROLLER, now=LATER, today=TODAY)


@pytest.mark.usefixtures("_adopted")
def test_the_budget_shows_what_was_adopted_and_what_came_later_beside_it() -> None:
    client = client_of("controller")
    assert "Vastgesteld" in words(client.get(PAGE))
    assert "€ 0,00" in words(client.get(PAGE))
    came("tweede", 375_00, LATER)
    page = client.get(PAGE)
    shown = words(page)
    assert "De jaarrekening van 2021 is vastgesteld" in shown
    assert "Subsidie van het fonds€ 10.000,00€ 4.000,00€ 375,00" in shown
    assert "4.375,00" not in shown, "what came later is not in what was adopted"
    assert f"{PAGE}verslag/jaarrekening/" in links(page)
    for refused in ("wijzigen/", "verplichtingen/nieuw/"):
        assert f"{PAGE}{refused}" not in links(page), "a closed year takes none"
        form = client.get(f"{PAGE}{refused}")
        assert "De jaarrekening van 2021 is vastgesteld" in words(form)
        assert not re.search(r'<form[^>]*method="post"[^>]*noaber-form', form.content.decode()), (
            "nor asks for it"
        )
        assert 'name="amount"' not in form.content.decode()
    line = words(client.get(f"{PAGE}post/{LINE.post}/"))
    assert "Vastgesteld in de jaarrekening" in line
    assert "Daarna gekomen" in line
