"""What finance brings into a proposal: the budget, the rate with its arithmetic, and every contribution.

Sending a proposal freezes these tables, so that every body reads the same; they hold plain JSON values.
"""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.rules.dutch import format_number, long_date
from noaber.core.rules.money import format_euro
from noaber.decisions.api import InsertTable, Standing
from noaber.finance.queries.agreements.asked import Claim, money_asked, one_agreement
from noaber.finance.queries.agreements.outcomes import Outcome, memo_outcome
from noaber.finance.queries.agreements.roll_calls import RollCall
from noaber.finance.rules.agreements.agreement import AgreementTerms, Side
from noaber.finance.rules.agreements.break_even import break_even_population, break_even_rate
from noaber.finance.rules.rate_text import rate_in_words
from noaber.finance.views.wording import balance_words, figure_sources, figures_state, working_of
from noaber.network.api import PopulationRow


def budget_table(found: Standing, asof: AsOf, organisation_code: str) -> InsertTable | None:
    """The lines of the budget; money and co-funding each have a column and a total of their own (R19, R44)."""
    terms = one_agreement(found, asof)
    if terms is None:
        return None
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


def rate_table(found: Standing, asof: AsOf, organisation_code: str) -> InsertTable | None:
    """What the rate brings in beside the budget, step by step (R43)."""
    terms = one_agreement(found, asof)
    outcome = memo_outcome(asof, terms) if terms else None
    if terms is None or outcome is None:
        return None
    return InsertTable(
        caption=_("Het tarief doorgerekend: %(rate)s per inwoner per jaar")
        % {"rate": rate_in_words(terms.rate)},
        columns=(
            ("step", _("Wat"), "text"),
            ("sum", _("Zo gerekend"), "text"),
            ("result", _("Uitkomst"), "text"),
        ),
        rows=tuple(
            {"step": step, "sum": how, "result": result} for step, how, result in _steps(terms, outcome)
        ),
        source=sources_of([terms], [outcome.roll]),
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


def contributions_table(found: Standing, asof: AsOf, organisation_code: str) -> InsertTable | None:
    """Every municipality with its inhabitants and its cents per point that asks them, and the network's total."""
    claims = money_asked(found, asof)
    outcomes = [outcome for claim in claims if (outcome := memo_outcome(asof, claim.terms))]
    if not outcomes or len(outcomes) < len(claims):
        return None
    roll, keys = outcomes[0].roll, amount_keys(claims)
    owed = {key: outcome.owed for key, outcome in zip(keys, outcomes, strict=True)}
    rows = tuple(
        {
            "code": entry.code,
            "name": entry.name,
            "district": entry.district_name,
            "population": entry.figure.population if entry.figure else None,
            "reference_on": roll.reference_on.isoformat(),
            "status": figure_words(entry.figure),
            **{key: each.amounts_cents.get(entry.code) for key, each in owed.items()},
        }
        for entry in roll.entries
    )
    return InsertTable(
        caption=_contributions_caption(claims, roll),
        columns=(
            ("name", _("Gemeente"), "text"),
            ("district", _("District"), "text"),
            ("population", _("Inwoners"), "number"),
            ("status", _("Cijfer"), "text"),
            *((key, _amount_label(claim, claims), "money") for key, claim in zip(keys, claims, strict=True)),
        ),
        rows=rows,
        totals={
            "name": _("Alle %(count)s gemeenten")
            % {"count": format_number(len(outcomes[0].owed.contributions))},
            "district": "",
            "population": outcomes[0].owed.population,
            "status": figures_state(roll),
            **{key: each.total_cents for key, each in owed.items()},
        },
        source=sources_of([claim.terms for claim in claims], [roll]),
        note=counting_note(roll),
    )


def amount_keys(claims: Sequence[Claim]) -> list[str]:
    """The columns of the amounts: one, or one per point."""
    return ["amount"] if len(claims) == 1 else [f"amount_{claim.label}" for claim in claims]


def _contributions_caption(claims: Sequence[Claim], roll: RollCall) -> str:
    facts = {"date": long_date(roll.reference_on), "rate": rate_in_words(claims[0].terms.rate)}
    if len(claims) > 1:
        return _("Bijdrage per gemeente per jaar, per punt; peildatum %(date)s") % facts
    return _("Bijdrage per gemeente per jaar: %(rate)s per inwoner, peildatum %(date)s") % facts


def _amount_label(claim: Claim, claims: Sequence[Claim]) -> str:
    if len(claims) == 1:
        return _("Bijdrage per jaar")
    facts = {"label": claim.label, "rate": rate_in_words(claim.terms.rate), **years_of(claim.terms)}
    return _("Punt %(label)s, per jaar: %(rate)s, %(first)s tot en met %(last)s") % facts


def years_of(terms: AgreementTerms) -> dict[str, int]:
    return {"first": terms.first_year, "last": terms.last_year}


def figure_words(figure: PopulationRow | None) -> str:
    """Whether a figure can still change, or that there is none."""
    if figure is None:
        return _("niet bekend")
    return _("voorlopig") if figure.is_provisional else _("vastgesteld")


def sources_of(asked: Sequence[AgreementTerms], rolls: Iterable[RollCall]) -> str:
    """Where the rate and the figures come from."""
    facts = {
        "source": "; ".join(dict.fromkeys(terms.source for terms in asked)),
        "figures": figure_sources(rolls),
    }
    if not any(terms.lines for terms in asked):
        return _("Tarief: %(source)s. Inwonertallen: %(figures)s.") % facts
    return _("Tarief en begroting: %(source)s. Inwonertallen: %(figures)s.") % facts


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
