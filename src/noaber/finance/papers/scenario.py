"""One scenario as a paper: the answer in a sentence, the question, the years, and every municipality."""

from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.clock import day_of
from noaber.core.documents.paper import Block, Bullets, DataTable, Heading, Note, Paper, Paragraph
from noaber.core.documents.pdf import to_pdf
from noaber.core.documents.tables import TableColumn
from noaber.core.models import Demonstration
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import round_half_up
from noaber.finance.queries.scenarios import ScenarioAnswer, ScenarioRow
from noaber.finance.scenario_words import (
    basis_notes,
    break_even_words,
    headline,
    question_facts,
    rate_label,
    years_words,
)
from noaber.network.api import network_name


def scenario_pdf(row: ScenarioRow, found: ScenarioAnswer) -> bytes:
    return to_pdf(scenario_paper(row, found))


def scenario_paper(row: ScenarioRow, found: ScenarioAnswer) -> Paper:
    saved_on = long_date(day_of(row.recorded_at))
    version = _("versie %(number)s van %(date)s") % {"number": row.number, "date": saved_on}
    return Paper(
        title=row.name,
        network=network_name() or "Noaber",
        kind=_("Scenario naast de begroting"),
        made_at=clock.now(),
        facts=[(_("Scenario"), version), *question_facts(found)],
        blocks=_blocks(row, found),
        is_demonstration=Demonstration.objects.exists(),
        is_wide=True,
    )


def _blocks(row: ScenarioRow, found: ScenarioAnswer) -> list[Block]:
    blocks: list[Block] = [Paragraph(headline(found))]
    if row.reason:
        blocks.insert(0, Note(_("Ingetrokken"), row.reason))
    if row.explanation:
        blocks.append(Paragraph(row.explanation))
    return [
        *blocks,
        Heading(_("Jaar voor jaar")),
        _years(found),
        Heading(_("Per gemeente")),
        _municipalities(found),
        Heading(_("Waar dit op rust")),
        Bullets(basis_notes(found)),
    ]


def _years(found: ScenarioAnswer) -> DataTable:
    columns = [
        TableColumn("year", _("Jaar")),
        TableColumn("population", _("Inwoners"), "number"),
        TableColumn("raised", _("Opbrengst"), "money"),
        TableColumn("budget", _("Begroting"), "money"),
        TableColumn("difference", _("Verschil"), "money"),
        TableColumn("rate", rate_label(found.question)),
        TableColumn("agreed", _("Volgens de afspraak"), "money"),
    ]
    rows = [
        {
            "year": str(year.year),
            "population": round_half_up(year.population),
            "raised": year.raised_cents,
            "budget": year.balance.budget_cents,
            "difference": year.balance.difference_cents,
            "rate": break_even_words(year),
            "agreed": year.agreed_cents,
        }
        for year in found.outcome.years
    ]
    balance = found.outcome.balance
    totals = {
        "year": _("Samen"),
        "raised": balance.raised_cents,
        "budget": balance.budget_cents,
        "difference": balance.difference_cents,
        "agreed": found.outcome.agreed_cents,
    }
    caption = _("Opbrengst en begroting per jaar")
    return DataTable(caption, columns, rows, totals if len(rows) > 1 else None)


def _municipalities(found: ScenarioAnswer) -> DataTable:
    columns = [
        TableColumn("name", _("Gemeente")),
        TableColumn("population", _("Inwoners op de peildatum"), "number"),
        TableColumn("agreed", _("Afspraak"), "money"),
        TableColumn("asked", _("Scenario"), "money"),
        TableColumn("difference", _("Verschil"), "money"),
        TableColumn("share", _("In %"), "percentage"),
    ]
    by_name = {effect.code: effect for effect in found.outcome.effects}
    rows = [
        {
            "name": entry.name,
            "population": found.roll.populations[entry.code],
            "agreed": by_name[entry.code].agreed_cents,
            "asked": by_name[entry.code].asked_cents,
            "difference": by_name[entry.code].difference_cents,
            "share": by_name[entry.code].rounded_share,
        }
        for entry in found.roll.entries
        if entry.code in by_name
    ]
    totals = {
        "name": _("Samen"),
        "population": sum(found.roll.populations.values()),
        "agreed": found.outcome.agreed_cents,
        "asked": found.outcome.balance.raised_cents,
        "difference": found.outcome.balance.raised_cents - found.outcome.agreed_cents,
    }
    caption = _("Per gemeente, %(years)s") % {"years": years_words(found.question)}
    return DataTable(caption, columns, rows, totals)
