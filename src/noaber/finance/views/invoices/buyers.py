"""Who pays: what each wants to find on its invoices, and from when until when it takes part."""

from typing import Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import require, require_form
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import TextFilter
from noaber.core.components.frame import PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.requests import Request
from noaber.core.rules.dutch import short_date
from noaber.finance.access import may_read_invoices, may_set_billing
from noaber.finance.forms.billing import BuyerForm, ParticipationForm
from noaber.finance.models import CHANNELS, PROFILES
from noaber.finance.queries.agreements.agreement import agreement_called
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.billing.participation import participations
from noaber.finance.queries.invoices.buyers import wishes_of_buyers
from noaber.finance.queries.invoices.deliveries import Delivery, deliveries
from noaber.finance.rules.billing.composing import BuyerWishes
from noaber.finance.rules.billing.participation import Participation
from noaber.finance.services.billing.participation import record_participation
from noaber.finance.services.invoices.buyers import record_buyer
from noaber.finance.views.places.billing import (
    BUYERS,
    billing_crumbs,
    buyer_address,
    participation_address,
)
from noaber.finance.views.places.sending import delivery_address
from noaber.network.api import OrganisationRow, organisation, organisations

PAGE: Final = "finance/billing.html"


def buyers_page(request: Request) -> HttpResponse:
    """Every organisation that pays."""
    require(may_read_invoices(request.actor))
    heading = PageHeading(
        _("Betalers"),
        intro=_(
            "Wat een organisatie op haar facturen wil vinden, en wanneer zij meedoet. Zonder wensen krijgt zij een "
            "gewone NLCIUS-factuur; zonder datums doet zij alle jaren mee."
        ),
    )
    return _table(request).respond(
        request, PAGE, {"heading": heading, **crumbs_of(billing_crumbs(), _("Betalers"))}
    )


def _table(request: Request) -> Table:
    columns = [
        Column("name", _("Organisatie"), "link"),
        Column("code", _("CBS-code"), is_on_screen=False),
        Column("profile", _("Soort e-factuur")),
        Column("buyer_reference", _("Kenmerk")),
        Column("order_reference", _("Inkoopnummer")),
        Column("participation", _("Doet mee"), url_key="participation_url"),
        Column("delivery", _("Verzending"), url_key="delivery_url"),
    ]
    return list_table(
        request.GET,
        name="betalers",
        caption=_("Betalers"),
        columns=columns,
        rows=_rows(request),
        filters=[TextFilter(("name", "code"))],
        default_sort="name",
    )


def _rows(request: Request) -> list[Row]:
    asof = AsOf(request.today)
    agreement = agreement_for(request.actor, asof)
    wishes, delivered = wishes_of_buyers(), deliveries()
    said = participations(agreement.code) if agreement else {}
    rows: list[Row] = []
    for row in organisations(request.actor, asof, kinds=("municipality",)):
        wish = wishes.get(row.code, BuyerWishes())
        rows.append(
            {
                "name": row.name,
                "url": buyer_address(row.code),
                "code": row.code,
                "profile": str(PROFILES[wish.profile]),
                "buyer_reference": wish.buyer_reference,
                "order_reference": wish.order_reference,
                "participation": participation_words(said.get(row.code, Participation())),
                "participation_url": participation_address(agreement.code, row.code) if agreement else "",
                "delivery": str(CHANNELS[delivered.get(row.code, Delivery()).channel]),
                "delivery_url": delivery_address(row.code),
            }
        )
    return rows


def participation_words(said: Participation) -> str:
    """In a cell of a table."""
    start = _("vanaf %(date)s") % {"date": short_date(said.from_on)} if said.from_on else ""
    end = _("tot %(date)s") % {"date": short_date(said.until_on)} if said.until_on else ""
    return " ".join(part for part in (start, end) if part) or _("alle jaren")


def buyer_page(request: Request, code: str) -> HttpResponse:
    """What one organisation wants to find."""
    require_form(may_set_billing(request.actor))
    row = _there(request, code)
    known = wishes_of_buyers().get(code, BuyerWishes())
    initial = {
        "profile": known.profile.value,
        "buyer_reference": known.buyer_reference,
        "order_reference": known.order_reference,
    }
    form = BuyerForm(sent(request), initial=initial)

    def save() -> str:
        is_new = record_buyer(code, form.wishes, actor=request.actor, now=clock.now())
        return BUYERS if is_new else AsItStood(BUYERS)

    saved = _("De wensen zijn vastgelegd. Zij gelden voor de volgende facturen.")
    return edit(request, form, _page(row, saved), save)


def participation_page(request: Request, agreement_code: str, code: str) -> HttpResponse:
    """From when until when one organisation takes part."""
    require_form(may_set_billing(request.actor))
    row = _there(request, code)
    if agreement_called(agreement_code) is None:
        raise Http404
    known = participations(agreement_code).get(code, Participation())
    initial = {"from_on": known.from_on, "until_on": known.until_on, "reason": known.reason}
    form = ParticipationForm(sent(request), initial=initial)

    def save() -> str:
        is_new = record_participation(agreement_code, code, form.said, actor=request.actor, now=clock.now())
        return BUYERS if is_new else AsItStood(BUYERS)

    saved = _(
        "De deelname is vastgelegd. Een volgende ronde rekent ermee; facturen van eerder blijven staan."
    )
    return edit(request, form, _page(row, saved), save)


def _there(request: Request, code: str) -> OrganisationRow:
    row = organisation(request.actor, code, AsOf(request.today))
    if row is None:
        raise Http404
    return row


def _page(row: OrganisationRow, saved: str) -> EditPage:
    return EditPage(
        title=row.name,
        kicker=_("Betalers"),
        crumbs=[*billing_crumbs(), (_("Betalers"), BUYERS)],
        back_url=BUYERS,
        saved=saved,
        submit_label=_("Leg vast"),
    )
