"""What issuing a run comes to: the documents that would be made, and what is missing to make them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.models import Demonstration
from noaber.finance.formats.content_json import from_json
from noaber.finance.models import Invoice
from noaber.finance.queries.billing.runs import AskedRow, RunRow, outcome_of_run, retaxed, standing_invoices
from noaber.finance.queries.billing.terms import HostRow, host_on
from noaber.finance.queries.invoices.buyers import wishes_of_buyers
from noaber.finance.queries.invoices.open_items import settlements
from noaber.finance.queries.parties import PartiesOfDay, parties_on, party_of
from noaber.finance.rules.billing.composing import Asked, BuyerWishes, Sender, contribution_invoice, credit_of
from noaber.finance.rules.billing.terms import corrections
from noaber.finance.rules.invoices.invoice import InvoiceContent, Party
from noaber.finance.rules.invoices.preflight import Lack, at_its_organisation, what_lacks
from noaber.network.api import network_name


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that is about to be numbered. `credits`: the invoice that it takes off."""

    content: InvoiceContent
    asked: AskedRow | None
    credits: Invoice | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BeforeIssue:
    """What a run would send on a day; `lacks` is empty when it can."""

    drafts: tuple[Draft, ...]
    lacks: tuple[Lack, ...]

    @property
    def invoiced_cents(self) -> int:
        return sum(each.content.total_cents for each in self.drafts if each.credits is None)

    @property
    def paid_cents(self) -> int:
        """What was paid on what is taken off; one query, when something is."""
        numbers = [each.credits.number for each in self.drafts if each.credits]
        return sum(row.settlement.paid_cents for row in settlements(numbers)) if numbers else 0

    @property
    def credited_cents(self) -> int:
        return sum(each.content.total_cents for each in self.drafts if each.credits)


def before_issue(run: RunRow, issued_on: dt.date) -> BeforeIssue:
    """Compose every document of a run as it would be sent on a day; a fixed number of queries."""
    host, day = host_on(issued_on), parties_on(issued_on)
    sender = sender_on(issued_on, host, day)
    if sender is None:
        return BeforeIssue((), (Lack("", "host", "Er is nog geen beheerorganisatie vastgelegd."),))
    asked = outcome_of_run(run).rows
    standing = standing_invoices(run.agreement_code, run.year)
    drafts = tuple(_drafts(run, asked, standing, sender, day))
    return BeforeIssue(drafts, tuple(lack for each in drafts for lack in _lacks(each.content)))


def _lacks(content: InvoiceContent) -> Iterator[Lack]:
    for lack in what_lacks(content, is_numbered=False):
        yield at_its_organisation(lack, content)


def sender_on(issued_on: dt.date, host: HostRow | None, day: PartiesOfDay) -> Sender | None:
    """Who sends invoices on a day; None while no host was recorded that is in the register."""
    seller = day.party(host.code, vat_number=host.vat_number) if host else None
    if host is None or seller is None:
        return None
    mark = _("Voorbeeldgegevens: niet betalen.") if Demonstration.objects.exists() else ""
    return Sender(seller, host.payee, network_name(), issued_on, mark)


def _drafts(
    run: RunRow, asked: tuple[AskedRow, ...], standing: dict[str, Invoice], sender: Sender, day: PartiesOfDay
) -> Iterator[Draft]:
    """In order of name: what is taken off just before what comes instead."""
    wishes, by_code = wishes_of_buyers(), {row.code: row for row in asked}
    before = {
        code: invoice.contribution.amount_cents for code, invoice in standing.items() if invoice.contribution
    }
    after = {row.code: row.amount_cents for row in asked}
    changes = {each.code: each for each in corrections(before, after, retaxed(standing, run.rules))}
    gone = [code for code in sorted(standing) if code not in by_code]
    for code in [*by_code, *gone]:
        change, row = changes[code], by_code.get(code)
        if change.is_credited:
            credited = standing[code]
            sent = from_json(credited.content)
            note = credit_of(sent, sender, run.reason, day.follower_of(sent.buyer.code))
            yield Draft(note, row, credited, run.reason)
        if change.is_invoiced and row:
            yield Draft(contribution_invoice(_asked(row, wishes, day), run.rules, sender), row)


def _asked(row: AskedRow, wishes: dict[str, BuyerWishes], day: PartiesOfDay) -> Asked:
    payer = day.payer_of(row.code)
    buyer = party_of(payer) if payer else Party(row.code, "")
    return Asked(
        row.name,
        row.population,
        row.days,
        row.amount_cents,
        buyer,
        wishes.get(buyer.code, BuyerWishes()),
        is_for_predecessor=buyer.code != row.code,
    )
