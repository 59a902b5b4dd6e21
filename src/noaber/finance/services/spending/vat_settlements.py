"""Booking money of the bank as settled with the tax office, and undoing that, each with a reason.

All agreements are locked before the entry, since what it clears is worked out from the books of the network.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import recorded_by
from noaber.core.rules.money import format_euro
from noaber.core.rules.reasons import says_something
from noaber.finance.access import may_keep_bank
from noaber.finance.models import Agreement, BankEntry, VatSettlement
from noaber.finance.queries.agreements.agreement import agreement_called
from noaber.finance.queries.bank.entries import EntryRow, entry
from noaber.finance.queries.spending.vat_settlements import vat_settlements_of, vat_state_on
from noaber.finance.rules.spending.vat_settlements import VatState
from noaber.finance.services.bank.opposites import undone
from noaber.finance.services.recording import carrying, recording

ONE_RETURN: Final = gettext_lazy(
    "Deze boeking staat al als btw-aangifte geboekt. Eén betaling is één aangifte: wat over is, boekt u op een post, "
    "zoals boete of rente. Hoort alles bij de aangifte, maak die dan los en boek het hele bedrag."
)
YEAR: Final = re.compile(r"\b20\d\d\b")  # a return is about a period of some year


@dataclass(frozen=True, slots=True)
class OfVat:
    """What of an entry is for the tax of which agreement. `seen_left`: what the editor saw as left of the entry."""

    entry: int
    agreement_code: str
    cents: int
    seen_left: int | None = None


def settle_vat(asked: OfVat, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Book it; False when just that was said since it was seen. It is about the year of the day of the bank.

    DomainError: there never was any tax, it was booked so before, or the entry has less left.
    Conflict: something else was booked of the entry since.
    """
    require(may_keep_bank(actor))
    if not YEAR.search(reason):
        text = _("Schrijf over welke periode de aangifte gaat, met het jaar. Bijvoorbeeld: 1e kwartaal 2024.")
        raise DomainError(text, field="reason")
    with verb("finance.settle_vat", actor=actor) as trail:
        now = recording(now)
        carrying()
        agreement = _locked_agreement(asked.agreement_code)
        row = _locked(asked.entry)
        standing = [
            each for each in vat_settlements_of(row.id) if not each.is_release and not each.is_released
        ]
        if any(
            (each.agreement_code, each.amount_cents) == (agreement.code, asked.cents) for each in standing
        ):
            return False
        _check(row, asked, is_settled=bool(standing))
        state = _state(row)
        made = VatSettlement.objects.create(
            entry_id=row.id,
            agreement=agreement,
            year=_year(agreement.code, row.said.booked_on.year),
            amount_cents=asked.cents,
            due_cents=state.due_cents,
            deductible_cents=state.deductible_cents,
            reason=reason.strip(),
            **recorded_by(actor, now),
        )
        trail.note(made, {"entry": asked.entry, "agreement": agreement.code}, records=[made])
    return True


def release_vat_settlement(key: int, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Undo it, whole: the entry has it left again, and the tax stands as it did. False when it was undone before."""
    require(may_keep_bank(actor))
    if not says_something(reason):
        raise DomainError(_("Schrijf in een paar woorden waarom u dit losmaakt."), field="reason")
    with verb("finance.release_vat_settlement", actor=actor) as trail:
        now = recording(now)
        row = VatSettlement.objects.filter(pk=key, releases__isnull=True).select_related("agreement").first()
        if row is None:
            raise DomainError(_("Deze boeking bestaat niet."))
        _locked_agreement(row.agreement.code)
        _locked(row.entry_id)
        if VatSettlement.objects.filter(releases=row).exists():
            return False
        opposite = undone(row, reason, recorded_by(actor, now))
        trail.note(opposite, {"entry": row.entry_id, "releases": row.pk}, records=[opposite])
    return True


def _locked_agreement(code: str) -> Agreement:
    found = Agreement.objects.filter(code=code).first()
    if found is None:
        raise DomainError(_("Deze afspraak bestaat niet."))
    list(Agreement.objects.select_for_update().order_by("pk").values_list("pk"))
    return found


def _locked(key: int) -> EntryRow:
    list(BankEntry.objects.select_for_update().filter(pk=key).values_list("pk"))
    row = entry(key)
    if row is None:
        raise DomainError(_("Deze boeking bestaat niet."))
    return row


def _check(row: EntryRow, asked: OfVat, *, is_settled: bool) -> None:
    if is_settled:
        raise DomainError(str(ONE_RETURN))
    if not row.left_cents or (asked.seen_left is not None and row.left_cents != asked.seen_left):
        raise Conflict(_("Deze boeking"), revision=0)
    if not 0 < asked.cents <= row.left_cents:
        text = _("Boek meer dan nul, en ten hoogste wat nog niet is verwerkt: %(left)s.")
        raise DomainError(text % {"left": format_euro(row.left_cents)}, field="amount")


def _state(row: EntryRow) -> VatState:
    state = vat_state_on(row.said.booked_on)
    if state is None:
        raise DomainError(_("In deze boeken staat geen btw, dus er is niets om aan te geven."))
    return state


def _year(agreement_code: str, year: int) -> int:
    """The year of the day, or the nearest one that the agreement has books of."""
    agreement = agreement_called(agreement_code)
    years = agreement.terms.years if agreement else (year,)
    return min(max(year, years[0]), years[-1])
