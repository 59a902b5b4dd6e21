"""What came in on the line of the contributions, where one payer paid what is not asked any more."""

import pytest

from noaber.finance.rules.budget.year_budget import CONTRIBUTIONS, Use
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import approved_budget, budget
from noaber.finance.tests.invoices_in_books import credit
from noaber.finance.tests.paying_books import AMOUNTS, contributions, pay
from noaber.network.tests.pages import words

pytestmark = pytest.mark.django_db


def test_money_that_must_go_back_makes_nobody_owe_less() -> None:
    approved_budget(2021)
    first, second, _third = invoices = contributions(2021)
    pay(first, AMOUNTS[0])
    pay(second, AMOUNTS[1])
    credit(invoices[first])

    line = budget(2021).line(CONTRIBUTIONS)
    assert line
    assert line.use == Use(AMOUNTS[2], 0, AMOUNTS[1], AMOUNTS[0])
    page = f"/begroting/bijdragen-2020-2023/2021/post/{CONTRIBUTIONS}/"
    assert "Terug te betalen € 100,01" in words(client_of("controller").get(page)).replace("\xa0", " ")
