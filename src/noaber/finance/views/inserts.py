"""What finance brings into a proposal: the budget, the rate with its arithmetic, and every contribution.

Sending a proposal freezes these tables, so that every body reads the same; they hold plain JSON values.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.rules.dutch import format_number, long_date
from noaber.core.rules.money import format_euro
from noaber.decisions.api import InsertTable
from noaber.finance.queries.agreements import agreement_as_of
from noaber.finance.queries.outcomes import Outcome, memo_outcome
from noaber.finance.queries.roll_calls import RollCall
from noaber.finance.rules.agreements import AgreementTerms, Side
from noaber.finance.rules.break_even import break_even_population, break_even_rate
from noaber.finance.rules.rate_text import rate_in_words
from noaber.finance.views.wording import balance_words, figures_state, working_of
from noaber.network.api import PopulationRow


def budget_table(asof: AsOf, organisation_code: str) -> InsertTable | None:
    """The lines of the budget; money and co-funding each have a column and a total of their own (R19, R44)."""
    found = agreement_as_of(asof)
    if found is None:
        return None
    terms = found.terms
    rows = tuple(
        {
            "title": line.title,
            "purpose": line.purpose,
            "cash": line.amount_cents if line.side is Side.CONTRIBUTION else None,
            "co_funding": line.amount_cents if line.side is Side.CO_FUNDING else None,
        }
        for line in terms.lines
    )
    note = _(
        "Geld en cofinanciering staan apart: cofinanciering is capaciteit, faciliteiten en subsidie, en geen geld dat "
        "gemeenten betalen. Naast elkaar is de omvang %(size)s per jaar."
    )
    return InsertTable(
        caption=_("Begroting per jaar, %(first)s tot en met %(last)s") % years_of(terms),
        columns=(
            ("title", _("Post"), "text"),
            ("purpose", _("Waarvoor"), "text"),
            ("cash", _("Gemeenten, in geld"), "money"),
            ("co_funding", _("Cofinanciering"), "money"),
        ),
        rows=rows,
        totals={
            "title": _("Totaal"),
            "purpose": "",
            "cash": terms.budget_cents,
            "co_funding": terms.co_funding_cents,
        },
        source=terms.source,
        note=note % {"size": format_euro(terms.size_cents)},
    )


def rate_table(asof: AsOf, organisation_code: str) -> InsertTable | None:
    """What the rate brings in beside the budget, step by step (R43)."""
    found = agreement_as_of(asof)
    outcome = memo_outcome(asof, found.terms) if found else None
    if found is None or outcome is None:
        return None
    return InsertTable(
        caption=_("Het tarief doorgerekend: %(rate)s per inwoner per jaar")
        % {"rate": rate_in_words(found.terms.rate)},
        columns=(
            ("step", _("Wat"), "text"),
            ("sum", _("Zo gerekend"), "text"),
            ("result", _("Uitkomst"), "text"),
        ),
        rows=tuple(
            {"step": step, "sum": how, "result": result} for step, how, result in _steps(found.terms, outcome)
        ),
        source=sources_of(found.terms, [outcome.roll]),
        note=counting_note(outcome.roll),
    )


def _steps(terms: AgreementTerms, outcome: Outcome) -> list[tuple[str, str, str]]:
    owed, balance = outcome.owed, outcome.balance
    lines = " + ".join(format_euro(line.amount_cents) for line in terms.of(Side.CONTRIBUTION))
    needed = break_even_population(balance.budget_cents, owed.rate)
    exact = break_even_rate(balance.budget_cents, owed.population)
    budget, rate = format_euro(balance.budget_cents), rate_in_words(owed.rate)
    return [
        (
            _("Inwoners"),
            _("%(count)s gemeenten op %(date)s, %(state)s")
            % {
                "count": format_number(len(owed.contributions)),
                "date": long_date(outcome.reference_on),
                "state": figures_state(outcome.roll),
            },
            format_number(owed.population),
        ),
        (_("Opbrengst per jaar"), working_of(owed), format_euro(balance.raised_cents)),
        (_("Begroting per jaar"), lines, budget),
        (
            _("Verschil"),
            _("%(raised)s min %(budget)s") % {"raised": format_euro(balance.raised_cents), "budget": budget},
            balance_words(balance),
        ),
        (
            _("Sluitend tarief"),
            _("%(budget)s gedeeld door %(population)s inwoners")
            % {"budget": budget, "population": format_number(owed.population)},
            _("%(rate)s cent") % {"rate": exact.in_cents()},
        ),
        (
            _("Sluitend inwonertal"),
            _("%(budget)s gedeeld door %(rate)s, naar boven afgerond") % {"budget": budget, "rate": rate},
            format_number(needed),
        ),
    ]


def contributions_table(asof: AsOf, organisation_code: str) -> InsertTable | None:
    """Every municipality with its inhabitants and its cents, and the network's total."""
    found = agreement_as_of(asof)
    outcome = memo_outcome(asof, found.terms) if found else None
    if found is None or outcome is None:
        return None
    roll, amounts = outcome.roll, outcome.owed.amounts_cents
    rows = tuple(
        {
            "name": entry.name,
            "district": entry.district_name,
            "population": entry.figure.population if entry.figure else None,
            "status": figure_words(entry.figure),
            "amount": amounts.get(entry.code),
        }
        for entry in roll.entries
    )
    facts = {"rate": rate_in_words(found.terms.rate), "date": long_date(outcome.reference_on)}
    return InsertTable(
        caption=_("Bijdrage per gemeente per jaar: %(rate)s per inwoner, peildatum %(date)s") % facts,
        columns=(
            ("name", _("Gemeente"), "text"),
            ("district", _("District"), "text"),
            ("population", _("Inwoners"), "number"),
            ("status", _("Cijfer"), "text"),
            ("amount", _("Bijdrage per jaar"), "money"),
        ),
        rows=rows,
        totals={
            "name": _("Alle %(count)s gemeenten") % {"count": format_number(len(outcome.owed.contributions))},
            "district": "",
            "population": outcome.owed.population,
            "status": figures_state(roll),
            "amount": outcome.owed.total_cents,
        },
        source=sources_of(found.terms, [roll]),
        note=counting_note(roll),
    )


def years_of(terms: AgreementTerms) -> dict[str, int]:
    return {"first": terms.first_year, "last": terms.last_year}


def figure_words(figure: PopulationRow | None) -> str:
    """Whether a figure can still change, or that there is none."""
    if figure is None:
        return _("niet bekend")
    return _("voorlopig") if figure.is_provisional else _("vastgesteld")


def sources_of(terms: AgreementTerms, rolls: Iterable[RollCall]) -> str:
    """Where the rate and the figures come from."""
    figures = sorted({source for roll in rolls for source in roll.sources})
    return _("Tarief en begroting: %(source)s. Inwonertallen: %(figures)s (CC BY 4.0).") % {
        "source": terms.source,
        "figures": "; ".join(figures),
    }


def counting_note(roll: RollCall) -> str:
    """The reference date and the rounding, that the memo does not name, and what can still change."""
    parts = [
        _("Peildatum %(date)s. Per gemeente afgerond op de cent, een halve cent naar boven.")
        % {"date": long_date(roll.reference_on)}
    ]
    if roll.provisional_count:
        parts.append(_("Voorlopige inwonertallen kunnen nog veranderen."))
    if roll.missing:
        parts.append(
            _("Van %(count)s gemeenten is geen inwonertal bekend; zij tellen niet mee.")
            % {"count": format_number(len(roll.missing))}
        )
    return " ".join(parts)
