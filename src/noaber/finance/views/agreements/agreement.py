"""The agreement itself: what is asked, of whom, for how long, and the budget that it is for."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.clock import day_of
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.pictures import Bar, BarChart, bar_chart
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, Notice, Panel
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import format_number, in_a_row, long_date
from noaber.core.rules.money import format_euro
from noaber.decisions.api import proposals
from noaber.finance.access import may_record_agreement
from noaber.finance.models import SIDES
from noaber.finance.queries.agreements.agreement import AgreementRow, is_underway
from noaber.finance.queries.agreements.choosing import agreement_for, may_see
from noaber.finance.queries.agreements.claims import keepers
from noaber.finance.queries.agreements.outcomes import memo_outcome
from noaber.finance.rules.agreements.agreement import PARTNER_KINDS, AgreementTerms, BudgetItem, Side
from noaber.finance.rules.rate_text import rate_in_words
from noaber.finance.views.agreements.agreement_list import list_panels
from noaber.finance.views.agreements.own_decisions import own_decisions_panels
from noaber.finance.views.notices import no_agreement
from noaber.finance.views.places.agreements import (
    AGREEMENT,
    ASKED,
    CRUMB,
    NEW,
    change_address,
    of_agreement,
    withdrawal_address,
)
from noaber.finance.views.places.billing import ways_to_billing
from noaber.finance.views.wording import answer_of_date, fte_decimals, fte_words
from noaber.network.api import OrganisationRow, organisations

PAGE = "finance/agreements/agreement.html"
FACTS = "core/components/facts_panel.html"
TABLE = "core/components/table_panel.html"
CHART = "finance/chart_panel.html"


@public
def agreement_page(request: Request) -> HttpResponse:
    """What is asked of everyone; money and co-funding beside each other, never added up into one sum to pay."""
    asof = asof_of(request)
    asked = request.GET.get(ASKED, "")
    found = agreement_for(request.actor, asof, asked)
    if found is None and asked and agreement_for(request.actor, asof):
        raise Http404
    if found is None:
        nothing = no_agreement(request.actor, asof)
        around = {**_crumbs(), "heading": PageHeading(_("De afspraak")), "nothing": nothing}
        return render(request, "finance/empty.html", around)
    outcome = memo_outcome(asof, found.terms)
    kicker = _("Te kort of over, per jaar")
    answer = answer_of_date(outcome.owed, outcome.balance, outcome.reference_on, kicker) if outcome else None
    context = {
        **_crumbs(),
        "heading": _heading(request, found),
        "notices": _notices(request, found, asof),
        "answer": answer,
        "panels": [
            *_panels(request, found, asof),
            *own_decisions_panels(request.actor, found, asof),
            *list_panels(request, asof),
        ],
    }
    return _budget_table(request, found.terms).respond(request, PAGE, context)


def _crumbs() -> dict[str, object]:
    return {"breadcrumbs": [NavItem(_("Bijdragen"), CRUMB), NavItem(_("De afspraak"), "", is_current=True)]}


def _heading(request: Request, found: AgreementRow) -> PageHeading:
    terms, asof = found.terms, asof_of(request)
    intro = _(
        "%(rate)s per inwoner per jaar van elke gemeente, en capaciteit van de partners, van %(first)s tot en met "
        "%(last)s. Voorgesteld op %(date)s."
    ) % {
        "rate": rate_in_words(terms.rate),
        "first": terms.first_year,
        "last": terms.last_year,
        "date": long_date(terms.proposed_on),
    }
    actions = [Action(_("De bijdragen per gemeente"), of_agreement(CRUMB, found.code, asof))]
    if may_record_agreement(request.actor) and not asof.is_asked:
        actions += [
            *ways_to_billing(request.actor),
            Action(_("Wijzig de afspraak"), change_address(found.code)),
            Action(_("Nieuwe afspraak"), NEW),
        ]
        if not is_underway(found.terms):
            actions.append(Action(_("Trek de afspraak in"), withdrawal_address(found.code)))
    return PageHeading(terms.title, kicker=_("Afspraak over bijdragen"), intro=intro, actions=tuple(actions))


def _notices(request: Request, found: AgreementRow, asof: AsOf) -> list[Notice]:
    notices = _kept_elsewhere(request, found, asof)
    if asof.known_on:
        text = _("U ziet de afspraak zoals zij op %(date)s bekend was.") % {"date": long_date(asof.known_on)}
        notices.append(Notice(text))
    return notices


def _kept_elsewhere(request: Request, found: AgreementRow, asof: AsOf) -> list[Notice]:
    """The years of which another agreement has the books, for who may see that one."""
    kept = keepers()
    others = {
        year: kept[year] for year in found.terms.years if year in kept and kept[year].code != found.code
    }
    seen = {row.code for row in may_see(request.actor, asof)} if others else set()
    shown = {year: row for year, row in others.items() if row.code in seen}
    if not shown:
        return []
    first = next(iter(shown.values()))
    text = _("Voor %(years)s geldt een andere afspraak: “%(title)s”. Een jaar heeft één set boeken.") % {
        "years": in_a_row(str(year) for year in shown),
        "title": first.terms.title,
    }
    return [Notice(text, action=Action(_("Bekijk die afspraak"), of_agreement(AGREEMENT, first.code, asof)))]


def _panels(request: Request, found: AgreementRow, asof: AsOf) -> list[Panel]:
    terms = found.terms
    partners = organisations(request.actor, asof, kinds=PARTNER_KINDS)
    intro = _("Capaciteit en faciliteiten in plaats van geld.")
    partner_table = _partner_table(terms, partners, asof)
    return [
        Panel(_("Wat er wordt gevraagd"), FACTS, _facts(request, found, partners, asof), width="half"),
        Panel(_("Wat de partners bijdragen"), TABLE, partner_table, intro, width="half"),
        Panel(_("De begroting per jaar"), FACTS, _sums(terms), width="half"),
        Panel(_("Waar het geld van de gemeenten voor is"), CHART, _lines_chart(terms), width="half"),
    ]


def _facts(
    request: Request, found: AgreementRow, partners: list[OrganisationRow], asof: AsOf
) -> DefinitionList:
    terms = found.terms
    municipalities = organisations(request.actor, asof, kinds=("municipality",))
    counts = {"municipalities": format_number(len(municipalities)), "partners": format_number(len(partners))}
    rate, fte, years = (
        rate_in_words(terms.rate),
        fte_words(terms),
        {"first": terms.first_year, "last": terms.last_year},
    )
    items = (
        Definition(_("Van elke gemeente"), _("%(rate)s per inwoner per jaar") % {"rate": rate}),
        Definition(_("Van elke partner"), _("%(fte)s per jaar") % {"fte": fte}, note=terms.facilities),
        Definition(
            _("Looptijd"),
            _("%(first)s tot en met %(last)s") % years,
            note=_("Voor andere jaren wordt niets gevraagd."),
        ),
        Definition(_("Partijen"), _("%(municipalities)s gemeenten en %(partners)s partners") % counts),
        _decided_by(request, terms),
        Definition(_("Bron"), terms.source),
        Definition(_("Vastgelegd"), _recorded(found)),
    )
    return DefinitionList(items)


def _decided_by(request: Request, terms: AgreementTerms) -> Definition:
    """The proposal with which it is decided upon, for who may read that."""
    label = _("Besloten met")
    shown = next((row for row in proposals(request.actor) if row.code == terms.decided_by), None)
    if shown is None:
        return Definition(label, _("nog geen voorstel"))
    return Definition(label, shown.title, url=f"/voorstellen/{shown.code}/")


def _recorded(found: AgreementRow) -> str:
    day = long_date(day_of(found.recorded_at))
    if found.number == 1:
        return day
    return _("%(date)s (versie %(number)s)") % {"date": day, "number": found.number}


def _sums(terms: AgreementTerms) -> DefinitionList:
    """Both sides with their own sum; what they come to beside each other is named as what it is (R19, R44)."""
    return DefinitionList(
        (
            Definition(
                _("Bijdrage van de gemeenten"),
                format_euro(terms.budget_cents),
                note=_("in geld"),
                is_number=True,
            ),
            Definition(
                _("Cofinanciering"),
                format_euro(terms.co_funding_cents),
                note=_("capaciteit, faciliteiten en subsidie, in geld gewaardeerd"),
                is_number=True,
            ),
            Definition(
                _("Naast elkaar"),
                format_euro(terms.size_cents),
                note=_("de omvang van het werk; niemand betaalt dit bedrag"),
                is_number=True,
            ),
        )
    )


def _lines_chart(terms: AgreementTerms) -> BarChart:
    bars = [
        Bar(line.title, line.amount_cents, format_euro(line.amount_cents))
        for line in terms.of(Side.CONTRIBUTION)
    ]
    return bar_chart(
        name="posten",
        title=_("Begroting per post, per jaar"),
        bars=bars,
        label_header=_("Post"),
        value_header=_("Bedrag per jaar"),
    )


def _partner_table(terms: AgreementTerms, partners: list[OrganisationRow], asof: AsOf) -> Table:
    columns = [
        Column("name", _("Partner"), "link"),
        Column("fte", _("Fte per jaar"), "number", decimals=fte_decimals(terms), is_totalled=True),
    ]
    rows: list[Row] = [
        {"name": row.name, "url": organisation_address(row.code, asof), "fte": terms.fte} for row in partners
    ]
    return plain_table(
        name="partners",
        caption=_("Capaciteit per partner"),
        columns=columns,
        rows=rows,
        empty_text=_("Er staan nog geen politie, OM of RIEC in het register."),
    )


def _budget_table(request: Request, terms: AgreementTerms) -> Table:
    """Every line; the two sides have a column, and so a total, each."""
    columns = [
        Column("title", _("Post")),
        Column("cash", _("Gemeenten, in geld"), "money", is_totalled=True),
        Column("co_funding", _("Cofinanciering"), "money", is_totalled=True),
        Column("purpose", _("Waarvoor")),
        Column("side", _("Kant"), is_on_screen=False),
    ]
    return list_table(
        request.GET,
        name=f"begroting-{terms.first_year}-{terms.last_year}",
        caption=_("Begroting per jaar, %(first)s tot en met %(last)s")
        % {"first": terms.first_year, "last": terms.last_year},
        columns=columns,
        rows=[_line_cells(line) for line in terms.lines],
        notes=[
            _("Bron: %(source)s.") % {"source": terms.source},
            _("Geld en cofinanciering worden niet bij elkaar opgeteld."),
        ],
    )


def _line_cells(line: BudgetItem) -> Row:
    return {
        "title": line.title,
        "side": str(SIDES[line.side]),
        "cash": line.amount_cents if line.side is Side.CONTRIBUTION else None,
        "co_funding": line.amount_cents if line.side is Side.CO_FUNDING else None,
        "purpose": line.purpose,
    }
