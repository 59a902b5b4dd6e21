"""Reminding who did not answer a survey: who gets the letter, what it says, and sending it."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from noaber.accounts.editing import crumbs_of
from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.form import form_panel
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.texts import EmptyState
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.mail.composing import render_text
from noaber.core.requests import Request
from noaber.decisions.api import PostAbout
from noaber.network.api import OrganisationRow
from noaber.strategy.access import may_keep_survey
from noaber.strategy.forms.asking import AskForm
from noaber.strategy.queries.inventory.requests import letters_to
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.surveys import Reminded, SurveyRow, reminded, silent
from noaber.strategy.rules.surveys import SurveyState
from noaber.strategy.services.surveys.letters import REMINDER, letter_words
from noaber.strategy.services.surveys.reminders import remind_missing
from noaber.strategy.views.inventory.asking import recipients, say_asked, unreachable
from noaber.strategy.views.places import survey_address, surveys_crumbs
from noaber.strategy.views.surveys.changes import expect
from noaber.strategy.views.surveys.survey import find_survey


@require_http_methods(["GET", "HEAD", "POST"])
def remind_page(request: Request, code: str, survey_code: str) -> HttpResponse:
    """Who gets the letter, who cannot get it and why, and what it says; then send it."""
    require(may_keep_survey(request.actor))
    period, row = find_survey(request, code, survey_code, AsOf(request.today))
    expect(row, SurveyState.OPEN, AsOf(request.today))
    sent = reminded(row.id)
    initial = {"request_key": uuid.uuid4(), "seen": sent.newest}
    form = AskForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _is_sent(request, row, form):
        return redirect(survey_address(code, survey_code))
    return render(request, "strategy/ask.html", _preview(request, period, row, form, sent))


def _is_sent(request: Request, row: SurveyRow, form: AskForm) -> bool:
    try:
        asked = remind_missing(
            row.period,
            row.code,
            actor=request.actor,
            now=clock.now(),
            today=request.today,
            **form.cleaned_data,
        )
    except AccessRefused:
        raise
    except DomainError as error:
        form.refuse(error)
        return False
    say_asked(request, asked)
    return True


def _preview(
    request: Request, period: TitleRow, row: SurveyRow, form: AskForm, sent: Reminded
) -> dict[str, object]:
    post = letters_to(silent(row, AsOf(request.today)), request.today)
    count = len(post.letters)
    label = ngettext("Verstuur één e-mail", "Verstuur %(count)s e-mails", count) % {"count": count}
    back = survey_address(row.period, row.code)
    crumbs = [*surveys_crumbs(row.period, period.title), (row.text.title, back)]
    return {
        **crumbs_of(crumbs, _("Herinneren")),
        "heading": PageHeading(
            _("Herinner wie nog niet antwoordde"),
            kicker=row.text.title,
            intro=_("Iedere persoon krijgt één e-mail. Wie al antwoordde, krijgt niets."),
        ),
        "recipients": recipients(post, sent.last),
        "unreachable": unreachable(post),
        "text": _sample(row, post),
        "panel": form_panel(form, submit_label=label, cancel_url=back) if count else None,
        "nothing": EmptyState(
            _("Er is niemand te herinneren"),
            _("Iedereen antwoordde, of van wie nog niet antwoordde is geen adres bekend."),
            Action(_("Terug naar de peiling"), back),
        ),
    }


def _sample(row: SurveyRow, post: PostAbout[OrganisationRow]) -> str:
    """The letter to the first one, as it will go out."""
    if not post.letters:
        return ""
    words = letter_words(row, post.letters[0], _("(Hier komt uw eigen zin.)"))
    return render_text(REMINDER, words, is_restricted=False)
