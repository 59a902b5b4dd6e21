"""How documents were sent: all sendings for who keeps the books, and the log of one document."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.accounts.editing import crumbs_of
from noaber.core.access import Actor, require
from noaber.core.addresses import organisation_address
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Notice, Panel
from noaber.core.requests import Request
from noaber.finance.access import may_read_invoices, may_send_invoices
from noaber.finance.models import CHANNELS, KINDS
from noaber.finance.queries.invoices.transmissions import LogRow, TransmissionRow, log_of, transmissions
from noaber.finance.rules.invoices.transmissions import Channel, StepKind
from noaber.finance.services.invoices.sending import why_nothing_is_sent
from noaber.finance.views.places.billing import BUYERS, invoice_address, invoices_crumbs

PAGE: Final = "finance/billing.html"
TABLE: Final = "core/components/table_panel.html"
STATES: Final[dict[StepKind, tuple[Promise, Tone]]] = {
    StepKind.QUEUED: (gettext_lazy("staat klaar"), "info"),
    StepKind.IN_FLIGHT: (gettext_lazy("onderweg"), "info"),
    StepKind.WAITING: (gettext_lazy("wordt opnieuw geprobeerd"), "warning"),
    StepKind.DELIVERED: (gettext_lazy("afgeleverd"), "ok"),
    StepKind.FAILED: (gettext_lazy("mislukt"), "danger"),
}


def transmissions_page(request: Request) -> HttpResponse:
    """Every sending, with how far it is; what failed can be sent again from the page of the document."""
    require(may_read_invoices(request.actor))
    heading = PageHeading(
        _("Verzending"),
        kicker=_("Facturen"),
        intro=_(
            "Hoe elke factuur en creditnota naar de betaler ging. Een stuk gaat één keer; alleen wat mislukte, kunt u "
            "op de pagina van de factuur opnieuw versturen."
        ),
        actions=(Action(_("Hoe betalers hun facturen krijgen"), BUYERS),),
    )
    around = {
        "heading": heading,
        **crumbs_of(invoices_crumbs(), _("Verzending")),
        "notices": nothing_sent_notices(),
    }
    return _table(request, transmissions()).respond(request, PAGE, around)


def nothing_sent_notices() -> list[Notice]:
    why = why_nothing_is_sent()
    return [Notice(why, "warning")] if why else []


def _table(request: Request, rows: list[TransmissionRow]) -> Table:
    return list_table(
        request.GET,
        name="verzending",
        caption=_("Verzonden stukken"),
        columns=_columns(),
        rows=[_row(row) for row in rows],
        filters=[
            TextFilter(("number", "buyer", "buyer_code", "recipient")),
            ChoiceFilter("state_word", _("Stand"), "stand"),
            ChoiceFilter("channel", _("Hoe"), "hoe"),
        ],
        empty_text=_("Er is nog niets verstuurd. Open een factuur of een factuurronde en kies Verstuur."),
        phone="scroll",
    )


def _columns() -> list[Column]:
    return [
        Column("number", _("Nummer"), "link"),
        Column("kind", _("Soort")),
        Column("buyer", _("Aan"), url_key="buyer_url"),
        Column("buyer_code", _("Code"), is_on_screen=False),
        Column("state", _("Stand"), "status"),
        Column("channel", _("Hoe")),
        Column("recipient", _("Adres")),
        Column("queued_at", _("Klaargezet"), "moment"),
        Column("at", _("Sinds"), "moment"),
        Column("attempts", _("Pogingen"), "number"),
        Column("reason", _("Toelichting")),
        Column("external_id", _("Kenmerk van de ander"), is_on_screen=False),
    ]


def _row(row: TransmissionRow) -> Row:
    status = sending_status(row.progress.kind, row.channel)
    return {
        "number": row.invoice,
        "url": invoice_address(row.invoice),
        "kind": str(KINDS[row.kind]),
        "buyer": row.buyer_name,
        "buyer_url": organisation_address(row.buyer_code),
        "buyer_code": row.buyer_code,
        "state": status,
        "state_word": status.label,
        "channel": str(CHANNELS[row.channel]),
        "recipient": row.recipient,
        "queued_at": row.queued_at,
        "at": row.progress.at,
        "attempts": row.progress.attempts or None,
        "reason": row.reason,
        "external_id": row.external_id,
    }


def sending_status(kind: StepKind, channel: Channel) -> Status:
    """A file is handed over by a person; the rest is delivered."""
    if channel is Channel.DOWNLOAD and kind is StepKind.DELIVERED:
        return Status(_("afgegeven"), "ok")
    if channel is Channel.DOWNLOAD and kind is StepKind.QUEUED:
        return Status(_("nog af te geven"), "warning")
    label, tone = STATES[kind]
    return Status(str(label), tone)


def log_panels(log: Sequence[LogRow]) -> list[Panel]:
    """What happened with a document, under it; nothing while it was never sent."""
    return [Panel(_("Verzending"), TABLE, _log_table(log))] if log else []


def log_for(actor: Actor, number: str) -> Sequence[LogRow]:
    """For who keeps the books; one query."""
    return log_of(number) if may_read_invoices(actor) else ()


def _log_table(log: Sequence[LogRow]) -> Table:
    columns = [
        Column("state", _("Stand"), "status"),
        Column("at", _("Moment"), "moment"),
        Column("channel", _("Hoe")),
        Column("recipient", _("Adres")),
        Column("attempt", _("Poging"), "number"),
        Column("reason", _("Toelichting")),
        Column("external_id", _("Kenmerk van de ander")),
    ]
    rows: list[Row] = [
        {
            "state": sending_status(row.kind, row.channel),
            "at": row.at,
            "channel": str(CHANNELS[row.channel]),
            "recipient": row.recipient,
            "attempt": row.attempt or None,
            "reason": row.reason,
            "external_id": row.external_id,
        }
        for row in log
    ]
    return plain_table(
        name="verzending", caption=_("Verzending"), columns=columns, rows=rows, is_caption_shown=False
    )


def sending_actions(actor: Actor, number: str, log: Sequence[LogRow]) -> Iterator[Action]:
    """What can be done with a document now: send it, send it again after a failure, or say that it was handed over."""
    if not may_send_invoices(actor):
        return
    last = log[-1] if log else None
    if last is None:
        yield Action(_("Verstuur"), invoice_address(number, "verzenden/"), "primary")
    elif last.kind is StepKind.FAILED:
        yield Action(_("Opnieuw versturen"), invoice_address(number, "verzenden/"), "primary")
    elif last.channel is Channel.DOWNLOAD and last.kind is StepKind.QUEUED:
        yield Action(_("Leg vast: afgegeven"), invoice_address(number, "afgeven/"), "primary")
