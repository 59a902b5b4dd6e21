"""/begroting/<agreement>/<year>/terug/: what of an adopted result goes back to each payer, and that it was paid."""

from collections.abc import Sequence
from typing import Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import require, require_form
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import PageHeading
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_keep_bank, may_read_spending
from noaber.finance.forms.billing import ReasonForm
from noaber.finance.forms.spending import PurchasePaymentForm
from noaber.finance.queries.bank.entries import EntryRow, money_out
from noaber.finance.queries.parties import PartiesOfDay, parties_on
from noaber.finance.queries.reports.report import ReportRow
from noaber.finance.queries.reports.result_set_offs import payers_with_open_invoices, set_offs_of
from noaber.finance.queries.reports.returns import (
    ReturnPayment,
    ReturnRow,
    accounts_of_payer,
    return_payments,
    returns_of,
)
from noaber.finance.rules.bank.matching_texts import name_key
from noaber.finance.rules.bank.refunds import is_to
from noaber.finance.services.reports.returning import release_return, return_result
from noaber.finance.views.budget.year_budget import PAGE
from noaber.finance.views.places.bank import entry_address
from noaber.finance.views.places.billing import account_address
from noaber.finance.views.places.reports import reports_crumbs, returns_address
from noaber.finance.views.reports.result_set_offs import set_off_address, set_offs_table
from noaber.finance.views.reports.returning import adopted_account, named_payer, return_edit_page
from noaber.finance.views.wording import counted

ENTRY: Final = "boeking"
LONGEST_KEY: Final = 19


def returns_page(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """Every payer with what goes back to it, and every payment of that."""
    require(may_read_spending(request.actor))
    account = adopted_account(request, agreement_code, year)
    may_keep = bool(may_keep_bank(request.actor))
    table = _payers_table(request, account, may_keep=may_keep)
    heading = PageHeading(
        _("Terug naar wie betaalde, %(year)s") % {"year": year},
        kicker=_("Jaarrekening"),
        intro=_("Wat van het resultaat teruggaat, is vanaf de vaststelling een schuld aan elke betaler."),
    )
    crumbs = crumbs_of(reports_crumbs(agreement_code, year), _("Terug naar wie betaalde"))
    tables = [table, _payments_table(account, may_keep=may_keep)]
    if set_off := set_offs_of(agreement_code, year):
        tables.append(set_offs_table(account, set_off, may_keep=may_keep))
    return table.respond(request, PAGE, {"heading": heading, **crumbs, "tables": tables})


def _payers_table(request: Request, account: ReportRow, *, may_keep: bool) -> Table:
    rows = returns_of(account)
    asked = payers_with_open_invoices(request.today) if may_keep else frozenset()
    can_set_off = {row.code for row in rows if row.open_cents and row.code in asked}
    now_to = _followers(parties_on(request.today), rows)
    names = {row.code: row.name for row in rows}
    goes_to = {code: _as_successor(party, names[code]) for code, party in now_to.items()}
    return list_table(
        request.GET,
        name=f"terug-{account.year}",
        caption=_("Per betaler"),
        columns=[*_payer_columns(rows, has_followers=bool(now_to)), *_ways(may_keep, bool(can_set_off))],
        rows=[
            _payer_row(request, account, row, goes_to.get(row.code, ""), row.code in can_set_off)
            for row in rows
        ],
        phone="scroll",
        empty_text=_("Uit dit resultaat gaat niets terug."),
    )


def _payer_columns(rows: Sequence[ReturnRow], *, has_followers: bool) -> list[Column]:
    is_set_off = any(row.set_off_cents for row in rows)
    return [
        Column("name", _("Betaler"), "link"),
        Column("code", _("Code")),
        *([Column("now_to", _("Gaat nu naar"))] if has_followers else []),
        Column("due", _("Gaat terug"), "money", is_totalled=True),
        Column("paid", _("Betaald"), "money", is_totalled=True),
        *([Column("off", _("Verrekend"), "money", is_totalled=True)] if is_set_off else []),
        Column("open", _("Nog te betalen"), "money", is_totalled=True),
    ]


def _ways(*shown: bool) -> list[Column]:
    """To record that it was paid, and to set it off."""
    ways = (
        Column("pay", _("Vastleggen"), url_key="pay_url", is_sortable=False),
        Column("set_off", _("Verrekenen"), url_key="set_off_url", is_sortable=False),
    )
    return [way for way, is_shown in zip(ways, shown, strict=True) if is_shown]


def _followers(register: PartiesOfDay, rows: Sequence[ReturnRow]) -> dict[str, str]:
    """Who gets the money of those that are no more: by code, with the name and the code of the successor."""
    found = {row.code: register.follower_of(row.code) for row in rows}
    return {code: f"{party.name} ({party.code})" for code, party in found.items() if party}


def _as_successor(now_to: str, name: str) -> str:
    return _("%(now_to)s, als rechtsopvolger van %(name)s") % {"now_to": now_to, "name": name}


def _payer_row(request: Request, account: ReportRow, row: ReturnRow, now_to: str, can_set_off: bool) -> Row:
    """`boeking` in the address is the money of the bank from which one came: it is filled in."""
    entry = _came_from(request)
    step = f"{row.code}/?{ENTRY}={entry}" if entry else f"{row.code}/"
    way = returns_address(account.agreement_code, account.year, step)
    return {
        "now_to": now_to,
        "name": row.name,
        "url": account_address(row.code),
        "code": row.code,
        "due": row.due_cents,
        "paid": row.paid_cents,
        "off": row.set_off_cents,
        "open": row.open_cents,
        "pay": _("Is betaald") if row.open_cents else _("verrekend") if row.set_off_cents else _("betaald"),
        "pay_url": way if row.open_cents else "",
        "set_off": _("Verreken met een factuur") if can_set_off else "",
        "set_off_url": set_off_address(account, row.code) if can_set_off else "",
    }


def _payments_table(account: ReportRow, *, may_keep: bool) -> Table:
    payments = return_payments(account.agreement_code, account.year)
    is_undone = any(each.is_released for each in payments)
    return plain_table(
        name="betalingen",
        caption=_("Betalingen"),
        columns=[
            Column("booked_on", _("Datum"), "date", url_key="entry_url"),
            Column("payer", _("Betaler")),
            Column("party", _("Aan")),
            Column("amount", _("Bedrag"), "money", is_totalled=True),
            *([Column("release", _("Losmaken"), url_key="release_url")] if may_keep else []),
            *([Column("reason", _("Waarom losgemaakt"))] if is_undone else []),
        ],
        rows=[_payment_row(account, each) for each in payments],
        empty_text=_("Er is nog geen betaling vastgelegd."),
    )


def _payment_row(account: ReportRow, each: ReturnPayment) -> Row:
    way = returns_address(account.agreement_code, account.year, f"betaling/{each.id}/losmaken/")
    return {
        "booked_on": each.booked_on,
        "entry_url": entry_address(each.entry),
        "payer": named_payer(account, each.payer),
        "reason": each.reason,
        "party": each.counterparty,
        "amount": counted(each.amount_cents, is_released=each.is_released),
        "release": _("losgemaakt") if each.is_released else _("Maak los"),
        "release_url": "" if each.is_released else way,
    }


def return_page(request: Request, agreement_code: str, year: int, code: str) -> HttpResponse:
    """By which money out a payer got back what goes back to it."""
    require_form(may_keep_bank(request.actor))
    account = adopted_account(request, agreement_code, year)
    row = next((each for each in returns_of(account) if each.code == code), None)
    if row is None:
        raise Http404
    register = parties_on(request.today)
    choices = _choices(request, account, row, register)
    form = PurchasePaymentForm(sent(request), entries=choices, proposed=_came_from(request))
    back = returns_address(agreement_code, year)

    def save() -> str:
        chosen = int(form.cleaned_data["entry"])
        is_new = return_result(account, code, chosen, actor=request.actor, now=clock.now())
        return back if is_new else AsItStood(back)

    page = return_edit_page(
        account, row.name, _("Is betaald"), _("De terugbetaling is vastgelegd."), _intro(row, register)
    )
    return edit(request, form, page, save)


def _came_from(request: Request) -> int:
    """The money of the bank from whose page one came, to be filled in; 0 for none."""
    said = request.GET.get(ENTRY, "")
    return int(said) if said.isdecimal() and len(said) < LONGEST_KEY else 0


def _intro(row: ReturnRow, register: PartiesOfDay) -> str:
    if not row.open_cents:
        return _("Alles is al terugbetaald of verrekend; er is niets meer vast te leggen.")
    text = _("Er gaat nog %(open)s terug.") % {"open": format_euro(row.open_cents)}
    now_to = _followers(register, [row]).get(row.code)
    if not now_to:
        return text
    follows = _("%(name)s bestaat niet meer. Het geld gaat naar de rechtsopvolger: %(now_to)s.")
    return f"{text} {follows % {'name': row.name, 'now_to': now_to}}"


def _choices(
    request: Request, account: ReportRow, row: ReturnRow, register: PartiesOfDay
) -> list[tuple[str, str]]:
    """Money out to the payer first; of the rest the label warns that it went to somebody else.

    What paid this payer before is among them for who sends a page again: the service says that it stood so.
    """
    codes = {row.code, register.successor_of.get(row.code, row.code)}
    names = {name_key(register.rows[code].name) for code in codes if code in register.rows}
    known = names | {name_key(row.name)}, accounts_of_payer(codes)
    money = [(is_to(one.said, *known), one) for one in money_out()]
    found = [
        (str(one.id), _label(one, is_own)) for is_own, one in sorted(money, key=lambda each: not each[0])
    ]
    again = request.POST.get("entry", "")
    if again and again not in dict(found):
        payments = return_payments(account.agreement_code, account.year)
        paid = {str(each.entry) for each in payments if each.payer == row.code and not each.is_released}
        found += [(again, _("al vastgelegd"))] if again in paid else []
    return found


def _label(row: EntryRow, is_own: bool) -> str:
    facts = {
        "day": long_date(row.said.booked_on),
        "left": format_euro(row.left_cents),
        "name": row.said.counterparty_name or row.said.counterparty_iban or _("onbekend"),
    }
    if is_own:
        return _("%(day)s, %(left)s aan %(name)s") % facts
    return _("Let op, andere naam en rekening: %(day)s, %(left)s aan %(name)s") % facts


def release_return_page(request: Request, agreement_code: str, year: int, key: int) -> HttpResponse:
    """Say that this money did not pay it after all."""
    require_form(may_keep_bank(request.actor))
    account = adopted_account(request, agreement_code, year)
    found = next((each for each in return_payments(agreement_code, year) if each.id == key), None)
    if found is None:
        raise Http404
    form = ReasonForm(sent(request))
    back = returns_address(agreement_code, year)

    def save() -> str:
        why = form.cleaned_data["reason"]
        is_new = release_return(key, reason=why, actor=request.actor, now=clock.now())
        return back if is_new else AsItStood(back)

    who = named_payer(account, found.payer)
    page = return_edit_page(
        account, who, _("Maak de terugbetaling los"), _("De terugbetaling is losgemaakt.")
    )
    return edit(request, form, page, save)
