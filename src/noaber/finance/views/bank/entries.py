"""/bank/: what came in that is not yet explained, with what is proposed for it; and every statement."""

from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.accounts.editing import crumbs_of
from noaber.core import clock
from noaber.core.access import Actor, require
from noaber.core.components.columns import Column, Row
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Panel
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_keep_bank, may_read_bank
from noaber.finance.models import CONFIDENCES, DIRECTIONS
from noaber.finance.queries.bank.entries import (
    EntryRow,
    ProposedRow,
    StatementRow,
    entries,
    on_credited,
    proposals,
    statements,
)
from noaber.finance.queries.invoices.open_items import open_totals, settlements
from noaber.finance.queries.spending.bookings import incoming_code
from noaber.finance.queries.spending.purchase_payments import purchases_proposed
from noaber.finance.rules.bank.proposals import Confidence, Proposal
from noaber.finance.rules.spending.purchase_payments import PurchaseMatch
from noaber.finance.services.bank.allocating import certain_proposals, confirm_proposals
from noaber.finance.views.places.bank import (
    BANK,
    CERTAIN,
    READ_IN,
    STATEMENTS,
    bank_crumbs,
    entry_address,
    release_address,
)
from noaber.finance.views.places.billing import INVOICES, invoice_address

PAGE: Final = "finance/billing.html"
TABLE: Final = "core/components/table_panel.html"
MOST_STATEMENTS: Final = 12
TONES: Final[dict[Confidence, Tone]] = {
    Confidence.CERTAIN: "ok",
    Confidence.PROBABLE: "info",
    Confidence.POSSIBLE: "warning",
}


def bank_page(request: Request) -> HttpResponse:
    """What is not yet explained, the newest first; `?alles=ja` shows every entry."""
    require(may_read_bank(request.actor))
    is_all = request.GET.get("alles") == "ja"
    found = proposals(entries(unexplained=not is_all))
    certain = sum(row.proposal.confidence is Confidence.CERTAIN for row in found)
    context = {
        "heading": PageHeading(
            _("Bank"), intro=_intro(request, found), actions=_actions(request, certain, is_all=is_all)
        ),
        **crumbs_of(bank_crumbs()[:1], _("Bank")),
        "after": [
            *_credited_panels(request.actor),
            Panel(
                _("Laatste afschriften"),
                TABLE,
                statement_table(statements()[:MOST_STATEMENTS]),
                link=Action(_("Alle afschriften"), STATEMENTS),
            ),
        ],
    }
    return _table(request, found, is_all=is_all).respond(request, PAGE, context)


def _intro(request: Request, found: Sequence[ProposedRow]) -> str:
    totals = open_totals(settlements(), request.today)
    left = [row.entry for row in found if row.entry.left_cents]
    facts = {
        "count": format_number(len(left)),
        "open": format_euro(totals.open_cents),
        "late": format_euro(totals.overdue_cents),
    }
    return (
        _(
            "%(count)s boekingen zijn nog niet verwerkt. Aan facturen staat %(open)s open, waarvan %(late)s te laat."
        )
        % facts
    )


def _actions(request: Request, certain: int, *, is_all: bool) -> tuple[Action, ...]:
    actions = []
    if may_keep_bank(request.actor):
        actions.append(Action(_("Lees een bankbestand in"), READ_IN, "primary"))
        if certain:
            words = ngettext(
                "Bevestig %(count)s zekere betaling", "Bevestig %(count)s zekere betalingen", certain
            )
            actions.append(Action(words % {"count": format_number(certain)}, CERTAIN))
    other = (
        Action(_("Alleen wat nog open is"), BANK)
        if is_all
        else Action(_("Alle boekingen"), f"{BANK}?alles=ja")
    )
    return (*actions, other, Action(_("Facturen"), INVOICES))


def _table(request: Request, found: Sequence[ProposedRow], *, is_all: bool) -> Table:
    hints = purchases_proposed()
    filters: list[TextFilter | ChoiceFilter] = [
        TextFilter(("who", "text", "reference", "proposal", "iban")),
        ChoiceFilter("certainty_word", _("Voorstel"), "voorstel"),
        ChoiceFilter("direction", _("Bij of af"), "richting"),
    ]
    empty = _("Er is nog geen bankbestand ingelezen.") if is_all else _("Alle boekingen zijn verwerkt.")
    return list_table(
        request.GET,
        name="boekingen",
        caption=_("Alle boekingen") if is_all else _("Nog niet verwerkt"),
        columns=_columns(),
        rows=[_row(row, hints.get(row.entry.id)) for row in found],
        filters=filters,
        empty_text=empty,
        phone="scroll",
        kept=("alles",),
    )


def _columns() -> list[Column]:
    return [
        Column("who", _("Wie"), "link"),
        Column("booked_on", _("Geboekt"), "date"),
        Column("direction", _("Bij of af"), is_on_screen=False),
        Column("amount", _("Bedrag"), "money", is_totalled=True),
        Column("left", _("Nog te verwerken"), "money", is_totalled=True),
        Column("certainty", _("Voorstel"), "status"),
        Column("proposal", _("Waarom"), is_sortable=False, url_key="proposal_url"),
        Column("text", _("Omschrijving"), is_on_screen=False),
        Column("reference", _("Betalingskenmerk"), is_on_screen=False),
        Column("iban", _("Rekening van de ander"), is_on_screen=False),
        Column("account", _("Rekening"), is_on_screen=False),
        Column("statement", _("Afschrift"), is_on_screen=False),
    ]


def _row(row: ProposedRow, hint: tuple[int, PurchaseMatch] | None) -> Row:
    """`hint`: the purchase invoice that it seems to be for, where it is for no invoice of ours."""
    entry, said = row.entry, row.entry.said
    hint = None if row.proposal.shares or not entry.left_cents else hint
    status = probable_status() if hint else proposal_status(row)
    return {
        "who": who_of(entry),
        "url": entry_address(entry.id),
        "booked_on": said.booked_on,
        "direction": str(DIRECTIONS[said.direction]),
        "amount": said.signed_cents,
        "left": entry.left_cents if entry.is_incoming else -entry.left_cents,
        "certainty": status,
        "certainty_word": status.label,
        "proposal": _proposed(row, hint),
        "proposal_url": entry_address(entry.id, "inkoop/") if hint else "",
        "text": said.text,
        "reference": said.reference.value if said.reference else "",
        "iban": said.counterparty_iban,
        "account": entry.account,
        "statement": entry.statement,
    }


def _proposed(row: ProposedRow, hint: tuple[int, PurchaseMatch] | None) -> str:
    if not row.entry.left_cents:
        return ""
    if hint is None:
        return proposal_words(row.proposal)
    return _("Inkoopfactuur %(code)s: %(why)s.") % {"code": incoming_code(hint[0]), "why": hint[1].reason}


def who_of(row: EntryRow) -> str:
    return row.said.counterparty_name or row.said.counterparty_iban or _("Zonder tegenpartij (de bank)")


def proposal_status(row: ProposedRow) -> Status:
    """How sure the proposal is, or that there is nothing to propose for."""
    if not row.entry.left_cents:
        return Status(_("verwerkt"), "ok")
    confidence = row.proposal.confidence
    if confidence is None:
        return Status(_("geen voorstel"), "neutral")
    return Status(str(CONFIDENCES[confidence]), TONES[confidence])


def probable_status() -> Status:
    """Of a purchase invoice that an entry seems to be for: a person decides."""
    return Status(str(CONFIDENCES[Confidence.PROBABLE]), TONES[Confidence.PROBABLE])


def proposal_words(proposal: Proposal) -> str:
    """The reason as a sentence."""
    return f"{proposal.reason[:1].upper()}{proposal.reason[1:]}."


def _credited_panels(actor: Actor) -> list[Panel]:
    """Money on invoices that were credited, once there is any: it waits too."""
    found = on_credited()
    if not found:
        return []
    can_release = bool(may_keep_bank(actor))
    columns = [
        Column("who", _("Wie"), "link"),
        Column("booked_on", _("Geboekt"), "date"),
        Column("amount", _("Bedrag"), "money", is_totalled=True),
        Column("invoice", _("Gecrediteerde factuur"), url_key="invoice_url"),
        *([Column("release", _("Losmaken"), url_key="release_url")] if can_release else []),
    ]
    rows: list[Row] = [
        {
            "who": each.who or _("Zonder tegenpartij (de bank)"),
            "url": entry_address(each.entry),
            "booked_on": each.booked_on,
            "amount": each.amount_cents,
            "invoice": each.invoice,
            "invoice_url": invoice_address(each.invoice),
            "release": _("Maak los"),
            "release_url": release_address(each.entry, each.id),
        }
        for each in found
    ]
    title = _("Betaald op een gecrediteerde factuur")
    intro = _(
        "Dit geld wordt niet meer gevraagd. Maak het los; daarna verrekent u het met een andere factuur of stort u "
        "het terug."
    )
    table = plain_table(
        name="gecrediteerd", caption=title, columns=columns, rows=rows, is_caption_shown=False
    )
    return [Panel(title, TABLE, table, intro=intro)]


def statements_page(request: Request) -> HttpResponse:
    """Every statement that was read in, the newest first."""
    require(may_read_bank(request.actor))
    table = list_table(
        request.GET,
        name="afschriften",
        caption=_("Afschriften"),
        columns=_statement_columns(),
        rows=[_statement_row(row) for row in statements()],
        filters=[TextFilter(("label", "account", "file"))],
        empty_text=_("Er is nog geen bankbestand ingelezen."),
        phone="scroll",
    )
    intro = _("Elk afschrift dat is ingelezen, met zijn saldi en hoeveel boekingen toen nieuw waren.")
    around = {
        "heading": PageHeading(_("Afschriften"), intro=intro),
        **crumbs_of(bank_crumbs(), _("Afschriften")),
    }
    return table.respond(request, PAGE, around)


def _statement_columns() -> list[Column]:
    return [
        Column("label", _("Afschrift")),
        Column("account", _("Rekening")),
        Column("first_day", _("Van"), "date"),
        Column("last_day", _("Tot en met"), "date"),
        Column("opening", _("Beginstand"), "money"),
        Column("closing", _("Eindstand"), "money"),
        Column("entries", _("Boekingen"), "number"),
        Column("file", _("Bestand")),
    ]


def _statement_row(row: StatementRow) -> Row:
    return {
        "label": row.label or _("zonder nummer"),
        "account": row.account,
        "first_day": row.first_day,
        "last_day": row.last_day,
        "opening": row.opening_cents,
        "closing": row.closing_cents,
        "entries": row.entry_count,
        "file": row.file_name,
    }


def statement_table(rows: Sequence[StatementRow]) -> Table:
    return plain_table(
        name="afschriften",
        caption=_("Laatste afschriften"),
        columns=_statement_columns(),
        rows=[_statement_row(row) for row in rows],
        is_caption_shown=False,
    )


def confirm_certain_page(request: Request) -> HttpResponse:
    """Book every certain payment at once, after asking once more."""
    require(may_keep_bank(request.actor))
    if request.method == "POST":
        done = confirm_proposals(actor=request.actor, now=clock.now())
        words = ngettext("%(count)s betaling is verwerkt.", "%(count)s betalingen zijn verwerkt.", done)
        messages.success(request, words % {"count": format_number(done)})
        return redirect(BANK)
    asked = Confirmation(
        title=_("Bevestig de zekere betalingen"),
        question=_certain_words(certain_proposals()),
        confirm_label=_("Bevestig"),
        cancel_url=BANK,
        consequences=(
            _("Van elk klopt het betalingskenmerk met zijn controlegetal, en het bedrag tot op de cent."),
            _("De facturen staan daarna op betaald. U kunt elke verrekening later losmaken, met een reden."),
        ),
    )
    return render(
        request, "core/confirm.html", {"confirmation": asked, **crumbs_of(bank_crumbs(), asked.title)}
    )


def _certain_words(found: Sequence[ProposedRow]) -> str:
    total = sum(row.entry.left_cents for row in found)
    words = ngettext(
        "%(count)s betaling van %(total)s op de factuur boeken?",
        "%(count)s betalingen, samen %(total)s, op hun facturen boeken?",
        len(found),
    )
    return words % {"count": format_number(len(found)), "total": format_euro(total)}
