"""/begroting/<agreement>/<year>/journaal/: the journal that a bookkeeping package reads."""

from collections.abc import Iterator, Mapping
from typing import Final

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from noaber.accounts.editing import crumbs_of
from noaber.core.access import require
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter
from noaber.core.components.frame import PageHeading
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.requests import Request
from noaber.finance.access import may_read_spending
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.budget.year_budget import budget_of
from noaber.finance.queries.reports.year_books import books_of
from noaber.finance.rules.reports.report import ANNUAL_CODE
from noaber.finance.rules.spending.journal import (
    Account,
    Document,
    JournalLine,
    Posting,
    account_of_line,
    journal_of,
)
from noaber.finance.views.budget.year_budget import PAGE, find_agreement
from noaber.finance.views.places.bank import entry_address
from noaber.finance.views.places.billing import invoice_address
from noaber.finance.views.places.budget import budget_address, budget_year_crumbs, purchase_address
from noaber.finance.views.places.grants import grant_address
from noaber.finance.views.places.reports import reports_address
from noaber.finance.views.spending.vat_tables import vat_tables

ACCOUNTS: Final[dict[str, Promise]] = {
    Account.BANK: gettext_lazy("Bank"),
    Account.DEBTORS: gettext_lazy("Debiteuren"),
    Account.CREDITORS: gettext_lazy("Crediteuren"),
    Account.VAT: gettext_lazy("Af te dragen btw"),
    Account.INPUT_VAT: gettext_lazy("Btw die wordt afgetrokken"),
    Account.GRANTS_DUE: gettext_lazy("Subsidies te ontvangen"),
    Account.GRANTS_BACK: gettext_lazy("Subsidies terug te betalen"),
    Account.BETWEEN: gettext_lazy("Tussenrekening"),
    Account.SUSPENSE: gettext_lazy("Nog te verwerken"),
    Account.PAYERS: gettext_lazy("Terug naar wie betaalde"),
    Account.RESERVE: gettext_lazy("Reserve"),
    Account.CARRIED: gettext_lazy("Reserve voor verplichtingen die doorlopen"),
    Account.RESULT: gettext_lazy("Resultaat"),
    Account.EARLIER: gettext_lazy("Correcties op eerdere jaren"),
    Account.OPENING: gettext_lazy("Beginbalans"),
}
KINDS: Final[dict[Document, Promise]] = {
    Document.PURCHASE: gettext_lazy("inkoop"),
    Document.INVOICE: gettext_lazy("bijdragen"),
    Document.BANK: gettext_lazy("bank"),
    Document.GRANT: gettext_lazy("subsidies"),
    Document.SET_OFF: gettext_lazy("verrekend"),
    Document.OPENING: gettext_lazy("beginbalans"),
    Document.CLOSING: gettext_lazy("afsluiting"),
}
BOTH_SIDES: Final = gettext_noop(
    "Elk bedrag staat er twee keer: debet op de ene rekening en credit op de andere. Debet en credit zijn gelijk."
)
OF_BANK: Final = gettext_noop(
    "Geld van de bank staat in het jaar waarin het kwam of ging. Is het voor de begroting van een ander jaar, of nog "
    "niet verwerkt, dan staat het zolang op ‘Nog te verwerken’. Zo is de rekening ‘Bank’ gelijk aan wat er op de bank "
    "bij kwam en af ging."
)
FIXED: Final = gettext_noop(
    "Is de jaarrekening vastgesteld, dan verandert het journaal van dat jaar niet meer. Wat daarna komt, staat in het "
    "eerste jaar dat nog open is, als correctie op eerdere jaren."
)


def journal_page(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """Everything of a year twice, on two accounts; both columns come to the same sum."""
    require(may_read_spending(request.actor))
    agreement = find_agreement(request.actor, agreement_code, year)
    titles = {account_of_line(line.code): line.title for line in budget_of(agreement, year).lines}
    postings = books_of(agreement_code)[year]
    table = list_table(
        request.GET,
        name=f"journaal-{year}",
        caption=_("Journaal %(year)s") % {"year": year},
        columns=_columns(),
        rows=[_row(line, titles, agreement) for line in journal_of(postings)],
        filters=[ChoiceFilter("kind", _("Dagboek"), "dagboek")],
        phone="scroll",
        empty_text=_("Er is nog niets geboekt."),
        explanations=[_(BOTH_SIDES), _(OF_BANK), _(FIXED)],
    )
    heading = PageHeading(
        _("Journaal %(year)s") % {"year": year},
        kicker=_("Begroting"),
        intro=_("Haal het op als Excel of CSV, en lees het in uw boekhoudpakket in."),
    )
    crumbs = crumbs_of(budget_year_crumbs(agreement_code, year), _("Journaal"))
    tables = [*vat_tables(agreement_code, year, postings), table, *_after_all(agreement, year, titles)]
    return table.respond(request, PAGE, {"heading": heading, **crumbs, "tables": tables})


def _after_all(agreement: AgreementRow, year: int, titles: Mapping[str, str]) -> Iterator[Table]:
    """With the last year, what was recorded when all years were adopted: it stands in none of their journals."""
    if year != agreement.terms.last_year:
        return
    found = [each for each in books_of(agreement.code)[year + 1] if each.document is not Document.OPENING]
    if found:
        yield plain_table(
            name="daarna",
            caption=_("Gekomen nadat alle jaren waren vastgesteld"),
            columns=[column for column in _columns() if column.is_on_screen],
            rows=[_row(line, titles, agreement) for line in journal_of(found)],
            notes=[_("Dit hoort in de boeken van een volgende afspraak.")],
        )


def _columns() -> list[Column]:
    return [
        Column("name", _("Stuk"), "link"),
        Column("booked_on", _("Datum"), "date"),
        Column("document_on", _("Datum van het stuk"), "date"),
        Column("account", _("Rekening")),
        Column("title", _("Naam van de rekening")),
        Column("debit", _("Debet"), "money", is_totalled=True),
        Column("credit", _("Credit"), "money", is_totalled=True),
        Column("party", _("Met wie")),
        Column("number", _("Factuurnummer")),
        Column("kind", _("Dagboek")),
        Column("commitment", _("Verplichting"), is_on_screen=False),
        Column("reason", _("Toelichting"), is_on_screen=False),
    ]


def _row(line: JournalLine, titles: Mapping[str, str], agreement: AgreementRow) -> Row:
    posting = line.posting
    known = ACCOUNTS.get(line.account)
    return {
        "name": posting.name,
        "url": _address(posting, agreement),
        "booked_on": posting.on,
        "document_on": posting.document_on or posting.on,
        "account": str(line.account),
        "title": str(known) if known else titles.get(line.account, line.account),
        "debit": line.debit_cents or None,
        "credit": line.credit_cents or None,
        "party": posting.party,
        "number": posting.number,
        "kind": str(KINDS[posting.document]),
        "commitment": posting.commitment,
        "reason": posting.reason,
    }


def _address(posting: Posting, agreement: AgreementRow) -> str:
    """Of what opens a year the journal before it, of what closes it the account."""
    if posting.document is Document.PURCHASE:
        return purchase_address(int(posting.key))
    if posting.document in (Document.INVOICE, Document.SET_OFF):
        return invoice_address(posting.key)
    if posting.document is Document.GRANT:
        return grant_address(posting.key)
    if posting.document is Document.OPENING:
        before = posting.year - 1
        return budget_address(agreement.code, before, "journaal/") if before in agreement.terms.years else ""
    if posting.document is Document.CLOSING:
        return reports_address(agreement.code, posting.year, f"{ANNUAL_CODE}/")
    return entry_address(int(posting.key))
