"""How pages and papers say in Dutch what a scenario asks and what it comes to."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.core.rules.dutch import format_number, in_a_row, long_date
from noaber.core.rules.money import format_euro
from noaber.finance.queries.agreements.roll_calls import RollCall
from noaber.finance.queries.scenarios import ScenarioAnswer
from noaber.finance.rules.agreements.contributions import Balance
from noaber.finance.rules.rate_text import rate_in_words
from noaber.finance.rules.scenarios.questions import Key, ScenarioQuestion, growth_to_type
from noaber.finance.rules.scenarios.scenario import YearOutcome

KEY_LABELS: Final[dict[Key, str | Promise]] = {
    Key.PER_INHABITANT: gettext_lazy("bedrag per inwoner"),
    Key.FIXED_PLUS: gettext_lazy("vast deel plus bedrag per inwoner"),
    Key.CAPPED: gettext_lazy("bedrag per inwoner, met een hoogste bedrag"),
    Key.LARGEST: gettext_lazy("de grootste gemeenten betalen alles"),
    Key.DIVIDED: gettext_lazy("een vast bedrag, verdeeld naar inwoners"),
}
MOST_NAMED: Final = 6


def headline(found: ScenarioAnswer) -> str:
    """The answer in a sentence: what comes in, and how far that is from the budget.

    Such as "Bij 7 cent per inwoner komt er in 2020 € 225.988,21 binnen; dat is € 4.011,79 minder dan de begroting."
    """
    balance = found.outcome.balance
    facts = {
        "asked": asked_words(found.question),
        "years": years_words(found.question),
        "raised": format_euro(balance.raised_cents),
        "beside": beside_words(balance),
    }
    if found.question.year_count > 1:
        return _("%(asked)s komt er %(years)s samen %(raised)s binnen; %(beside)s.") % facts
    return _("%(asked)s komt er %(years)s %(raised)s binnen; %(beside)s.") % facts


def asked_words(question: ScenarioQuestion) -> str:
    """How a sentence about it begins."""
    facts = {
        "rate": rate_in_words(question.rate),
        "fixed": format_euro(question.fixed_cents),
        "cap": format_euro(question.cap_cents or 0),
        "count": format_number(question.largest_count),
    }
    if question.key is Key.LARGEST and question.largest_count == 1:
        return _("Als de grootste gemeente alles betaalt,")
    return {
        Key.PER_INHABITANT: _("Bij %(rate)s per inwoner"),
        Key.FIXED_PLUS: _("Bij %(fixed)s per gemeente en %(rate)s per inwoner"),
        Key.CAPPED: _("Bij %(rate)s per inwoner, met hoogstens %(cap)s per gemeente,"),
        Key.LARGEST: _("Als de %(count)s grootste gemeenten alles betalen,"),
        Key.DIVIDED: _("Als een vast bedrag naar inwoners wordt verdeeld,"),
    }[question.key] % facts


def years_words(question: ScenarioQuestion) -> str:
    first, last = question.years[0], question.years[-1]
    if first == last:
        return _("in %(year)s") % {"year": first}
    return _("van %(first)s tot en met %(last)s") % {"first": first, "last": last}


def beside_words(balance: Balance) -> str:
    if balance.shortfall_cents:
        return _("dat is %(amount)s minder dan de begroting") % {
            "amount": format_euro(balance.shortfall_cents)
        }
    if balance.surplus_cents:
        return _("dat is %(amount)s meer dan de begroting") % {"amount": format_euro(balance.surplus_cents)}
    return _("dat is precies de begroting")


def break_even_words(year: YearOutcome) -> str:
    """The rate that would bring in the budget, or what a divided sum comes to per inhabitant."""
    if year.exact_rate is None:
        return _("geen tarief is genoeg")
    return _("%(rate)s cent per inwoner") % {"rate": year.exact_rate.in_cents()}


def rate_label(question: ScenarioQuestion) -> str:
    return _("Sluitend tarief") if question.is_rated else _("Komt neer op")


def question_facts(found: ScenarioAnswer) -> list[tuple[str, str]]:
    """The whole question, label by label."""
    question = found.question
    facts = [
        (_("Verdeelsleutel"), str(KEY_LABELS[question.key])),
        *_key_facts(question),
        (_("Jaren"), years_words(question)),
        (_("Peildatum"), long_date(question.reference_on)),
        (_("Begroting eerste jaar"), format_euro(question.budget_cents)),
    ]
    for label, growth in (
        (_("Groei van het inwonertal"), question.population_growth),
        (_("Groei van de begroting"), question.budget_growth),
    ):
        if growth:
            facts.append((label, _("%(growth)s%% per jaar") % {"growth": growth_to_type(growth)}))
    if question.leaving:
        facts.append((_("Doet niet mee"), leaving_words(question, found.roll)))
    facts.append((_("Naast"), found.agreement.terms.title))
    return facts


def _key_facts(question: ScenarioQuestion) -> list[tuple[str, str]]:
    facts = []
    if question.is_rated:
        facts.append((_("Tarief"), _("%(rate)s per inwoner") % {"rate": rate_in_words(question.rate)}))
    if question.key is Key.FIXED_PLUS:
        facts.append(
            (_("Vast deel"), _("%(fixed)s per gemeente") % {"fixed": format_euro(question.fixed_cents)})
        )
    if question.key is Key.CAPPED and question.cap_cents is not None:
        spread = (
            _("wat eraf gaat, is gespreid") if question.spreads_cut_off else _("wat eraf gaat, blijft weg")
        )
        facts.append((_("Hoogste bedrag"), f"{format_euro(question.cap_cents)}; {spread}"))
    if question.key is Key.LARGEST:
        count = ngettext("%(count)s gemeente", "%(count)s gemeenten", question.largest_count)
        facts.append((_("Wie betaalt"), count % {"count": format_number(question.largest_count)}))
    if not question.is_rated:
        divided = question.budget_cents if question.sum_cents is None else question.sum_cents
        facts.append((_("Te verdelen"), format_euro(divided)))
    return facts


def leaving_words(question: ScenarioQuestion, roll: RollCall) -> str:
    """Who does not take part; from which year, where that is not the first."""
    said = []
    for code, year in question.leaving:
        name = roll.name_of(code) if code in roll.by_code else code
        said.append(
            name
            if year == question.first_year
            else _("%(name)s (vanaf %(year)s)") % {"name": name, "year": year}
        )
    if len(said) <= MOST_NAMED:
        return in_a_row(said)
    others = format_number(len(said) - MOST_NAMED + 1)
    return _("%(first)s en %(others)s andere") % {
        "first": ", ".join(said[: MOST_NAMED - 1]),
        "others": others,
    }


def basis_notes(found: ScenarioAnswer) -> list[str]:
    """What the figures rest on, for under a table, in a download and on a paper."""
    roll, terms = found.roll, found.agreement.terms
    notes = [
        _(
            "Het effect is het verschil met de afspraak zoals zij is: elk jaar %(rate)s per inwoner van alle "
            "gemeenten, op dezelfde peildatum en zonder groei."
        )
        % {"rate": rate_in_words(terms.rate)},
        _("Per gemeente en jaar afgerond op de cent, een halve cent naar boven."),
    ]
    if not found.question.is_rated:
        notes[1] = _("Verdeeld tot op de cent; centen die overblijven, gaan naar de grootste resten.")
    if found.outcome.unplaced_cents:
        cut = format_euro(found.outcome.unplaced_cents)
        notes.append(_("Door het hoogste bedrag komt er %(cut)s niet binnen.") % {"cut": cut})
    if roll.provisional_count:
        notes.append(_("Voorlopige inwonertallen kunnen nog veranderen."))
    sources = "; ".join(roll.sources)
    notes.append(
        _("Bron inwonertallen: %(sources)s (CC BY 4.0). Bron tarief en begroting: %(source)s.")
        % {"sources": sources, "source": terms.source}
    )
    return notes
