"""The tables of contributions: per municipality, per year, per district, and who paid before."""

from collections.abc import Sequence
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.rules.dutch import format_number, long_date
from noaber.core.rules.money import format_euro
from noaber.finance.queries.agreements.outcomes import Outcome
from noaber.finance.queries.agreements.roll_calls import RollCall
from noaber.finance.rules.agreements.contributions import AgreedYears, ContributionList
from noaber.finance.rules.agreements.fixed_sum import LargestPay
from noaber.finance.views.wording import balance_words, source_lines, working_of

KEPT = ("jaar", "peildatum")


def decimals_of(rate: Decimal) -> int:
    """Two decimals at least, and as many as the rate has."""
    exponent = rate.as_tuple().exponent
    return max(2, -exponent) if isinstance(exponent, int) else 2


def list_filters() -> list[TextFilter | ChoiceFilter]:
    return [TextFilter(("name", "code")), ChoiceFilter("district", _("District"), "district")]


def figure_status(*, is_provisional: bool) -> Status:
    return Status(_("voorlopig"), "warning") if is_provisional else Status(_("vastgesteld"), "ok")


def place_cells(roll: RollCall, code: str, asof: AsOf) -> dict[str, object]:
    """What every list says of a municipality."""
    entry = roll.by_code[code]
    return {
        "name": entry.name,
        "url": organisation_address(code, asof),
        "code": code,
        "district": entry.district_name,
    }


def year_table(
    query: QueryDict, outcome: Outcome, year: int, asof: AsOf, *, source: str, is_set: bool = False
) -> Table:
    """A row per municipality for one year; the amount comes first, so that a phone shows it."""
    roll, owed = outcome.roll, outcome.owed
    columns = [
        Column("name", _("Gemeente"), "link"),
        Column("code", _("CBS-code"), is_on_screen=False),
        Column("reference_on", _("Peildatum"), "date", is_on_screen=False),
        Column("amount", _("Bijdrage"), "money", is_totalled=True),
        Column("population", _("Inwoners"), "number", is_totalled=True),
        Column("rate", _("Tarief (€)"), "number", decimals=decimals_of(owed.rate)),
        Column("status", _("Cijfer"), "status"),
        Column("district", _("District")),
    ]
    total = _("Totaal: %(working)s; %(balance)s bij een begroting van %(budget)s.") % {
        "working": working_of(owed),
        "balance": balance_words(outcome.balance),
        "budget": format_euro(outcome.balance.budget_cents),
    }
    return list_table(
        query,
        name=f"bijdragen-{year}-peildatum-{roll.reference_on.isoformat()}",
        caption=_("Bijdrage per gemeente in %(year)s, peildatum %(date)s")
        % {"year": year, "date": long_date(roll.reference_on)},
        columns=columns,
        rows=[_year_row(roll, owed, index, asof) for index in range(len(owed.contributions))],
        filters=list_filters(),
        default_sort="name",
        notes=[total, *source_lines([roll], source, is_set=is_set)],
        phone="scroll",
        kept=KEPT,
    )


def _year_row(roll: RollCall, owed: ContributionList, index: int, asof: AsOf) -> Row:
    contribution = owed.contributions[index]
    figure = roll.by_code[contribution.code].figure
    return {
        **place_cells(roll, contribution.code, asof),
        "reference_on": roll.reference_on,
        "population": contribution.population,
        "status": figure_status(is_provisional=figure.is_provisional) if figure else None,
        "rate": contribution.rate,
        "amount": contribution.amount_cents,
    }


def years_table(
    query: QueryDict,
    agreed: AgreedYears,
    rolls: dict[int, RollCall],
    asof: AsOf,
    *,
    source: str,
    is_set: bool = False,
) -> Table:
    """A row per municipality with every year beside the other; a municipality that merged has only its own years."""
    amounts = {year.year: year.contributions.amounts_cents for year in agreed.years}
    latest = {code: roll for _year, roll in sorted(rolls.items()) for code in roll.populations}
    columns = [
        Column("name", _("Gemeente"), "link"),
        Column("code", _("CBS-code"), is_on_screen=False),
        *(Column(f"year_{year}", str(year), "money", is_totalled=True) for year in amounts),
        Column("together", _("Samen"), "money", is_totalled=True),
        Column("district", _("District")),
    ]
    rows = [
        {
            **place_cells(roll, code, asof),
            **{f"year_{year}": cents.get(code) for year, cents in amounts.items()},
            "together": sum(cents.get(code, 0) for cents in amounts.values()),
        }
        for code, roll in latest.items()
    ]
    return list_table(
        query,
        name="bijdragen-samen",
        caption=_("Bijdrage per gemeente, alle jaren"),
        columns=columns,
        rows=rows,
        filters=list_filters(),
        default_sort="name",
        notes=source_lines(list(rolls.values()), source, is_set=is_set),
        phone="scroll",
        kept=KEPT,
    )


def year_sums_table(agreed: AgreedYears, rolls: dict[int, RollCall]) -> Table:
    """What each year brings in beside the budget."""
    columns = [
        Column("year", _("Jaar")),
        Column("reference_on", _("Peildatum"), "date"),
        Column("population", _("Inwoners"), "number"),
        Column("raised", _("Opbrengst"), "money", is_totalled=True),
        Column("budget", _("Begroting"), "money", is_totalled=True),
        Column("difference", _("Verschil"), "money", is_totalled=True),
    ]
    rows = [
        {
            "year": str(year.year),
            "reference_on": rolls[year.year].reference_on,
            "population": year.contributions.population,
            "raised": year.balance.raised_cents,
            "budget": year.balance.budget_cents,
            "difference": year.balance.difference_cents,
        }
        for year in agreed.years
    ]
    return plain_table(
        name="per-jaar", caption=_("Opbrengst en begroting per jaar"), columns=columns, rows=rows
    )


def district_table(owed: ContributionList, roll: RollCall) -> Table:
    """Subtotals per district."""
    columns = [
        Column("district", _("District")),
        Column("municipalities", _("Gemeenten"), "number", is_totalled=True),
        Column("population", _("Inwoners"), "number", is_totalled=True),
        Column("amount", _("Bijdrage"), "money", is_totalled=True),
    ]
    rows = [
        {
            "district": subtotal.group,
            "municipalities": subtotal.municipalities,
            "population": subtotal.population,
            "amount": subtotal.amount_cents,
        }
        for subtotal in owed.subtotals(roll.district_of)
    ]
    return plain_table(name="districten", caption=_("Bijdrage per district"), columns=columns, rows=rows)


def largest_table(old: LargestPay, roll: RollCall, owed: ContributionList, asof: AsOf) -> Table:
    """Who the largest are on this date, what they would pay alone, and what the proposal asks of them."""
    columns = [
        Column("name", _("Gemeente"), "link"),
        Column("population", _("Inwoners"), "number", is_totalled=True),
        Column("alone", _("Als zij alles betalen"), "money", is_totalled=True),
        Column("proposed", _("In het voorstel"), "money", is_totalled=True),
    ]
    rows: Sequence[Row] = [
        {
            **place_cells(roll, code, asof),
            "population": old.division.populations[code],
            "alone": old.division.shares_cents[code],
            "proposed": owed.amounts_cents[code],
        }
        for code in old.payers
    ]
    caption = ngettext(
        "De grootste gemeente op %(date)s", "De %(count)s grootste gemeenten op %(date)s", len(rows)
    ) % {
        "count": format_number(len(rows)),
        "date": long_date(roll.reference_on),
    }
    return plain_table(name="grootste", caption=caption, columns=columns, rows=rows)
