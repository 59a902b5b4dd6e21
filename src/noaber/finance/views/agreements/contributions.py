"""What each municipality contributes under the proposal, and what is still to be found."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import Bar, BarChart, bar_chart
from noaber.core.components.table import Table
from noaber.core.components.texts import Definition, DefinitionList, EmptyState, Notice, Panel
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import format_number, in_a_row, long_date
from noaber.core.rules.money import format_euro
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.agreements.outcomes import AgreementOutcomes, Outcome, Reading, agreement_outcomes
from noaber.finance.rules.agreements.break_even import break_even_population, break_even_rate, covering_rate
from noaber.finance.rules.agreements.contributions import AgreedYears
from noaber.finance.rules.agreements.fixed_sum import LargestPay, largest_pay_all
from noaber.finance.rules.rate_text import rate_in_words
from noaber.finance.views import tables
from noaber.finance.views.agreements.agreement_list import list_panels
from noaber.finance.views.agreements.choices import Choice, read_choice, reading_choices, year_tabs
from noaber.finance.views.billing.terms_words import terms_facts
from noaber.finance.views.notices import missing_notice, no_agreement
from noaber.finance.views.places.agreements import AGREEMENT, ASKED, of_agreement
from noaber.finance.views.places.billing import ways_to_billing
from noaber.finance.views.places.grants import ways_to_grants
from noaber.finance.views.places.scenarios import SCENARIOS
from noaber.finance.views.solidarity import ways_to_solidarity
from noaber.finance.views.wording import answer_of_date, answer_of_years, balance_words, figures_state

PAGE = "finance/agreements/contributions.html"
EMPTY = "finance/empty.html"
FACTS = "core/components/facts_panel.html"
TABLE = "core/components/table_panel.html"
CHART = "finance/chart_panel.html"
WAYS = "finance/agreements/ways_panel.html"


@public
def contribution_page(request: Request) -> HttpResponse:
    """What the agreement brings in, in one year or all years, under either reading of the reference date."""
    asof = asof_of(request)
    found = agreement_for(request.actor, asof, request.GET.get(ASKED, ""))
    if found is None and request.GET.get(ASKED) and agreement_for(request.actor, asof):
        raise Http404
    if found is None:
        empty = {"heading": PageHeading(_("Bijdragen")), "nothing": no_agreement(request.actor, asof)}
        return render(request, EMPTY, empty)
    return _page(request, found.code, agreement_outcomes(asof, found), asof)


def _page(request: Request, code: str, outcomes: AgreementOutcomes, asof: AsOf) -> HttpResponse:
    choice, problems = read_choice({key: request.GET[key] for key in request.GET}, outcomes)
    listed = list_panels(request, asof)
    context: dict[str, object] = {
        "heading": _heading(request, code, outcomes, asof),
        "listed": listed,
        "further": _further(request, asof),
        "tabs": year_tabs(choice, outcomes.terms, asof),
        "readings": reading_choices(choice, outcomes, asof),
        "notices": [*(Notice(text, "warning") for text in problems), *_notices(choice, outcomes, asof)],
    }
    outcome = outcomes.of(choice.year, choice.reading) if choice.year else None
    agreed = None if choice.year else outcomes.together(choice.reading)
    if choice.year and outcome:
        table, parts = _of_year(request, choice, outcome, outcomes, asof)
    elif agreed:
        table, parts = _of_years(request, choice.reading, agreed, outcomes, asof)
    else:
        return render(request, PAGE, {**context, "nothing": _nothing(choice)})
    return table.respond(request, PAGE, {**context, **parts})


def _heading(request: Request, code: str, outcomes: AgreementOutcomes, asof: AsOf) -> PageHeading:
    terms = outcomes.terms
    intro = _(
        "Voorgesteld is %(rate)s per inwoner per jaar, van %(first)s tot en met %(last)s. Samen moeten de gemeenten "
        "daarmee %(budget)s per jaar opbrengen."
    ) % {
        "rate": rate_in_words(terms.rate),
        "first": terms.first_year,
        "last": terms.last_year,
        "budget": format_euro(terms.budget_cents),
    }
    actions = (
        Action(_("De afspraak"), of_agreement(AGREEMENT, code, asof)),
        Action(_("Reken zelf: wat als?"), "/bijdragen/wat-als/"),
    )
    return PageHeading(_("Bijdragen"), intro=intro, actions=actions)


def _further(request: Request, asof: AsOf) -> Panel:
    """The other pages about the money: below the answer, so that a phone shows that first."""
    ways = (
        Action(_("Scenario's"), SCENARIOS),
        *ways_to_solidarity(request.actor, asof),
        *(() if asof.is_asked else (*ways_to_grants(request.actor), *ways_to_billing(request.actor))),
    )
    return Panel(_("Verder over het geld"), WAYS, ways, width="half")


def _notices(choice: Choice, outcomes: AgreementOutcomes, asof: AsOf) -> list[Notice]:
    """What a reader must know before trusting the figures."""
    notices = []
    if asof.known_on:
        text = _("U ziet de inwonertallen zoals ze op %(date)s bekend waren.") % {
            "date": long_date(asof.known_on)
        }
        notices.append(Notice(text))
    rolls = outcomes.rolls_by_year(choice.reading)
    shown = [rolls[choice.year]] if choice.year in rolls else list(rolls.values())
    missing = missing_notice(shown)
    notices += [missing] if missing else []
    left_out = [str(year) for year in outcomes.terms.years if year not in rolls]
    if choice.year is None and rolls and left_out:
        text = _("Nog zonder inwonertal, dus niet meegeteld: %(years)s.")
        notices.append(Notice(text % {"years": in_a_row(left_out)}, "warning"))
    return notices


def _nothing(choice: Choice) -> EmptyState:
    text = _("Zodra de inwonertallen in het register staan, rekent deze pagina de bijdragen uit.")
    if choice.year is None:
        return EmptyState(_("Er is nog geen inwonertal bekend"), text)
    return EmptyState(_("Voor %(year)s is nog geen inwonertal bekend") % {"year": choice.year}, text)


def _of_year(
    request: Request, choice: Choice, outcome: Outcome, outcomes: AgreementOutcomes, asof: AsOf
) -> tuple[Table, dict[str, object]]:
    terms, roll, year = outcomes.terms, outcome.roll, choice.year or 0
    kicker = _("%(year)s, peildatum %(date)s") % {
        "year": year,
        "date": long_date(outcome.reference_on),
    }
    panels = [
        Panel(_("Te kort of over"), CHART, _differences(outcomes, outcome), width="two-thirds"),
        Panel(_("In cijfers"), FACTS, _facts(outcome), width="third"),
        Panel(_("Per district"), TABLE, tables.district_table(outcome.owed, roll), width="half"),
    ]
    if terms.largest_paid and len(roll.populations) >= terms.largest_paid:
        panels.append(_largest_panel(outcome, terms.largest_paid, asof))
    if request.actor.is_in_network and year in outcomes.set_years:
        title = _("Zo wordt %(year)s gefactureerd") % {"year": year}
        facts = terms_facts(outcomes.set_years[year].rules)
        panels.insert(2, Panel(title, FACTS, facts, width="half"))
    is_set = choice.reading is Reading.SET
    table = tables.year_table(request.GET, outcome, year, asof, source=terms.source, is_set=is_set)
    answer = answer_of_date(outcome.owed, outcome.balance, outcome.reference_on, kicker)
    return table, {"answer": answer, "panels": panels}


def _of_years(
    request: Request, reading: Reading, agreed: AgreedYears, outcomes: AgreementOutcomes, asof: AsOf
) -> tuple[Table, dict[str, object]]:
    rolls = outcomes.rolls_by_year(reading)
    kicker = in_a_row(str(year.year) for year in agreed.years)
    panels = [
        Panel(_("Te kort of over"), CHART, _differences(outcomes, None), width="half"),
        Panel(_("Per jaar"), TABLE, tables.year_sums_table(agreed, rolls), width="half"),
    ]
    is_set = reading is Reading.SET
    table = tables.years_table(request.GET, agreed, rolls, asof, source=outcomes.terms.source, is_set=is_set)
    return table, {"answer": answer_of_years(agreed, kicker), "panels": panels}


def _differences(outcomes: AgreementOutcomes, chosen: Outcome | None) -> BarChart:
    """The difference to the budget on every reference date that may count, the chosen one in bold."""
    shown = [outcomes.memo, *(outcomes.by_year.values())]
    bars = [
        Bar(
            long_date(each.reference_on),
            each.balance.difference_cents,
            balance_words(each.balance),
            url=Choice(each.reference_on.year, Reading.EACH_YEAR).address(AsOf(each.reference_on))
            if each is not outcomes.memo
            else "",
            is_highlighted=chosen is not None and each.reference_on == chosen.reference_on,
        )
        for each in dict.fromkeys(shown)
        if each
    ]
    return bar_chart(
        name="verschillen",
        title=_("Verschil met de begroting van %(budget)s, per peildatum")
        % {"budget": format_euro(outcomes.terms.budget_cents)},
        bars=bars,
        label_header=_("Peildatum"),
        value_header=_("Verschil"),
        note=_("Hoe meer inwoners, hoe meer er binnenkomt: de begroting blijft gelijk."),
    )


def _facts(outcome: Outcome) -> DefinitionList:
    owed, balance = outcome.owed, outcome.balance
    needed = break_even_population(balance.budget_cents, owed.rate)
    exact = break_even_rate(balance.budget_cents, owed.population)
    covering = rate_in_words(covering_rate(balance.budget_cents, outcome.roll.populations))
    gap = needed - owed.population
    gap_words = _("%(count)s meer dan er zijn") if gap > 0 else _("%(count)s minder dan er zijn")
    return DefinitionList(
        (
            Definition(
                _("Inwoners"),
                format_number(owed.population),
                note=figures_state(outcome.roll),
                is_number=True,
            ),
            Definition(_("Opbrengst"), format_euro(balance.raised_cents), is_number=True),
            Definition(_("Begroting"), format_euro(balance.budget_cents), is_number=True),
            Definition(
                _("Sluitend tarief"),
                _("%(rate)s cent per inwoner") % {"rate": exact.in_cents()},
                note=_("met %(rate)s is de begroting gedekt") % {"rate": covering},
                is_number=True,
            ),
            Definition(
                _("Sluitend inwonertal"),
                format_number(needed),
                note=gap_words % {"count": format_number(abs(gap))},
                is_number=True,
            ),
        )
    )


def _largest_panel(outcome: Outcome, count: int, asof: AsOf) -> Panel:
    old = largest_pay_all(outcome.balance.budget_cents, outcome.roll.populations, count=count)
    table = tables.largest_table(old, outcome.roll, outcome.owed, asof)
    return Panel(
        _("Zoals het was: de grootste betalen alles"), TABLE, table, intro=largest_words(old), width="half"
    )


def largest_words(old: LargestPay) -> str:
    """What the old regime would cost, in one sentence."""
    return _(
        "Tot en met 2019 betaalden de %(count)s grootste gemeenten alles. Voor %(budget)s zou dat hun %(rate)s per "
        "inwoner kosten, terwijl bij hen %(share)s%% van de inwoners woont."
    ) % {
        "count": len(old.payers),
        "budget": format_euro(old.division.total_cents),
        "rate": format_euro(old.division.rate.nearest_cents),
        "share": round(old.share_of_inhabitants * 100),
    }
