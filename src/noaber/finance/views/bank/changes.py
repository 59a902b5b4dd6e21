"""Saying what a payment is for, that it went back or is none of ours, and undoing that."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, edit
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.components.refusing import RefusingForm
from noaber.core.components.texts import Notice
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import short_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_keep_bank
from noaber.finance.forms.bank import FIRST, AllocationForm, UndoForm
from noaber.finance.forms.billing import ReasonForm
from noaber.finance.queries.bank.entries import EntryRow, ProposedRow, booked_of, payments_undone_by
from noaber.finance.queries.invoices.open_items import OpenRow, settlements
from noaber.finance.services.bank.allocating import TOO_MUCH, Shares, allocate, release, set_aside
from noaber.finance.services.spending.turned_back import undo_payment
from noaber.finance.views.bank.entries import proposal_words, who_of
from noaber.finance.views.bank.entry import find_entry, proposal_of
from noaber.finance.views.places.bank import bank_crumbs, entry_address

MOST_OFFERED: Final = 12
UNDONE: Final = gettext_lazy("De bank draaide deze betaling terug.")


def allocate_page(request: Request, key: int) -> HttpResponse:
    """How much of a payment is for which invoice; what is proposed is filled in."""
    row = incoming_to_book(request, key)
    proposed = proposal_of(row)
    typed = sent(request)
    form = AllocationForm(typed, invoices=_offered(proposed, typed or ()), left=row.left_cents)
    page = page_of(
        row,
        _("Verreken met facturen"),
        _("De betaling is verwerkt."),
        _("Te verdelen: %(left)s. Laat leeg wat u niet wilt boeken.") % {"left": format_euro(row.left_cents)},
    )
    page = replace(page, notice=_told(proposed))

    def save() -> str:
        said, proposal = form.cleaned_data, proposed.proposal
        is_proposed = form.cents == {share.number: share.amount_cents for share in proposal.shares}
        reason = said["reason"] or (proposal.reason if is_proposed else "")
        confidence = str(proposal.confidence or "") if is_proposed else ""
        asked = Shares(key, form.cents, said["left"], reason, confidence)
        return address_after(key, bool(allocate(asked, actor=request.actor, now=clock.now())))

    return edit(request, form, page, save)


def _told(proposed: ProposedRow) -> Notice:
    """What the payer wrote and why this is proposed, beside what is filled in."""
    said = proposed.entry.said
    facts = (
        (_("Omschrijving"), said.text),
        (_("Betalingskenmerk"), said.reference.value if said.reference else ""),
        (_("Namens"), said.on_behalf_of),
        (_("Rekening"), said.counterparty_iban),
    )
    points = tuple(f"{name}: {value}" for name, value in facts if value)
    return Notice(proposal_words(proposed.proposal), title=_("Voorstel"), points=points)


def _offered(proposed: ProposedRow, typed: Iterable[str]) -> list[tuple[str, str, int | None]]:
    """The invoices that may be meant, with what is proposed for each; and those that the page had when it was sent."""
    cents = {share.number: share.amount_cents for share in proposed.proposal.shares}
    on_page = [name.removeprefix(FIRST) for name in typed if name.startswith(FIRST)]
    numbers = list(dict.fromkeys([*cents, *on_page, *proposed.proposal.candidates]))[:MOST_OFFERED]
    known = {row.number: row for row in settlements(numbers)}
    kept = {number for number, row in known.items() if row.settlement.open_cents or number in on_page}
    return [(number, _label(known[number]), cents.get(number)) for number in numbers if number in kept]


def _label(row: OpenRow) -> str:
    facts = {"buyer": row.buyer_name, "open": format_euro(row.settlement.open_cents)}
    return _("%(buyer)s; nog open: %(open)s.") % facts


def entry_words(row: EntryRow) -> str:
    """What is left of it; of one that has nothing left, what it was."""
    return f"{short_date(row.said.booked_on)}, {format_euro(row.left_cents or row.said.amount_cents)}, {who_of(row)}"


def undo_page(request: Request, key: int) -> HttpResponse:
    """Which payment the bank turned back: all that was said of it is released, and it counts as gone back."""
    row = found_to_book(request, key)
    found = payments_undone_by(row, also=request.POST.get("payment", ""))
    choices = [(str(each.id), f"{entry_words(each)} ({why})") for each, why in found]
    if not choices:
        raise DomainError(
            _(
                "Er is geen betaling van hetzelfde bedrag met hetzelfde kenmerk, dezelfde rekening of dezelfde naam. "
                "Lees eerst het afschrift daarvan in."
            )
        )
    why = row.said.return_reason
    reason = _("De bank draaide deze betaling terug (%(why)s).") % {"why": why} if why else UNDONE
    form = UndoForm(sent(request), choices=choices, reason=str(reason))
    page = page_of(row, _("Draait een betaling terug"), _("De betaling is teruggedraaid."), str(UNDO_INTRO))

    def save() -> str:
        said = form.cleaned_data
        is_new = undo_payment(
            int(said["payment"]), key, reason=said["reason"], actor=request.actor, now=clock.now()
        )
        return address_after(key, is_new)

    return edit(request, form, page, save)


UNDO_INTRO: Final = gettext_lazy(
    "Kies de betaling die de bank terugdraaide. Alles wat ervan was verwerkt, wordt losgemaakt: op facturen, "
    "op posten, bij inkoopfacturen, als terugbetaling en op de tussenrekening. Wat daarmee was betaald, staat "
    "daarna weer open. Is de jaarrekening van een jaar vastgesteld, dan blijft dat jaar zoals het was en staat "
    "de correctie in het jaar dat nog open is."
)


def aside_page(request: Request, key: int) -> HttpResponse:
    """Say that what is left is for no invoice and no line."""
    row = left_to_book(request, key)
    page = page_of(
        row,
        _("Zet op de tussenrekening"),
        _("De boeking staat op de tussenrekening."),
        _(
            "%(left)s hoort bij geen factuur en bij geen post, bijvoorbeeld geld voor een ander of een voorschot van "
            "een subsidie die u bij Subsidies vastlegt. In het journaal staat het op de tussenrekening. Kosten, giften "
            "en rente boekt u op een post."
        )
        % {"left": format_euro(row.left_cents)},
    )
    return _with_reason(
        request, key, page, lambda why: set_aside(key, reason=why, actor=request.actor, now=clock.now())
    )


def release_page(request: Request, key: int, booked: int) -> HttpResponse:
    """Undo what was booked, with a reason; both rows stay."""
    row = found_to_book(request, key)
    if booked not in {each.id for each in booked_of(key)}:
        raise Http404
    page = page_of(
        row,
        _("Maak de verrekening los"),
        _("De verrekening is losgemaakt."),
        _("De factuur staat daarna weer open en het geld is weer te verdelen. Wat er stond, blijft te zien."),
    )
    return _with_reason(
        request, key, page, lambda why: release(booked, reason=why, actor=request.actor, now=clock.now())
    )


def _with_reason(request: Request, key: int, page: EditPage, act: Callable[[str], bool]) -> HttpResponse:
    form: RefusingForm = ReasonForm(sent(request))
    return edit(request, form, page, lambda: address_after(key, act(form.cleaned_data["reason"])))


def found_to_book(request: Request, key: int) -> EntryRow:
    require_form(may_keep_bank(request.actor))
    return find_entry(key)


def left_to_book(request: Request, key: int) -> EntryRow:
    """DomainError: more was said of it than it is, so that something must come off first."""
    row = found_to_book(request, key)
    if row.left_cents < 0 and request.method != "POST":
        raise DomainError(str(TOO_MUCH))
    return row


def incoming_to_book(request: Request, key: int) -> EntryRow:
    row = left_to_book(request, key)
    if not row.is_incoming:
        raise Http404
    return row


def address_after(key: int, is_new: bool) -> str:
    return entry_address(key) if is_new else AsItStood(entry_address(key))


def page_of(row: EntryRow, title: str, saved: str, intro: str) -> EditPage:
    return EditPage(
        title=title,
        kicker=who_of(row),
        crumbs=[*bank_crumbs(), (who_of(row), entry_address(row.id))],
        back_url=entry_address(row.id),
        saved=saved,
        submit_label=title,
        intro=intro,
    )
