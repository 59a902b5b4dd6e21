"""Asking for the priorities that are still missing: who gets the letter, what it says, and sending it."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from noaber.accounts.editing import crumbs_of
from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.form import form_panel
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import EmptyState
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.mail.composing import render_text
from noaber.core.requests import Request
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.api import PostAbout
from noaber.network.api import OrganisationRow
from noaber.strategy.access import may_record_period
from noaber.strategy.forms.asking import AskPrioritiesForm
from noaber.strategy.queries.inventory.coverage import coverage
from noaber.strategy.queries.inventory.requests import asked_until, last_asked, letters_to, newest_request
from noaber.strategy.queries.periods.period import TitleRow, titled
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.services.inventory.asking import TEMPLATE, Asked, ask_missing, letter_words, offered_to
from noaber.strategy.services.inventory.asking import Request as LetterRequest
from noaber.strategy.views.places import inventory_address, inventory_crumbs

USUAL_WEEKS = dt.timedelta(weeks=4)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_page(request: Request, code: str) -> HttpResponse:
    """Who gets the letter, who cannot get it and why, and what it says; then send it."""
    require(may_record_period(request.actor))
    found = titled(code, AsOf(request.today))
    if found is None:
        raise Http404
    initial = {
        "request_key": uuid.uuid4(),
        "seen": newest_request(code),
        "due_on": _offered_day(code, request.today),
    }
    form = AskPrioritiesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _is_sent(request, code, form):
        return redirect(inventory_address(code))
    return render(request, "strategy/ask.html", _preview(request, found, form))


def _offered_day(code: str, today: dt.date) -> dt.date:
    """The day that was told before; when nobody was told one, or that is over, some weeks from now."""
    told = asked_until(code, AsOf(today))
    return told if told and told >= today else today + USUAL_WEEKS


def _is_sent(request: Request, code: str, form: AskPrioritiesForm) -> bool:
    typed = form.cleaned_data
    try:
        asked = ask_missing(code, actor=request.actor, now=clock.now(), today=request.today, **typed)
    except AccessRefused:
        raise
    except DomainError as error:
        form.refuse(error)
        return False
    say_asked(request, asked)
    return True


def say_asked(request: Request, asked: Asked) -> None:
    """Tell how many letters are on their way."""
    if asked.sent:
        text = ngettext("Er is één e-mail onderweg.", "Er zijn %(count)s e-mails onderweg.", asked.sent)
        messages.success(request, text % {"count": asked.sent})
    elif asked.just_asked:
        messages.info(request, _("Iedereen was zojuist al gevraagd; er is niets opnieuw verstuurd."))
    else:
        messages.info(request, _("Er was niemand meer te vragen; er is niets verstuurd."))


def _preview(request: Request, found: TitleRow, form: AskPrioritiesForm) -> dict[str, object]:
    silent = coverage(found.code, AsOf(request.today)).silent if is_asking(found) else ()
    post = letters_to(silent, request.today)
    count = len(post.letters)
    label = ngettext("Verstuur één e-mail", "Verstuur %(count)s e-mails", count) % {"count": count}
    back = inventory_address(found.code)
    return {
        **crumbs_of(inventory_crumbs(found.code, found.title), _("Vragen")),
        "heading": PageHeading(
            _("Vraag wie nog geen prioriteiten gaf"),
            kicker=found.title,
            intro=_("Iedere persoon krijgt één e-mail. Wie ze al gaf, krijgt niets."),
        ),
        "recipients": recipients(post, last_asked(found.code)),
        "unreachable": unreachable(post),
        "text": _sample(found, post, request.today),
        "panel": form_panel(form, submit_label=label, cancel_url=back) if count else None,
        "nothing": EmptyState(
            _("Er is niemand te vragen"),
            _(
                "Iedereen gaf zijn prioriteiten, de periode is al vastgesteld, of van niemand is een adres bekend."
            ),
            Action(_("Terug naar de prioriteiten"), back),
        ),
    }


def is_asking(found: TitleRow) -> bool:
    """Whether priorities are still asked for."""
    return found.state is PeriodState.PREPARATION


def recipients(post: PostAbout[OrganisationRow], asked: Mapping[str, dt.datetime]) -> Table:
    """Who gets the letter; `asked`: by organisation when somebody of it was asked last."""
    rows: list[Row] = [
        {
            "name": letter.contact.name,
            "email": letter.contact.email,
            "about": in_a_row(row.name for row in letter.rows),
            "asked_at": max((asked[row.code] for row in letter.rows if row.code in asked), default=None),
        }
        for letter in post.letters
    ]
    columns = [
        Column("name", _("Naam")),
        Column("email", _("E-mailadres")),
        Column("about", _("Namens")),
        Column("asked_at", _("Laatst gevraagd"), "moment"),
    ]
    return plain_table(name="ontvangers", caption=_("Wie de e-mail krijgt"), columns=columns, rows=rows)


def unreachable(post: PostAbout[OrganisationRow]) -> Table | None:
    """Who cannot get it, and why; nothing when there is nobody like that."""
    if not post.unreachable:
        return None
    rows: list[Row] = [
        {"party": each.row.name, "name": each.name, "reason": each.reason} for each in post.unreachable
    ]
    columns = [
        Column("party", _("Wie")),
        Column("name", _("Contactpersoon")),
        Column("reason", _("Waarom niet")),
    ]
    title = _("Wie de e-mail niet krijgt")
    return plain_table(name="onbereikbaar", caption=title, columns=columns, rows=rows)


def _sample(found: TitleRow, post: PostAbout[OrganisationRow], today: dt.date) -> str:
    """The letter to the first one, as it will go out."""
    if not post.letters:
        return ""
    request = LetterRequest(None, _("(Hier komt uw eigen zin.)"))
    words = letter_words(found, post.letters[0], request, offered_to(found.code, AsOf(today)))
    return render_text(TEMPLATE, words, is_restricted=False)
