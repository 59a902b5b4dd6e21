"""/begroting/<agreement>/<year>/journaal/: the journal that a bookkeeping package reads.

A year without an agreement has its journal with the agreement beside it, so that no money stands nowhere. Once another
agreement has that year, the address that it had leads to the one that it has.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from noaber.accounts.editing import crumbs_of
from noaber.core.access import require
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.finance.access import may_read_spending
from noaber.finance.queries.agreements.agreement import AgreementRow, agreement_called, was_agreement
from noaber.finance.queries.agreements.claims import keepers
from noaber.finance.queries.budget.year_budget import budget_of
from noaber.finance.queries.reports.report import adopted_by_year
from noaber.finance.queries.reports.year_books import books, books_of, stands_with
from noaber.finance.rules.reports.report import ANNUAL_CODE
from noaber.finance.rules.spending.journal import (
    Account,
    Document,
    JournalLine,
    Posting,
    account_of_line,
    balances_of,
    journal_of,
)
from noaber.finance.views.budget.year_budget import PAGE
from noaber.finance.views.places.bank import entry_address
from noaber.finance.views.places.billing import invoice_address
from noaber.finance.views.places.budget import (
    budget_address,
    budget_crumbs,
    budget_year_crumbs,
    purchase_address,
)
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
    "bij kwam en af ging. Wat is ingelezen nadat een jaar was vastgesteld, staat in het eerste jaar dat nog open is."
)
FIXED: Final = gettext_noop(
    "Is de jaarrekening vastgesteld, dan verandert het journaal van dat jaar niet meer. Wat daarna komt, staat in het "
    "eerste jaar dat nog open is, als correctie op eerdere jaren."
)


def journal_page(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """Everything of a year twice, on two accounts; both columns come to the same sum."""
    require(may_read_spending(request.actor))
    agreement = _find(agreement_code, year)
    if agreement is None:
        return _moved(request, agreement_code, year)
    titles = _titles(agreement, year)
    postings = books_of(agreement_code).get(year, ())
    table = list_table(
        request.GET,
        name=f"journaal-{year}",
        caption=_("Journaal %(year)s") % {"year": year},
        columns=_columns(),
        rows=[_row(line, titles) for line in journal_of(postings)],
        filters=[ChoiceFilter("kind", _("Dagboek"), "dagboek")],
        phone="scroll",
        empty_text=_("Er is nog niets geboekt."),
        explanations=[_(BOTH_SIDES), _(OF_BANK), _(FIXED)],
    )
    context = {
        "heading": _heading(year),
        "notices": list(_notices(agreement, year)),
        **_crumbs(agreement, year),
    }
    tables = [*vat_tables(year, postings), table, *_without_agreement(agreement, year)]
    return table.respond(request, PAGE, {**context, "tables": tables})


def _find(agreement_code: str, year: int) -> AgreementRow | None:
    """The agreement, of one of its own years or of one without agreement that stands with it."""
    found = agreement_called(agreement_code)
    is_own = found and (year in found.terms.years or _is_beside(agreement_code, year))
    return found if is_own else None


def _moved(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """To where the journal of the year stands now, with what was asked of it."""
    if year not in books() or not stands_with(year) or not was_agreement(agreement_code):
        raise Http404
    asked = request.GET.urlencode()
    return redirect(f"{journal_address(year)}?{asked}" if asked else journal_address(year))


def _is_beside(agreement_code: str, year: int) -> bool:
    is_free = year not in keepers() and stands_with(year) == agreement_code
    return is_free and year in books()


def _titles(agreement: AgreementRow, year: int) -> dict[str, str]:
    """What the accounts of the lines of the budget are called."""
    lines = budget_of(agreement, year).lines if year in agreement.terms.years else ()
    return {account_of_line(line.code): line.title for line in lines}


def _heading(year: int) -> PageHeading:
    """With the ways to the journals before and after it: together they are one chain."""
    beside = (each for each in (year - 1, year + 1) if each in books() and (each < year or _is_used(each)))
    return PageHeading(
        _("Journaal %(year)s") % {"year": year},
        kicker=_("Begroting"),
        intro=_("Haal het op als Excel of CSV, en lees het in uw boekhoudpakket in."),
        actions=tuple(
            Action(_("Journaal %(year)s") % {"year": each}, journal_address(each)) for each in beside
        ),
    )


def _is_used(year: int) -> bool:
    """Whether an agreement has the year, or anything happened in it."""
    return year in keepers() or any(each.document is not Document.OPENING for each in books().get(year, ()))


def _crumbs(agreement: AgreementRow, year: int) -> dict[str, object]:
    if year in agreement.terms.years:
        return crumbs_of(budget_year_crumbs(agreement.code, year), _("Journaal"))
    return crumbs_of(budget_crumbs(), _("Journaal %(year)s") % {"year": year})


def _notices(agreement: AgreementRow, year: int) -> Iterator[Notice]:
    keeper = keepers().get(year)
    if keeper is None:
        yield Notice(
            _(
                "Over %(year)s is geen afspraak over bijdragen. Wat dat jaar op de bank gebeurde, staat hier. Een "
                "volgende afspraak begint met wat er dan is."
            )
            % {"year": year}
        )
    elif keeper.code != agreement.code:
        yield Notice(
            _("Over %(year)s zijn er twee afspraken. De boeken staan bij “%(title)s”.")
            % {"year": year, "title": keeper.terms.title},
            action=Action(_("Journaal %(year)s") % {"year": year}, journal_address(year)),
        )


def _without_agreement(agreement: AgreementRow, year: int) -> Iterator[Table]:
    """With the first and the last year of an agreement, the years beside it that none has and that hold something."""
    first, last = agreement.terms.first_year, agreement.terms.last_year
    free = [each for each in books_of(agreement.code) if each not in keepers() and _is_used(each)]
    found = [each for each in free if (each < first and year == first) or (each > last and year == last)]
    if found:
        yield plain_table(
            name="zonder-afspraak",
            caption=_("Jaren zonder afspraak"),
            columns=[
                Column("name", _("Journaal"), "link"),
                Column("count", _("Boekingen"), "number"),
                Column("bank", _("Bank aan het eind"), "money"),
            ],
            rows=[_free_row(each) for each in found],
            notes=[
                _("Hier staat wat kwam in een jaar zonder afspraak, of nadat alle jaren waren vastgesteld.")
            ],
        )


def _free_row(year: int) -> Row:
    rows = books()[year]
    return {
        "name": _("Journaal %(year)s") % {"year": year},
        "url": journal_address(year),
        "count": sum(1 for each in rows if each.document is not Document.OPENING),
        "bank": balances_of(rows).get(Account.BANK, 0),
    }


def journal_address(year: int) -> str:
    return budget_address(stands_with(year), year, "journaal/")


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


def _row(line: JournalLine, titles: Mapping[str, str]) -> Row:
    posting = line.posting
    known = ACCOUNTS.get(line.account)
    return {
        "name": posting.name,
        "url": _address(posting),
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


def _address(posting: Posting) -> str:
    """Of what opens a year the journal before it, of what closes it the account."""
    if posting.document is Document.PURCHASE:
        return purchase_address(int(posting.key))
    if posting.document in (Document.INVOICE, Document.SET_OFF):
        return invoice_address(posting.key)
    if posting.document is Document.GRANT:
        return grant_address(posting.key)
    if posting.document is Document.OPENING:
        return journal_address(posting.year - 1) if posting.year - 1 in books() else ""
    if posting.document is Document.CLOSING:
        account = adopted_by_year()[posting.year]
        return reports_address(account.agreement_code, posting.year, f"{ANNUAL_CODE}/")
    return entry_address(int(posting.key))
