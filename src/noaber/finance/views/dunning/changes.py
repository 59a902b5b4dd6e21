"""Confirming reminders, setting their terms, and saying what is disputed."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, edit
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_remind
from noaber.finance.forms.billing import ReasonForm
from noaber.finance.forms.dunning import RemindersForm, ReminderTermsForm, value_of
from noaber.finance.models import REMINDERS as STEPS
from noaber.finance.queries.dunning.reminders import LateRow, disputes, reminder_terms, to_remind
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.services.dunning.reminders import (
    AskedReminder,
    Reminded,
    dispute_invoice,
    send_reminders,
    set_reminder_terms,
    settle_dispute,
)
from noaber.finance.views.invoices.invoice import find_invoice
from noaber.finance.views.places.billing import invoice_address, invoices_crumbs
from noaber.finance.views.places.dunning import REMINDERS, reminders_crumbs


def send_page(request: Request) -> HttpResponse:
    """Look at what is proposed today, and send it."""
    require_form(may_remind(request.actor))
    due = to_remind(request.today)
    form = RemindersForm(sent(request), choices=[_choice(row) for row in due])

    def save() -> str:
        done = send_reminders(form.asked, actor=request.actor, now=clock.now(), today=request.today)
        _tell_refused(request, done)
        if not done.sent:
            raise DomainError(_("Er is niets verstuurd. Kijk de lijst opnieuw na."))
        return REMINDERS

    return edit(request, form, _send_page(due), save)


def _send_page(due: list[LateRow]) -> EditPage:
    intro = _(
        "Elke brief noemt wat al is betaald en wat nog open staat. Wie een e-mailadres heeft, krijgt hem per mail met "
        "de factuur erbij; de andere brieven print u op de pagina van de factuur."
    )
    return EditPage(
        title=_("Verstuur de herinneringen"),
        crumbs=reminders_crumbs(),
        back_url=REMINDERS,
        saved=_("De herinneringen zijn verstuurd."),
        submit_label=_("Verstuur"),
        intro=intro if due else _("Vandaag hoeft niemand te worden herinnerd."),
    )


def _choice(row: LateRow) -> tuple[str, str]:
    if row.due is None:
        raise LookupError(row.invoice.number)
    settlement = row.invoice.settlement
    asked = AskedReminder(row.invoice.number, row.due, settlement.open_cents)
    facts = {
        "buyer": row.invoice.buyer_name,
        "number": row.invoice.number,
        "step": str(STEPS[row.due]),
        "open": format_euro(settlement.open_cents),
        "paid": format_euro(settlement.paid_cents),
    }
    text = _("%(buyer)s, factuur %(number)s: %(step)s, nog open %(open)s") % facts
    paid = _("; al betaald %(paid)s") % facts if settlement.paid_cents else ""
    return value_of(asked), f"{text}{paid}"


def _tell_refused(request: Request, done: Reminded) -> None:
    """Each that was not sent with its reason; the others went."""
    for each in done.refused:
        facts = {"number": each.number, "why": each.reason}
        messages.warning(request, _("Factuur %(number)s is niet herinnerd. %(why)s") % facts)
    if done.refused and done.sent:
        words = ngettext("%(count)s is wel verstuurd.", "%(count)s zijn wel verstuurd.", len(done.sent))
        messages.info(request, words % {"count": format_number(len(done.sent))})


def terms_page(request: Request) -> HttpResponse:
    """After how many days which step comes."""
    require_form(may_remind(request.actor))
    known = reminder_terms()
    terms = known.terms
    initial = {
        "first_days": terms.first_days,
        "second_days": terms.second_days,
        "demand_days": terms.demand_days,
        "answer_days": terms.answer_days,
        "motive": terms.motive,
        "number": known.number,
    }
    form = ReminderTermsForm(sent(request), initial=initial)

    def save() -> str:
        seen = form.cleaned_data["number"]
        is_new = set_reminder_terms(form.terms, actor=request.actor, now=clock.now(), expected_number=seen)
        return REMINDERS if is_new else AsItStood(REMINDERS)

    return edit(request, form, _terms_page(), save)


def _terms_page() -> EditPage:
    return EditPage(
        title=_("Wanneer wordt herinnerd"),
        crumbs=reminders_crumbs(),
        back_url=REMINDERS,
        saved=_("De termijnen zijn vastgelegd. Wat al is verstuurd, blijft zoals het is."),
        submit_label=_("Leg vast"),
        intro=_(
            "Een overheid betaalt gewoonlijk binnen 30 dagen; een aanmaning geeft daarna nog twee weken. Geen wet "
            "schrijft deze stappen voor. Rente en incassokosten worden niet gevraagd."
        ),
    )


def dispute_page(request: Request, number: str) -> HttpResponse:
    """The payer disputes it: no reminders until that is over."""
    return _dispute(request, number, is_disputed=True)


def settle_page(request: Request, number: str) -> HttpResponse:
    """It is disputed no more: reminding goes on."""
    return _dispute(request, number, is_disputed=False)


def _dispute(request: Request, number: str, *, is_disputed: bool) -> HttpResponse:
    require_form(may_remind(request.actor))
    found = find_invoice(request.actor, number)
    if found.row.kind is not DocumentKind.INVOICE:
        raise Http404
    known = disputes([number]).get(number)
    page = _dispute_page(found.row.number, found.row.buyer_name, known.reason if known else "", is_disputed)
    form = ReasonForm(sent(request))
    act: Callable[..., bool] = dispute_invoice if is_disputed else settle_dispute

    def save() -> str:
        reason = form.cleaned_data["reason"]
        is_new = act(number, reason=reason, actor=request.actor, now=clock.now())
        return invoice_address(number) if is_new else AsItStood(invoice_address(number))

    return edit(request, form, page, save)


def _dispute_page(number: str, buyer: str, said: str, is_disputed: bool) -> EditPage:
    if is_disputed:
        title, saved = _("Leg vast dat de factuur is betwist"), _("De factuur is betwist.")
        intro = _(
            "De betaler is het niet eens met de factuur. Zij wordt niet meer herinnerd tot u dit opheft."
        )
    else:
        title, saved = _("Hef de betwisting op"), _("De factuur is niet meer betwist.")
        intro = _("De factuur was betwist: %(why)s Daarna wordt er weer herinnerd.") % {"why": said}
    return EditPage(
        title=title,
        kicker=buyer,
        crumbs=[*invoices_crumbs(), (number, invoice_address(number))],
        back_url=invoice_address(number),
        saved=saved,
        submit_label=title,
        intro=intro,
    )
