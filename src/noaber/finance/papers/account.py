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
from noaber.finance.rules.dunning.payer_account import Account, AccountLine, MovementKind
from noaber.network.api import network_name

MOVEMENTS: Final = {
    MovementKind.INVOICE: gettext_lazy("factuur"),
    MovementKind.CREDIT_NOTE: gettext_lazy("creditnota"),
    MovementKind.PAYMENT: gettext_lazy("betaling"),
    MovementKind.RETURNED: gettext_lazy("betaling, later terugbetaald"),
    MovementKind.WAITING: gettext_lazy("betaling, nog niet verwerkt"),
    MovementKind.REFUND: gettext_lazy("terugbetaling"),
    MovementKind.RESULT: gettext_lazy("terug uit het resultaat van %(year)s"),
    MovementKind.RESULT_PAID: gettext_lazy("terugbetaling uit het resultaat van %(year)s"),
}


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


def balance_sentence(account: Account) -> str:
    """What the balance means, in words."""
    cents, back = account.balance_cents + account.to_return_cents, account.to_return_cents
    sentence = _asked_sentence(account.until, cents)
    if not back:
        return sentence
    text = _("%(sentence)s Uit het resultaat gaat nog %(back)s terug; in de stand hieronder is dat er al af.")
    return text % {"sentence": sentence, "back": format_euro(back)}


def _asked_sentence(until: dt.date, cents: int) -> str:
    """What invoices and payments come to, apart from what goes back of results."""
    facts = {"day": long_date(until), "amount": format_euro(abs(cents))}
    if cents > 0:
        return _("Op %(day)s staat %(amount)s open.") % facts
    if cents < 0:
        return (
            _("Op %(day)s is %(amount)s te veel betaald; dat komt terug of gaat van een volgende factuur af.")
            % facts
        )
    return _("Op %(day)s staat er niets open.") % facts


def account_words(found: BuyerAccount) -> str:
    """The balance and what it is made of, one time for the account and for the page of the payer."""
    return f"{balance_sentence(found.account)} {_standing_words(found)}".rstrip()


def _standing_words(found: BuyerAccount) -> str:
    """What the balance is made of where it is not one thing, and whose invoices stand in it beside its own."""
    said, parts = found.account.standing, []
    if said.waiting_cents:
        text = _("Er wacht %(amount)s bij de bank: dat is binnen en nog niet op een factuur geboekt.")
        parts.append(text % {"amount": format_euro(said.waiting_cents)})
    if said.open_cents and (said.waiting_cents or said.over_cents):
        text = _("Op facturen staat nog %(amount)s open.")
        parts.append(text % {"amount": format_euro(said.open_cents)})
    if said.over_cents and (said.open_cents or said.waiting_cents):
        text = _("Op facturen is %(amount)s te veel betaald.")
        parts.append(text % {"amount": format_euro(said.over_cents)})
    if found.others:
        text = _("Hierin staan ook de facturen aan %(names)s.")
        parts.append(text % {"names": in_a_row(found.others)})
    return " ".join(parts)


def _totals(account: Account) -> list[tuple[str, str]]:
    return [(label, format_euro(cents)) for label, cents in account_sums(account)]


def account_sums(account: Account) -> list[tuple[str, int]]:
    """The sums that make the balance: the first and the last are added, the others taken off."""
    kinds = MovementKind
    back = account.total_cents(kinds.RESULT)
    return [
        (_("Gefactureerd"), account.total_cents(kinds.INVOICE)),
        (_("Creditnota's"), account.total_cents(kinds.CREDIT_NOTE)),
        (_("Betaald"), account.total_cents(kinds.PAYMENT, kinds.RETURNED, kinds.WAITING)),
        *([(_("Terug uit resultaten"), back)] if back else []),
        (_("Terugbetaald"), account.total_cents(kinds.REFUND, kinds.RESULT_PAID)),
    ]


def account_row(line: AccountLine) -> dict[str, object]:
    """A line as tables have it: what is asked and what is taken off in columns of their own."""
    movement = line.movement
    asks = movement.signed_cents > 0
    return {
        "on": movement.on,
        "kind": str(MOVEMENTS[movement.kind]) % {"year": movement.year},
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
