"""The rows of a run: what each municipality is asked with its sum, beside what it was invoiced before that run."""

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.addresses import organisation_address
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import TextFilter
from noaber.core.components.table import Table, list_table
from noaber.core.rules.dutch import format_number
from noaber.core.rules.money import format_euro
from noaber.finance.queries.billing.left_out import LeftOut, left_out
from noaber.finance.queries.billing.run_differences import RunDifferences, Standing
from noaber.finance.queries.billing.runs import AskedRow, RunOutcome, RunRow
from noaber.finance.rules.agreements.contributions import Contribution
from noaber.finance.rules.billing.participation import billed_quantity, days_of
from noaber.finance.rules.billing.terms import Rounding, corrections
from noaber.finance.rules.rate_text import rate_in_words
from noaber.finance.views.places.billing import invoice_address
from noaber.finance.views.tables import figure_status


def run_table(query: QueryDict, run: RunRow, outcome: RunOutcome, differences: RunDifferences) -> Table:
    """A row per municipality that is asked, and per one that is asked no more."""
    asked = {row.code for row in outcome.rows}
    gone = [each for code, each in differences.before.items() if code not in asked]
    credited = left_out(run.agreement_code, run.year, known_at=run.made.at)
    out = [each for code, each in credited.items() if code not in asked and code not in differences.before]
    return list_table(
        query,
        name=f"bijdragen-{run.year}-ronde-{run.number}",
        caption=_("Wat elke gemeente betaalt"),
        columns=_columns(),
        rows=[
            *(_row(run, row, differences) for row in outcome.rows),
            *map(_gone_row, gone),
            *map(_left_out_row, out),
        ],
        filters=[TextFilter(("name", "code"))],
        default_sort="name",
        notes=[provisional_words(outcome), _sources(outcome)],
        phone="scroll",
    )


def provisional_words(outcome: RunOutcome) -> str:
    """Whether the numbers of inhabitants can still change; then a correction may follow."""
    whole = format_number(len(outcome.rows))
    if not outcome.provisional_count:
        return _("Alle %(whole)s inwonertallen zijn vastgesteld.") % {"whole": whole}
    words = ngettext(
        "%(count)s van %(whole)s inwonertallen is voorlopig.",
        "%(count)s van %(whole)s inwonertallen zijn voorlopig.",
        outcome.provisional_count,
    )
    return words % {"count": format_number(outcome.provisional_count), "whole": whole}


def _sources(outcome: RunOutcome) -> str:
    return _("Bron inwonertallen: %(sources)s.") % {"sources": "; ".join(outcome.sources)}


def _columns() -> list[Column]:
    return [
        Column("name", _("Gemeente"), "link"),
        Column("code", _("CBS-code"), is_on_screen=False),
        Column("amount", _("Bijdrage"), "money", is_totalled=True),
        Column("population", _("Inwoners"), "number", is_totalled=True),
        Column("status", _("Cijfer"), "status"),
        Column("source", _("Bron"), is_on_screen=False),
        Column("working", _("Berekening"), is_sortable=False),
        Column("invoiced", _("Al gefactureerd"), "money", is_totalled=True),
        Column("difference", _("Verschil"), "money", is_totalled=True),
        Column("invoice", _("Factuur"), url_key="invoice_url"),
    ]


def _row(run: RunRow, row: AskedRow, differences: RunDifferences) -> Row:
    before_cents, number = differences.before_cents(row.code), differences.number_of(row.code)
    return {
        "name": row.name,
        "url": organisation_address(row.code),
        "code": row.code,
        "amount": row.amount_cents,
        "population": row.population,
        "status": figure_status(is_provisional=row.is_provisional),
        "source": row.source,
        "working": working_of(run, row),
        "invoiced": before_cents,
        "difference": row.amount_cents - before_cents,
        "invoice": number,
        "invoice_url": invoice_address(number) if number else "",
    }


def _gone_row(standing: Standing) -> Row:
    """It was invoiced, and this run asks nothing of it."""
    said = _("doet dit jaar niet meer mee")
    return _row_of_nothing(standing.code, standing.name, said, standing.amount_cents, standing.number)


def _left_out_row(out: LeftOut) -> Row:
    """Its invoice was credited, and nothing comes instead."""
    said = _("niet opnieuw gefactureerd: %(reason)s") % {"reason": out.reason}
    return _row_of_nothing(out.code, out.name, said, 0, out.note_number)


def _row_of_nothing(code: str, name: str, said: str, before_cents: int, number: str) -> Row:
    return {
        "name": name,
        "url": organisation_address(code),
        "code": code,
        "amount": 0,
        "population": None,
        "status": None,
        "source": "",
        "working": said,
        "invoiced": before_cents,
        "difference": -before_cents,
        "invoice": number,
        "invoice_url": invoice_address(number),
    }


def changed_words(run: RunRow, outcome: RunOutcome, differences: RunDifferences) -> str:
    """How many municipalities a correction is about, and what it comes to; nothing for a first run."""
    if not differences.before:
        return ""
    before = {code: each.amount_cents for code, each in differences.before.items()}
    retaxed = differences.retaxed(run.rules)
    found = corrections(before, outcome.amounts_cents, retaxed)
    changed = [each for each in found if each.is_changed]
    count = ngettext("%(count)s gemeente verandert", "%(count)s gemeenten veranderen", len(changed))
    facts = {
        "changed": count % {"count": format_number(len(changed))},
        "cents": format_euro(sum(each.difference_cents for each in changed)),
    }
    if retaxed:
        return _("%(changed)s, samen %(cents)s, met een andere btw") % facts
    return _("%(changed)s, samen %(cents)s") % facts


def working_of(run: RunRow, row: AskedRow) -> str:
    """The sum of one municipality on paper."""
    if run.rules.rounding is Rounding.FIXED_SUM:
        facts = {"budget": format_euro(run.budget_cents), "population": format_number(row.population)}
        return _("deel van %(budget)s naar %(population)s inwoners") % facts
    if row.days != days_of(run.year):
        return _part_of_a_year(run, row)
    return str(Contribution(row.code, row.population, run.rules.rate).working)


def _part_of_a_year(run: RunRow, row: AskedRow) -> str:
    """The same quantity as stands on the invoice, so that the sum can be done again."""
    quantity = billed_quantity(row.population, row.days, run.year)
    facts = {
        "population": format_number(row.population),
        "rate": rate_in_words(run.rules.rate),
        "days": str(row.days),
        "whole": str(days_of(run.year)),
        "quantity": format_number(quantity, 4),
        "amount": format_euro(row.amount_cents),
    }
    return (
        _("%(population)s × %(days)s van de %(whole)s dagen = %(quantity)s; × %(rate)s, afgerond %(amount)s")
        % facts
    )
