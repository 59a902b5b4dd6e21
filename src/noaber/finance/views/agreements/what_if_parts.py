"""The parts of the answer to a what-if question."""

from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.pictures import Bar, BarChart, bar_chart
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.rules.dutch import format_number, long_date
from noaber.core.rules.money import format_euro
from noaber.finance.forms.agreements.what_if import KEYS, named
from noaber.finance.queries.agreements.outcomes import Outcome
from noaber.finance.queries.agreements.what_if import Answer
from noaber.finance.rules.agreements.contributions import Balance, ContributionList
from noaber.finance.rules.agreements.fixed_sum import Division
from noaber.finance.rules.rate_text import rate_in_words
from noaber.finance.views.places.scenarios import NEW
from noaber.finance.views.tables import list_filters, place_cells
from noaber.finance.views.wording import (
    AnswerBlock,
    answer_of_date,
    balance_words,
    figures_state,
    source_lines,
)


def answer_block(found: Answer) -> AnswerBlock:
    """The figure first; who does not take part stands in the line above it."""
    question = found.question
    kicker = _("Peildatum %(date)s") % {"date": long_date(question.reference_on)}
    if question.without:
        kicker = _("%(date)s, zonder %(names)s") % {
            "date": kicker,
            "names": named(question.without, found.roll),
        }
    owed = found.by_rate.taking_part
    return answer_of_date(owed, found.by_rate.balance, question.reference_on, kicker)


def share_address(data: QueryDict, asof: AsOf) -> str:
    """The address of this very question."""
    question = urlencode({key: data[key] for key in KEYS.values() if data.get(key)}, safe=",")
    return f"?{question}&{asof.query}#uitkomst" if asof.query else f"?{question}#uitkomst"


def scenario_way(data: QueryDict) -> str:
    """The same question as a scenario, that can be saved under a name."""
    question = {key: data[key] for key in KEYS.values() if data.get(key)}
    return f"{NEW}?{urlencode(question, safe=',')}#uitkomst"


def differences(found: Answer, proposed: Outcome) -> BarChart:
    """The proposal and the question on one scale."""
    bars = [
        Bar(_("Voorstel"), proposed.balance.difference_cents, balance_words(proposed.balance)),
        Bar(
            _("Uw vraag"),
            found.by_rate.balance.difference_cents,
            balance_words(found.by_rate.balance),
            is_highlighted=True,
        ),
    ]
    title = _("Verschil met de begroting")
    return bar_chart(
        name="verschil", title=title, bars=bars, label_header=_("Berekening"), value_header=_("Verschil")
    )


def facts(found: Answer) -> DefinitionList:
    """What those who take part would need to carry the budget together."""
    by_rate, population = found.by_rate, found.by_rate.taking_part.population
    items = [
        Definition(
            _("Sluitend tarief"),
            _("%(rate)s cent per inwoner") % {"rate": by_rate.exact_rate.in_cents()},
            note=_("met %(rate)s is de begroting gedekt") % {"rate": rate_in_words(by_rate.covering_rate)},
            is_number=True,
        ),
        Definition(
            _("Inwoners die meetellen"),
            format_number(population),
            note=figures_state(found.roll),
            is_number=True,
        ),
        Definition(
            _("Sluitend inwonertal"),
            format_number(found.population_needed) if found.population_needed is not None else "",
            note=""
            if found.population_needed is not None
            else _("met een tarief van nul komt er nooit iets binnen"),
            is_number=True,
        ),
    ]
    if found.question.without:
        count = len(found.question.without)
        note = ngettext("van %(count)s gemeente", "van %(count)s gemeenten", count) % {
            "count": format_number(count)
        }
        items.append(
            Definition(_("Wat u daardoor mist"), format_euro(found.missed_cents), note=note, is_number=True)
        )
    return DefinitionList(tuple(items))


def ways_table(found: Answer, proposed: Outcome) -> Table:
    """The ways beside each other: who pays, what it comes to per inhabitant, what comes in."""
    budget = found.question.budget_cents
    asked = _("Uw vraag: %(rate)s per inwoner") % {"rate": rate_in_words(found.question.rate)}
    memo = _("Voorstel van de memo, peildatum %(date)s") % {"date": long_date(proposed.reference_on)}
    rows = [
        _rated(memo, proposed.owed, proposed.balance),
        _rated(asked, found.by_rate.taking_part, found.by_rate.balance),
        _divided(_("De begroting verdeeld naar inwoners"), found.fixed, budget),
    ]
    if found.largest:
        count = format_number(len(found.largest.payers))
        old = _("Zoals tot en met 2019: de %(count)s grootste betalen alles") % {"count": count}
        rows.append(_divided(old, found.largest.division, budget))
    columns = [
        Column("way", _("Manier")),
        Column("payers", _("Gemeenten die betalen"), "number"),
        Column("rate", _("Per inwoner"), "text"),
        Column("raised", _("Opbrengst"), "money"),
        Column("difference", _("Verschil met de begroting"), "money"),
    ]
    return plain_table(name="manieren", caption=_("De manieren naast elkaar"), columns=columns, rows=rows)


def _rated(way: str, owed: ContributionList, balance: Balance) -> Row:
    return {
        "way": way,
        "payers": len(owed.contributions),
        "rate": rate_in_words(owed.rate),
        "raised": balance.raised_cents,
        "difference": balance.difference_cents,
    }


def _divided(way: str, division: Division, budget_cents: int) -> Row:
    raised = sum(division.shares_cents.values())
    return {
        "way": way,
        "payers": len(division.shares_cents),
        "rate": _("%(rate)s cent") % {"rate": division.rate.in_cents()},
        "raised": raised,
        "difference": raised - budget_cents,
    }


def municipality_table(
    data: QueryDict, found: Answer, proposed: Outcome, asof: AsOf, *, source: str
) -> Table:
    """Per municipality the proposal, the question, the difference, and the two ways of dividing the budget."""
    columns = [
        Column("name", _("Gemeente"), "link"),
        Column("code", _("CBS-code"), is_on_screen=False),
        Column("proposed", _("Voorstel"), "money", is_totalled=True),
        Column("asked", _("Uw vraag"), "money", is_totalled=True),
        Column("difference", _("Verschil"), "money", is_totalled=True),
        Column("fixed", _("Verdeeld naar inwoners"), "money", is_totalled=True),
        Column("largest", _("Grootste betalen"), "money", is_totalled=True),
        Column("population", _("Inwoners"), "number", is_totalled=True),
        Column("district", _("District")),
    ]
    question = found.question
    caption = _("Per gemeente: %(rate)s per inwoner, peildatum %(date)s") % {
        "rate": rate_in_words(question.rate),
        "date": long_date(question.reference_on),
    }
    return list_table(
        data,
        name=f"wat-als-peildatum-{question.reference_on.isoformat()}",
        caption=caption,
        columns=columns,
        rows=[_municipality_row(found, proposed, code, asof) for code in found.roll.populations],
        filters=list_filters(),
        default_sort="name",
        notes=[_summary(found), *source_lines([found.roll, proposed.roll], source)],
        phone="scroll",
        kept=tuple(KEYS.values()),
    )


def _municipality_row(found: Answer, proposed: Outcome, code: str, asof: AsOf) -> Row:
    """Who does not take part pays nothing; who was not there in the proposal has no amount there."""
    asked = found.contributions.get(code)
    paid = asked.amount_cents if asked else 0
    before = proposed.owed.amounts_cents.get(code)
    largest = found.largest.division.shares_cents if found.largest else {}
    return {
        **place_cells(found.roll, code, asof),
        "population": found.roll.populations[code],
        "proposed": before,
        "asked": paid,
        "difference": paid - before if before is not None else None,
        "fixed": found.fixed.shares_cents.get(code, 0),
        "largest": largest.get(code, 0) if found.largest else None,
    }


def _summary(found: Answer) -> str:
    """The question and its answer in one line, so that a download says what it is."""
    text = _("%(balance)s bij een begroting van %(budget)s") % {
        "balance": balance_words(found.by_rate.balance).capitalize(),
        "budget": format_euro(found.question.budget_cents),
    }
    if found.question.without:
        return _("%(text)s, zonder %(names)s.") % {
            "text": text,
            "names": named(found.question.without, found.roll),
        }
    return f"{text}."
