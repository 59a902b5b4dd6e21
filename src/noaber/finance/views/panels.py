"""What finance adds to the page of a municipality and to the home page."""

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Panel
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.agreements.outcomes import Reading, outcome_of_day
from noaber.finance.queries.agreements.own_set_years import OwnSetYear, own_set_years
from noaber.finance.queries.agreements.roll_calls import memo_date
from noaber.finance.rules.agreements.agreement import AgreementTerms
from noaber.finance.rules.agreements.contributions import Contribution
from noaber.finance.rules.rate_text import rate_in_words
from noaber.finance.views.agreements.choices import Choice
from noaber.finance.views.billing.terms_words import terms_line
from noaber.finance.views.tables import figure_status
from noaber.finance.views.wording import balance_words, working_of
from noaber.network.api import PopulationRow, population_series

TABLE = "core/components/table_panel.html"
ANSWER = "finance/answer_panel.html"
MUNICIPAL_ROLES = ("mayor", "contact", "head")


def contribution_panel(actor: Actor, code: str, asof: AsOf) -> Panel | None:
    """What the agreement asks of this municipality, on the memo's date and on 1 January of each year."""
    found = agreement_for(actor, asof)
    if found and (own := own_set_years(found, code, asof)):
        return _set_panel(actor, found, own, asof)
    figures = _figures(code, asof, found.terms) if found else []
    if found is None or not figures:
        return None
    terms = found.terms
    intro = _(
        "Voorgesteld is %(rate)s per inwoner per jaar, van %(first)s tot en met %(last)s. De afspraak noemt geen "
        "peildatum."
    ) % {"rate": rate_in_words(terms.rate), "first": terms.first_year, "last": terms.last_year}
    link = Action(_("Alle gemeenten"), "/bijdragen/")
    return Panel(_("Bijdrage"), TABLE, _contribution_table(figures, terms), intro=intro, link=link)


def _set_panel(actor: Actor, found: AgreementRow, own: tuple[OwnSetYear, ...], asof: AsOf) -> Panel:
    """What each year asks on the date that was set for it; how it was set for who is in the network."""
    intro = _(
        "Voorgesteld is %(rate)s per inwoner per jaar, van %(first)s tot en met %(last)s. De peildatum is per jaar "
        "vastgesteld."
    ) % {
        "rate": rate_in_words(found.terms.rate),
        "first": found.terms.first_year,
        "last": found.terms.last_year,
    }
    notes = [terms_line(each.rules) for each in own] if actor.is_in_network else []
    rows = [
        _set_row(each, f"/bijdragen/{Choice(each.rules.year, Reading.SET, found.code).address(asof)}")
        for each in own
    ]
    table = plain_table(
        name="bijdrage", caption=_("Bijdrage per jaar"), columns=_set_columns(), rows=rows, notes=notes
    )
    link = Action(_("Alle gemeenten"), "/bijdragen/")
    return Panel(_("Bijdrage"), TABLE, table, intro=intro, link=link)


def _set_columns() -> list[Column]:
    return [
        Column("year", _("Jaar"), url_key="year_url"),
        Column("reference_on", _("Peildatum"), "date"),
        Column("population", _("Inwoners"), "number"),
        Column("status", _("Cijfer"), "status"),
        Column("amount", _("Bijdrage"), "money", is_totalled=True),
    ]


def _set_row(each: OwnSetYear, url: str) -> Row:
    return {
        "year": str(each.rules.year),
        "year_url": url,
        "reference_on": each.rules.reference_on,
        "population": each.population,
        "status": figure_status(is_provisional=each.is_provisional),
        "amount": each.amount_cents,
    }


def home_panel(actor: Actor, asof: AsOf) -> Panel | None:
    """For a mayor or contact the contribution of their municipality, for the controller the whole."""
    if actor.has("controller"):
        return _controller_panel(actor, asof)
    scopes = sorted(
        scope for scope in actor.scopes_of(*MUNICIPAL_ROLES) if scope.startswith("organisation:GM")
    )
    return contribution_panel(actor, scopes[0].removeprefix("organisation:"), asof) if scopes else None


def _controller_panel(actor: Actor, asof: AsOf) -> Panel | None:
    """The year of the day, with a link to that very year."""
    found = agreement_for(actor, asof)
    told = outcome_of_day(asof, found) if found else None
    if found is None or told is None:
        return None
    year, reading, outcome = told
    intro = _(
        "In %(year)s, met het inwonertal van %(date)s: %(balance)s bij een begroting van %(budget)s."
    ) % {
        "year": year,
        "date": long_date(outcome.reference_on),
        "balance": balance_words(outcome.balance),
        "budget": format_euro(outcome.balance.budget_cents),
    }
    address = Choice(year, reading, found.code).address(asof)
    link = Action(_("Bekijk de bijdragen"), f"/bijdragen/{address}")
    return Panel(_("Bijdragen"), ANSWER, working_of(outcome.owed), intro=intro, link=link, width="half")


def _figures(code: str, asof: AsOf, terms: AgreementTerms) -> list[PopulationRow]:
    """The figures that may count for the agreement, oldest first; none for who is no municipality."""
    if not code.startswith("GM"):
        return []
    series = [
        row for row in population_series(code, known_at=asof.known_at) if row.reference_on <= asof.valid_on
    ]
    own_dates = {terms.reference_on(year) for year in terms.years}
    counting = own_dates | {memo_date([row.reference_on for row in series], terms.proposed_on)}
    return [row for row in series if row.reference_on in counting]


def _contribution_table(figures: list[PopulationRow], terms: AgreementTerms) -> Table:
    columns = [
        Column("reference_on", _("Peildatum"), "date"),
        Column("population", _("Inwoners"), "number"),
        Column("status", _("Cijfer"), "status"),
        Column("amount", _("Bijdrage per jaar"), "money"),
    ]
    rows: list[Row] = [
        {
            "reference_on": row.reference_on,
            "population": row.population,
            "status": figure_status(is_provisional=row.is_provisional),
            "amount": Contribution(row.code, row.population, terms.rate).amount_cents,
        }
        for row in figures
    ]
    caption = _("Inwoners × %(rate)s") % {"rate": rate_in_words(terms.rate)}
    return plain_table(name="bijdrage", caption=caption, columns=columns, rows=rows)
