"""/bijdragen/solidariteit/: of all partners together, who decided and who paid or delivered, per year (R50)."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.accounts.editing import crumbs_of
from noaber.core.access import Actor, require
from noaber.core.addresses import organisation_address, with_dates
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import StatusLine, TileMap, tile_map
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Notice, Tab, Tabs
from noaber.core.components.tiles import LegendItem, MapTile
from noaber.core.requests import Request, asof_of
from noaber.core.rules.dutch import format_number, in_a_row, long_date
from noaber.decisions.api import (
    Continuation,
    ContinuationState,
    ObligationState,
    continuation,
    continuation_status,
    former_decision_words,
)
from noaber.finance.access import may_read_invoice_of, may_read_invoices, may_read_solidarity
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.solidarity import PartnerRow, SolidarityYear, solidarity_years
from noaber.finance.rules.solidarity import Borne
from noaber.finance.views.budget.co_funding import fte_decimal
from noaber.finance.views.notices import no_agreement
from noaber.finance.views.places.billing import CONTRIBUTIONS, INVOICES, invoice_address
from noaber.finance.views.places.budget import co_funding_address
from noaber.network.api import short_label, tiles

PAGE: Final = "finance/solidarity.html"
EMPTY: Final = "finance/empty.html"
SOLIDARITY: Final = "/bijdragen/solidariteit/"
MOST_NAMED: Final = 30
BORNE: Final[dict[Borne, tuple[Promise, Tone, Promise]]] = {
    Borne.PAID: (gettext_lazy("betaald"), "ok", gettext_lazy("ja")),
    Borne.DELIVERED: (gettext_lazy("geleverd"), "ok", gettext_lazy("ja")),
    Borne.PLEDGED: (gettext_lazy("toegezegd, nog niet geleverd"), "info", gettext_lazy("open")),
    Borne.SHORT: (gettext_lazy("minder dan gevraagd"), "warning", gettext_lazy("deels")),
    Borne.PARTLY: (gettext_lazy("deels betaald"), "warning", gettext_lazy("deels")),
    Borne.OPEN: (gettext_lazy("nog niet betaald"), "info", gettext_lazy("open")),
    Borne.LATE: (gettext_lazy("te laat"), "danger", gettext_lazy("laat")),
    Borne.WAITING: (gettext_lazy("betaling wacht"), "info", gettext_lazy("bank")),
    Borne.CREDITED: (gettext_lazy("gecrediteerd"), "neutral", gettext_lazy("nee")),
    Borne.NOT_INVOICED: (gettext_lazy("nog niet gefactureerd"), "neutral", gettext_lazy("–")),
    Borne.NOT_RECORDED: (gettext_lazy("niets vastgelegd"), "neutral", gettext_lazy("–")),
}
DECIDED: Final[dict[ObligationState, tuple[Promise, Tone]]] = {
    ObligationState.NOT_EXPECTED: (gettext_lazy("nog niet aan de orde"), "neutral"),
    ObligationState.EXPECTED: (gettext_lazy("nog niet besloten"), "warning"),
    ObligationState.DECLINED: (gettext_lazy("afgewezen"), "danger"),
    ObligationState.BINDING: (gettext_lazy("besloten"), "current"),
    ObligationState.IN_BUDGET: (gettext_lazy("besloten, in de begroting"), "ok"),
}


def ways_to_solidarity(actor: Actor, asof: AsOf) -> tuple[Action, ...]:
    """From the page of contributions, for who may see who paid."""
    if not may_read_solidarity(actor):
        return ()
    return (Action(_("Solidariteit"), with_dates(SOLIDARITY, asof)),)


def solidarity_page(request: Request) -> HttpResponse:
    """One year on the map and in a table, all years in two lines each."""
    require(may_read_solidarity(request.actor))
    asof = asof_of(request)
    agreement = agreement_for(request.actor, asof, request.GET.get("afspraak", ""))
    crumbs = crumbs_of([(_("Bijdragen"), with_dates(CONTRIBUTIONS, asof))], _("Solidariteit"))
    if agreement is None:
        nothing = no_agreement(request.actor, asof)
        heading = PageHeading(_("Solidariteit"))
        return render(request, EMPTY, {"heading": heading, "nothing": nothing, **crumbs})
    years = solidarity_years(request.actor, agreement, asof)
    chosen, problems = _chosen(request, years, asof)
    context = {
        **crumbs,
        "heading": _heading(agreement, chosen),
        "asof": asof_bar(asof, request.GET.dict()),
        "notices": [*problems, *_continuation(request, agreement, asof), *_missing(chosen)],
        "tabs": _tabs(years, chosen, asof),
        "lines": _lines(request, agreement, chosen),
        "years": _years_table(years, asof),
        "map": _map(chosen),
    }
    return _table(request, agreement, chosen).respond(request, PAGE, context)


def _chosen(
    request: Request, years: Sequence[SolidarityYear], asof: AsOf
) -> tuple[SolidarityYear, list[Notice]]:
    """The year of the address, else that of the day or the nearest one; what was not understood is said."""
    nearest = min(years, key=lambda each: abs(each.year - asof.valid_on.year))
    typed = request.GET.get("jaar", "")
    found = next((each for each in years if str(each.year) == typed), None)
    if found or not typed:
        return found or nearest, []
    text = _("“%(year)s” is geen jaar van de afspraak. U ziet %(shown)s.")
    return nearest, [Notice(text % {"year": typed[:40], "shown": nearest.year}, "warning")]


def _heading(agreement: AgreementRow, chosen: SolidarityYear) -> PageHeading:
    counts = chosen.counts
    intro = (
        _(
            "Het netwerk kan alleen doorgaan als alle partners meedoen. In %(year)s besloten %(decided)s van de "
            "%(total)s partners om mee te doen, en %(given)s van de %(total)s betaalden of leverden."
        )
        if counts.is_asked
        else _(
            "Het netwerk kan alleen doorgaan als alle partners meedoen. Voor %(year)s is geen besluit gevraagd; "
            "%(given)s van de %(total)s partners betaalden of leverden."
        )
    ) % {
        "year": chosen.year,
        "decided": format_number(counts.decided),
        "given": format_number(counts.given),
        "total": format_number(counts.total),
    }
    return PageHeading(_("Solidariteit"), kicker=agreement.terms.title, intro=intro)


def _tabs(years: Sequence[SolidarityYear], chosen: SolidarityYear, asof: AsOf) -> Tabs:
    items = tuple(Tab(str(each.year), _address(each.year, asof), each is chosen) for each in years)
    return Tabs(_("Jaar"), items)


def _address(year: int, asof: AsOf) -> str:
    return f"?jaar={year}&{asof.query}" if asof.query else f"?jaar={year}"


def _lines(request: Request, agreement: AgreementRow, chosen: SolidarityYear) -> tuple[StatusLine, ...]:
    """Each opens the rows behind it: the decisions, and the invoices for who may read them."""
    counts, proposal = chosen.counts, agreement.terms.decided_by
    decided = f"/voorstellen/{proposal}/verplichtingen/?jaar={chosen.year}" if proposal else ""
    paid = f"{INVOICES}?jaar={chosen.year}" if may_read_invoices(request.actor) else "#tabel-solidariteit"
    given = StatusLine(counts.given, counts.total, _("partners betaalden of leverden"), paid)
    if not counts.is_asked:
        return (given,)
    return (StatusLine(counts.decided, counts.total, _("partners besloten om mee te doen"), decided), given)


def _continuation(request: Request, agreement: AgreementRow, asof: AsOf) -> list[Notice]:
    """Whether the network goes on: computed; the one way around is a recorded decision of the steering group."""
    proposal = agreement.terms.decided_by
    found = continuation(request.actor, proposal, asof) if proposal else None
    if found is None:
        return []
    status = continuation_status(found)
    action = Action(_("De eigen besluiten"), f"/voorstellen/{proposal}/verplichtingen/")
    title = _("Het netwerk: %(state)s") % {"state": status.label}
    tone: Tone = "ok" if found.state is ContinuationState.CONTINUES else "warning"
    return [Notice(_continuation_words(found), tone, title, action=action)]


def _continuation_words(found: Continuation) -> str:
    if found.state is ContinuationState.BY_DECISION and found.decision:
        text = _("De begeleidingsgroep besloot op %(day)s om door te gaan: %(why)s")
        return text % {"day": long_date(found.decision.decided_on), "why": found.decision.motive}
    facts = {"agreed": format_number(len(found.agreed)), "asked": format_number(found.asked)}
    text = _("%(agreed)s van de %(asked)s partners besloten zelf om mee te doen.") % facts
    return " ".join(filter(None, (text, former_decision_words(found))))


def _missing(chosen: SolidarityYear) -> list[Notice]:
    """Who is missing, by name."""
    found = []
    counts = chosen.counts
    if counts.undecided:
        title = ngettext(
            "%(count)s partner besloot niet (of nog niet)",
            "%(count)s partners besloten niet (of nog niet)",
            len(counts.undecided),
        )
        found.append(_named(counts.undecided, title))
    if counts.lacking:
        title = ngettext(
            "Van %(count)s partner is de bijdrage nog niet binnen of vastgelegd",
            "Van %(count)s partners is de bijdrage nog niet binnen of vastgelegd",
            len(counts.lacking),
        )
        found.append(_named(counts.lacking, title))
    return found


def _named(names: Sequence[str], title: str) -> Notice:
    more = len(names) - MOST_NAMED
    shown = [*names[:MOST_NAMED], *([_("%(count)s andere") % {"count": more}] if more > 0 else [])]
    text = f"{in_a_row(shown)}."
    return Notice(text, "info", title % {"count": format_number(len(names))})


def _years_table(years: Sequence[SolidarityYear], asof: AsOf) -> Table:
    counted = _("%(count)s van %(total)s")
    rows: list[Row] = [
        {
            "year": str(each.year),
            "url": _address(each.year, asof),
            "decided": counted % {"count": each.counts.decided, "total": each.counts.total}
            if each.counts.is_asked
            else _("geen besluit gevraagd"),
            "given": counted % {"count": each.counts.given, "total": each.counts.total},
        }
        for each in years
    ]
    columns = [
        Column("year", _("Jaar"), "link"),
        Column("decided", _("Besloten")),
        Column("given", _("Betaald of geleverd")),
    ]
    return plain_table(name="per-jaar", caption=_("Alle jaren"), columns=columns, rows=rows)


def _map(chosen: SolidarityYear) -> TileMap | None:
    """The municipalities on the map; partners without a place stand in the table."""
    places = tiles()
    shown = [row for row in chosen.rows if row.share.code in places]
    if not shown:
        return None
    counts = Counter(row.share.borne for row in shown)
    others = Counter(row.share.borne for row in chosen.rows if row.share.code not in places)
    legend = [
        LegendItem(BORNE[each][1], str(BORNE[each][0]), format_number(count))
        for each in Borne
        if (count := counts[each])
    ]
    rows: list[Row] = [
        {"borne": str(BORNE[each][0]), "count": counts[each], "others": others[each]}
        for each in Borne
        if counts[each] or others[each]
    ]
    return tile_map(
        title=_("%(year)s op de kaart") % {"year": chosen.year},
        tiles=[_tile(row, places[row.share.code]) for row in shown],
        legend=legend,
        table=plain_table(
            name=f"kaart-{chosen.year}",
            caption=_("Partners in %(year)s") % {"year": chosen.year},
            columns=[
                Column("borne", _("Bijdrage")),
                Column("count", _("Op de kaart"), "number", is_totalled=True),
                Column("others", _("Niet op de kaart"), "number", is_totalled=True),
            ],
            rows=rows,
        ),
    )


def _tile(row: PartnerRow, place: tuple[int, int]) -> MapTile:
    label, tone, short = BORNE[row.share.borne]
    return MapTile(
        key=row.share.code,
        row=place[0],
        column=place[1],
        short=short_label(row.own_name),
        name=row.share.name,
        shown=str(short),
        spoken=f"{row.share.name}: {label}",
        ground=tone,
        url=organisation_address(row.share.code),
    )


def _table(request: Request, agreement: AgreementRow, chosen: SolidarityYear) -> Table:
    return list_table(
        request.GET,
        name=f"solidariteit-{chosen.year}" if request.GET.get("formaat") else "solidariteit",
        caption=_("Alle partners in %(year)s") % {"year": chosen.year},
        columns=_columns(),
        rows=[
            _row(request, agreement, row) | _capacity(row, agreement.code, chosen.year) for row in chosen.rows
        ],
        filters=[
            TextFilter(("name", "district")),
            ChoiceFilter("district", _("District"), "district"),
            ChoiceFilter("decided_word", _("Besluit"), "besluit"),
            ChoiceFilter("borne_word", _("Bijdrage"), "bijdrage"),
        ],
        kept=("jaar", "afspraak"),
    )


def _columns() -> list[Column]:
    return [
        Column("name", _("Partner"), "link"),
        Column("code", _("Code"), is_on_screen=False),
        Column("district", _("District")),
        Column("decided", _("Eigen besluit"), "status", url_key="decided_url"),
        Column("decided_on", _("Besloten op"), "date", is_on_screen=False),
        Column("borne", _("Bijdrage"), "status"),
        Column("invoice", _("Factuur"), url_key="invoice_url"),
        Column("asked", _("Gefactureerd"), "money", is_totalled=True),
        Column("paid", _("Betaald"), "money", is_totalled=True),
        Column("fte_asked", _("Fte gevraagd"), "number", decimals=2, is_totalled=True, is_on_screen=False),
        Column("fte_pledged", _("Fte toegezegd"), "number", "capacity_url", decimals=2, is_totalled=True),
        Column("fte_delivered", _("Fte geleverd"), "number", "capacity_url", decimals=2, is_totalled=True),
    ]


def _capacity(row: PartnerRow, agreement_code: str, year: int) -> dict[str, object]:
    """The figures open the pledges and deliveries behind them."""
    check = row.capacity
    if check is None:
        return {"fte_asked": None, "fte_pledged": None, "fte_delivered": None}
    return {
        "fte_asked": check.asked,
        "fte_pledged": check.pledged,
        "fte_delivered": fte_decimal(check.delivered),
        "capacity_url": f"{co_funding_address(agreement_code, year)}#tabel-cofinanciering-{year}",
    }


def _row(request: Request, agreement: AgreementRow, row: PartnerRow) -> dict[str, object]:
    code, proposal = row.share.code, agreement.terms.decided_by
    label, tone, _short = BORNE[row.share.borne]
    borne, decided = Status(str(label), tone), _decided(row)
    may_read = bool(row.invoice and may_read_invoice_of(request.actor, code))
    return {
        "name": row.share.name,
        "url": organisation_address(code),
        "code": code,
        "district": row.district,
        "decided": decided,
        "decided_word": decided.label,
        "decided_url": f"/voorstellen/{proposal}/verplichtingen/{code}/" if proposal and row.state else "",
        "decided_on": row.decided_on,
        "borne": borne,
        "borne_word": borne.label,
        "invoice": row.invoice,
        "invoice_url": invoice_address(row.invoice) if may_read else "",
        "asked": row.asked_cents if row.is_municipality else None,
        "paid": row.paid_cents if row.is_municipality else None,
    }


def _decided(row: PartnerRow) -> Status:
    if row.state is None or row.state not in DECIDED:
        return Status(_("geen besluit gevraagd"), "neutral")
    label, tone = DECIDED[row.state]
    return Status(str(label), tone)
