"""The account of a payer as a paper, with the words for what stands on it."""

import datetime as dt
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.documents.paper import Block, DataTable, Paper, Paragraph
from noaber.core.documents.pdf import to_pdf
from noaber.core.documents.tables import TableColumn
from noaber.core.models import Demonstration
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.core.rules.money import format_euro
from noaber.finance.queries.dunning.payer_account import BuyerAccount
from noaber.finance.rules.dunning.payer_account import (
    Account,
    AccountLine,
    Movement,
    MovementKind,
    Standing,
)
from noaber.network.api import network_name

_MOVEMENTS: Final = {
    MovementKind.INVOICE: gettext_lazy("factuur"),
    MovementKind.CREDIT_NOTE: gettext_lazy("creditnota"),
    MovementKind.FREED: gettext_lazy("betaling, los van de factuur die is gecrediteerd"),
    MovementKind.PAYMENT: gettext_lazy("betaling"),
    MovementKind.TURNED_BACK: gettext_lazy("betaling, door de bank teruggedraaid"),
    MovementKind.RETURNED: gettext_lazy("betaling, later terugbetaald"),
    MovementKind.WAITING: gettext_lazy("betaling, nog niet verwerkt"),
    MovementKind.WAITING_BACK: gettext_lazy("door de bank teruggedraaid, nog niet verwerkt"),
    MovementKind.REFUND: gettext_lazy("terugbetaling"),
    MovementKind.REFUND_BACK: gettext_lazy("terugbetaling die terugkwam"),
    MovementKind.RESULT: gettext_lazy("terug uit het resultaat van %(year)s"),
    MovementKind.RESULT_PAID: gettext_lazy("terugbetaling uit het resultaat van %(year)s"),
    MovementKind.RESULT_SET_OFF: gettext_lazy("resultaat van %(year)s, verrekend met een factuur"),
    MovementKind.SET_OFF: gettext_lazy("verrekend met het resultaat van %(year)s"),
}


def movement_words(movement: Movement) -> str:
    """What a line is called, with the year of the result that it is about and whose part it was."""
    said = str(_MOVEMENTS[movement.kind]) % {"year": movement.year}
    if not movement.before:
        return said
    return _("%(said)s, als rechtsopvolger van %(name)s") % {"said": said, "name": movement.before}


def account_pdf(found: BuyerAccount, now: dt.datetime) -> bytes:
    return to_pdf(account_paper(found, now))


def account_paper(found: BuyerAccount, now: dt.datetime) -> Paper:
    account = found.account
    blocks: list[Block] = [Paragraph(account_words(found)), _table(account)]
    return Paper(
        title=_("Rekeningoverzicht %(name)s") % {"name": found.name},
        network=network_name() or "Noaber",
        kind=_("Rekeningoverzicht"),
        made_at=now,
        facts=[(_("Voor"), found.name), (_("Stand op"), long_date(account.until)), *_totals(account)],
        blocks=blocks,
        is_demonstration=Demonstration.objects.exists(),
    )


def account_words(found: BuyerAccount) -> str:
    """The balance and what it is made of, one time for the account and for the page of the payer."""
    parts = [_balance_sentence(found.account), *_parts(found.account.standing)]
    if found.others:
        text = _("Hierin staan ook de facturen aan %(names)s.")
        parts.append(text % {"names": in_a_row(found.others)})
    return " ".join(parts)


def _balance_sentence(account: Account) -> str:
    """What the balance means; it is the "Open" of the totals and of the last line."""
    cents, said = account.balance_cents, account.standing
    facts = {"day": long_date(account.until), "amount": format_euro(abs(cents))}
    if cents > 0:
        return _("Op %(day)s staat %(amount)s open.") % facts
    if cents == -said.back_cents and not said.open_cents:
        return _("Op %(day)s staat er niets open.") % facts
    if cents < 0 and said.back_cents:
        return _("Op %(day)s is er per saldo %(amount)s terug te betalen.") % facts
    if cents < 0:
        text = _(
            "Op %(day)s is %(amount)s te veel betaald; dat komt terug of gaat van een volgende factuur af."
        )
        return text % facts
    return _("Op %(day)s staat er per saldo niets open.") % facts


def _parts(said: Standing) -> list[str]:
    """What the balance is made of, where it is not one thing."""
    words = (
        (said.open_cents, _("Op facturen staat nog %(amount)s open.")),
        (
            said.waiting_cents,
            _("Er wacht %(amount)s bij de bank: dat is binnen en nog niet op een factuur geboekt."),
        ),
        (said.over_cents, _("Op facturen is %(amount)s te veel betaald.")),
        (said.back_cents, _("Uit het resultaat gaat nog %(amount)s terug.")),
        (said.twice_cents, _("Uit het resultaat is %(amount)s te veel betaald of verrekend.")),
    )
    parts = [text % {"amount": format_euro(cents)} for cents, text in words if cents]
    is_plain = len(parts) == 1 and not (said.waiting_cents or said.back_cents or said.twice_cents)
    return [] if is_plain else parts


def _totals(account: Account) -> list[tuple[str, str]]:
    return [(label, format_euro(cents)) for label, cents in account_sums(account)]


def account_sums(account: Account) -> list[tuple[str, int]]:
    """The sums that make the balance: the first and the last are added, the others taken off."""
    kinds = MovementKind
    back = account.total_cents(kinds.RESULT)
    return [
        (_("Gefactureerd"), account.total_cents(kinds.INVOICE)),
        (_("Creditnota's"), account.total_cents(kinds.CREDIT_NOTE)),
        (_("Betaald"), account.came_in_cents),
        *([(_("Terug uit resultaten"), back)] if back else []),
        (_("Terugbetaald"), account.went_back_cents + account.total_cents(kinds.RESULT_PAID)),
    ]


def account_row(line: AccountLine) -> dict[str, object]:
    """A line as tables have it: what is asked and what is taken off in columns of their own."""
    movement = line.movement
    asks = movement.signed_cents > 0
    return {
        "on": movement.on,
        "kind": movement_words(movement),
        "number": movement.number,
        "asked": movement.cents if asks else None,
        "taken": None if asks else movement.cents,
        "balance": line.balance_cents,
    }


def _table(account: Account) -> DataTable:
    columns = [
        TableColumn("on", _("Datum"), "date"),
        TableColumn("kind", _("Wat")),
        TableColumn("number", _("Nummer")),
        TableColumn("asked", _("Erbij"), "money"),
        TableColumn("taken", _("Eraf"), "money"),
        TableColumn("balance", _("Open"), "money"),
    ]
    return DataTable(_("Alle facturen en betalingen"), columns, [account_row(line) for line in account.lines])
