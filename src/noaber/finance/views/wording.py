"""How the screens say in words what comes in and what is still to be found."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.rules.dutch import format_number, long_date
from noaber.core.rules.money import format_euro
from noaber.finance.queries.agreements.roll_calls import RollCall
from noaber.finance.queries.billing.before_issue import BeforeIssue
from noaber.finance.rules.agreements.agreement import AgreementTerms
from noaber.finance.rules.agreements.asked import fte_in_words
from noaber.finance.rules.agreements.contributions import AgreedYears, Balance, Contribution, ContributionList
from noaber.finance.rules.rate_text import rate_in_words


@dataclass(frozen=True, slots=True)
class AnswerBlock:
    """The answer before everything else: the figure, one sentence that says what it is, and the sum behind it."""

    kicker: str
    headline: str
    sentence: str
    working: str
    tone: Literal["ok", "danger"]


def counted(cents: int, *, is_released: bool) -> int | str:
    """The amount of a row in a table with a sum; what was undone shows what it was, in words, and is not counted."""
    return _("%(cents)s, telt niet mee") % {"cents": format_euro(cents)} if is_released else cents


def balance_words(balance: Balance) -> str:
    """Such as "€ 4.011,79 te kort"."""
    if balance.shortfall_cents:
        return _("%(amount)s te kort") % {"amount": format_euro(balance.shortfall_cents)}
    if balance.surplus_cents:
        return _("%(amount)s over") % {"amount": format_euro(balance.surplus_cents)}
    return _("precies genoeg")


def documents_in_words(before: BeforeIssue) -> str:
    """Such as "76 facturen, samen € 229.766,74", or what goes off as well."""
    credit_count = sum(1 for each in before.drafts if each.credits)
    count = len(before.drafts) - credit_count
    invoices = ngettext("%(count)s factuur", "%(count)s facturen", count) % {"count": format_number(count)}
    facts = {"invoices": invoices, "invoiced": format_euro(before.invoiced_cents)}
    if not credit_count:
        words = _("%(invoices)s van %(invoiced)s") if count == 1 else _("%(invoices)s, samen %(invoiced)s")
        return words % facts
    notes = ngettext("%(count)s creditnota", "%(count)s creditnota's", credit_count)
    facts |= {
        "notes": notes % {"count": format_number(credit_count)},
        "credited": format_euro(before.credited_cents),
    }
    return _("%(invoices)s (%(invoiced)s) en %(notes)s (%(credited)s eraf)") % facts


def tone_of(balance: Balance) -> Literal["ok", "danger"]:
    return "danger" if balance.shortfall_cents else "ok"


def working_of(owed: ContributionList) -> str:
    """The sum on the total, and what rounding per municipality does to it, if anything."""
    working = Contribution("", owed.population, owed.rate).working
    product = f"{working.population} × {working.rate} = {working.product}"
    if working.product == format_euro(owed.total_cents):
        return product
    if any(each.set_cents is not None for each in owed.contributions):
        return _("volgens de regels van dit jaar samen %(total)s") % {"total": format_euro(owed.total_cents)}
    rounded = _("per gemeente afgerond op de cent: samen %(total)s") % {
        "total": format_euro(owed.total_cents)
    }
    return f"{product}; {rounded}"


def answer_of_date(
    owed: ContributionList, balance: Balance, reference_on: dt.date, kicker: str
) -> AnswerBlock:
    """The answer for one reference date, in one sentence with its arithmetic."""
    texts = {
        "date": long_date(reference_on),
        "rate": rate_in_words(owed.rate),
        "raised": format_euro(balance.raised_cents),
        "budget": format_euro(balance.budget_cents),
    }
    sentence = _(
        "Met het inwonertal van %(date)s levert %(rate)s per inwoner %(raised)s op. Nodig is %(budget)s per jaar."
    )
    return AnswerBlock(kicker, balance_words(balance), sentence % texts, working_of(owed), tone_of(balance))


def answer_of_years(agreed: AgreedYears, kicker: str) -> AnswerBlock:
    """The answer for the years together."""
    balance, years = agreed.balance, agreed.years
    yearly = years[0].balance.budget_cents
    sentence = _("De jaren samen leveren %(raised)s op. Nodig is %(count)s × %(yearly)s = %(budget)s.") % {
        "raised": format_euro(balance.raised_cents),
        "count": len(years),
        "yearly": format_euro(yearly),
        "budget": format_euro(balance.budget_cents),
    }
    parts = " + ".join(format_euro(year.balance.raised_cents) for year in years)
    return AnswerBlock(
        kicker,
        balance_words(balance),
        sentence,
        f"{parts} = {format_euro(balance.raised_cents)}",
        tone_of(balance),
    )


def fte_words(terms: AgreementTerms) -> str:
    """Such as "0,5 fte"."""
    return fte_in_words(terms.fte)


def fte_decimals(terms: AgreementTerms) -> int:
    return 2 if terms.fte != round(terms.fte, 1) else 1


def figures_state(roll: RollCall) -> str:
    """Whether the figures are final; "voorlopig (3 van 76)" when some are not."""
    count, whole = roll.provisional_count, len(roll.populations)
    if not count:
        return _("vastgesteld")
    if count == whole:
        return _("voorlopig")
    return _("voorlopig (%(count)s van %(whole)s)") % {
        "count": format_number(count),
        "whole": format_number(whole),
    }


def figure_sources(rolls: Iterable[RollCall]) -> str:
    """Where the numbers of inhabitants come from; those of CBS may be used under CC BY 4.0."""
    sources = sorted({source for roll in rolls for source in roll.sources})
    licence = " (CC BY 4.0)" if all(source.startswith("CBS") for source in sources) else ""
    return "; ".join(sources) + licence


def source_lines(rolls: list[RollCall], agreement_source: str, *, is_set: bool = False) -> list[str]:
    """Where the figures and the rate come from, for under the table and in the download."""
    figures = _("Bron inwonertallen: %(sources)s.") % {"sources": figure_sources(rolls)}
    if is_set:
        text = _(
            "Bron begroting: %(source)s. Peildatum, tarief en afronding zijn per jaar vastgesteld door de controller."
        )
        return [figures, text % {"source": agreement_source}]
    return [
        figures,
        _(
            "Bron tarief en begroting: %(source)s. De afspraak noemt geen peildatum en geen afronding; hier wordt per "
            "gemeente afgerond op de cent."
        )
        % {"source": agreement_source},
    ]
