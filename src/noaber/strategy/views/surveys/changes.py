"""Writing a survey, opening it and closing it: for the coordinator."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, crumbs_of, edit
from noaber.core.access import require, require_form
from noaber.core.asof import AsOf
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.conflict import conflict_page
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.requests import Request, sent_revision
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.api import PostAbout
from noaber.network.api import OrganisationRow
from noaber.strategy.access import may_keep_survey
from noaber.strategy.forms.surveys import ExtendSurveyForm, SurveyForm
from noaber.strategy.models import SURVEY_KINDS
from noaber.strategy.queries.inventory.requests import letters_to
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.selection.period_themes import carried_in, titles_in
from noaber.strategy.queries.surveys import SurveyRow, asked_of, silent
from noaber.strategy.rules.surveys import SurveyKind, SurveyState, usual_questions
from noaber.strategy.services.inventory.asking import Asked
from noaber.strategy.services.surveys.survey import (
    close_survey,
    extend_survey,
    open_survey,
    prepare_survey,
    refuse_not_reviewable,
    refuse_passed,
)
from noaber.strategy.views.carrying import lacking_notice
from noaber.strategy.views.finding import find_period
from noaber.strategy.views.inventory.asking import say_asked
from noaber.strategy.views.places import survey_address, surveys_address, surveys_crumbs
from noaber.strategy.views.saying import said_by
from noaber.strategy.views.surveys.survey import find_survey

USUAL_WEEKS = dt.timedelta(weeks=4)
Act = Callable[..., int | None]


def new_page(request: Request, code: str, kind: str) -> HttpResponse:
    """A survey that starts from the usual questions, with one per theme of the period."""
    require_form(may_keep_survey(request.actor))
    asof = AsOf(request.today)
    period = find_period(code, asof)
    if kind not in set(SurveyKind):
        raise Http404
    wanted = SurveyKind(kind)
    refuse_not_reviewable(period.state)
    themes = titles_in(period, asof)
    offered = {
        "title": _("Peiling voor de %(kind)s") % {"kind": SURVEY_KINDS[wanted]},
        "introduction": _introduction(wanted, period),
        "closes_on": request.today + USUAL_WEEKS,
    }
    form = SurveyForm(
        sent(request),
        themes=offered_themes(period, asof),
        offered=offered,
        questions=usual_questions(wanted, themes),
    )
    return _write(request, period, wanted, None, form)


def change_page(request: Request, code: str, survey_code: str) -> HttpResponse:
    """The survey anew, as long as it is not opened."""
    require_form(may_keep_survey(request.actor))
    asof = AsOf(request.today)
    period, row = find_survey(request, code, survey_code, asof)
    expect(row, SurveyState.DRAFT, AsOf(request.today))
    text = row.text
    offered = {name: getattr(text, name) for name in ("title", "introduction", "closes_on", "is_named")}
    form = SurveyForm(
        sent(request),
        themes=offered_themes(period, asof),
        offered=offered,
        questions=text.questions,
        revision=row.revision,
    )
    return _write(request, period, row.kind, row, form)


def offered_themes(period: TitleRow, asof: AsOf) -> dict[str, str]:
    """What a question can be about: the themes of the network in the period, also one that ended in it."""
    return {row.code: row.name for row in carried_in(period, asof)}


def _introduction(kind: SurveyKind, period: TitleRow) -> str:
    """A start for the coordinator, in plain words."""
    facts = {"title": period.title, "kind": SURVEY_KINDS[kind]}
    text = _(
        "Wij kijken samen terug op de %(title)s. Wat vindt uw organisatie ervan? Met alle antwoorden samen schrijven "
        "wij de %(kind)s. Een antwoord namens uw hele organisatie is genoeg. Weet u iets niet, dan kunt u dat kiezen."
    )
    return text % facts


def expect(row: SurveyRow, state: SurveyState, asof: AsOf) -> None:
    """Refuse, in words, when a survey is not in the state that this page is for."""
    found = row.state_as_of(asof)
    if found is state:
        return
    if found is SurveyState.WITHDRAWN:
        raise DomainError(_("Deze peiling is ingetrokken; er wordt niets meer op vastgelegd."))
    if state is SurveyState.DRAFT:
        raise DomainError(_("De peiling is geopend: de vragen staan vast."))
    if found is SurveyState.DRAFT:
        raise DomainError(_("Deze peiling is nog niet geopend."))
    if found is SurveyState.OPEN:
        raise DomainError(_("De uitkomst is te lezen als de peiling is gesloten."))
    raise DomainError(_("Deze peiling is gesloten."))


def _write(
    request: Request, period: TitleRow, kind: SurveyKind, row: SurveyRow | None, form: SurveyForm
) -> HttpResponse:
    def save() -> str:
        code = prepare_survey(
            period.code,
            kind,
            form.text,
            actor=request.actor,
            today=request.today,
            code=row.code if row else "",
            expected_revision=form.cleaned_data["revision"] if row else None,
        )
        return survey_address(period.code, code)

    effect = _("Een vraag kan er nog niet over gaan.")
    lacking = lacking_notice(request.actor, period, AsOf(request.today), effect)
    return edit(request, form, replace(_write_page(period, row, form), notice=lacking), save)


def _write_page(period: TitleRow, row: SurveyRow | None, form: SurveyForm) -> EditPage:
    return EditPage(
        title=_("Wijzig de peiling") if row else _("Nieuwe peiling"),
        kicker=period.title,
        crumbs=surveys_crumbs(period.code, period.title),
        back_url=survey_address(period.code, row.code) if row else surveys_address(period.code),
        saved=_("De peiling is bewaard. De vragen staan pas vast als u haar opent."),
        submit_label=_("Bewaar"),
        intro=_(
            "Een vraag zonder woorden telt niet mee. Bij elke stelling kan men ook ‘weet ik niet’ kiezen."
        ),
        fieldsets=form.fieldsets,
    )


def open_page(request: Request, code: str, survey_code: str) -> HttpResponse:
    """Ask once more, then fix the questions and let answers in."""
    require(may_keep_survey(request.actor))
    period, row = find_survey(request, code, survey_code, AsOf(request.today))
    expect(row, SurveyState.DRAFT, AsOf(request.today))
    if request.method == "POST":
        return _act(request, row, open_survey, _("De peiling is geopend."))
    refuse_passed(row.text.closes_on, request.today)
    return _confirm(request, period, row, _opening(row, request.today))


def _opening(row: SurveyRow, today: dt.date) -> Confirmation:
    everyone = asked_of(row, AsOf(today))
    facts = {"count": len(everyone), "day": long_date(row.text.closes_on)}
    return Confirmation(
        title=_("Open de peiling"),
        question=_("Wilt u de peiling openen?"),
        confirm_label=_("Open"),
        cancel_url=survey_address(row.period, row.code),
        consequences=(
            _("De vragen en de uitleg staan dan vast; niemand kan ze nog wijzigen."),
            _("De %(count)s organisaties van vandaag kunnen antwoorden tot en met %(day)s.") % facts,
            _(
                "Hun burgemeester en contactpersoon, of wie de partner leidt, zien op de startpagina dat om een "
                "antwoord wordt gevraagd."
            ),
            *_letters(letters_to(everyone, today)),
        ),
        hidden=(("revision", str(row.revision)),),
    )


def _letters(post: PostAbout[OrganisationRow]) -> list[str]:
    """How many letters go out with it, and about whom nobody gets one."""
    count = len(post.letters)
    said = ngettext(
        "Eén persoon krijgt nu een e-mail met de vraag, de laatste dag en een link.",
        "%(count)s mensen krijgen nu een e-mail met de vraag, de laatste dag en een link.",
        count,
    )
    about = {row.code for letter in post.letters for row in letter.rows}
    without = in_a_row({each.row.name: None for each in post.unreachable if each.row.code not in about})
    rest = _("Van %(names)s is geen adres bekend: daar gaat geen e-mail heen.")
    return [said % {"count": count}, *([rest % {"names": without}] if without else [])]


def close_page(request: Request, code: str, survey_code: str) -> HttpResponse:
    """Ask once more, then let no more answers in."""
    require(may_keep_survey(request.actor))
    asof = AsOf(request.today)
    period, row = find_survey(request, code, survey_code, asof)
    expect(row, SurveyState.OPEN, asof)
    if request.method == "POST":
        return _act(request, row, close_survey, _("De peiling is gesloten."))
    facts = {"count": len(silent(row, asof)), "day": long_date(row.text.closes_on)}
    confirmation = Confirmation(
        title=_("Sluit de peiling"),
        question=_("Wilt u de peiling nu sluiten?"),
        confirm_label=_("Sluit"),
        cancel_url=survey_address(code, survey_code),
        tone="danger",
        consequences=(
            _("De peiling zou open zijn tot en met %(day)s.") % facts,
            _(
                "Wie nog niet antwoordde (%(count)s), kan dat niet meer. Een antwoord vervangen kan ook niet meer."
            )
            % facts,
            _("De uitkomst is dan te lezen. U kunt de peiling niet weer openen."),
        ),
        hidden=(("revision", str(row.revision)),),
    )
    return _confirm(request, period, row, confirmation)


def extend_page(request: Request, code: str, survey_code: str) -> HttpResponse:
    """Until which later day it can be answered."""
    require_form(may_keep_survey(request.actor))
    asof = AsOf(request.today)
    period, row = find_survey(request, code, survey_code, asof)
    expect(row, SurveyState.OPEN, asof)
    form = ExtendSurveyForm(
        sent(request), initial={"revision": row.revision, "closes_on": row.text.closes_on}
    )

    def save() -> str:
        typed = form.cleaned_data
        seen = typed["revision"]
        extend_survey(code, survey_code, typed["closes_on"], **said_by(request), expected_revision=seen)
        return survey_address(code, survey_code)

    return edit(request, form, _extend_page(period, row), save)


def _extend_page(period: TitleRow, row: SurveyRow) -> EditPage:
    own = survey_address(row.period, row.code)
    return EditPage(
        title=_("Sluit de peiling later"),
        kicker=row.text.title,
        crumbs=[*surveys_crumbs(row.period, period.title), (row.text.title, own)],
        back_url=own,
        saved=_("De peiling blijft langer open. De nieuwe dag staat op de pagina van de peiling."),
        submit_label=_("Bewaar"),
        intro=_(
            "De peiling is open tot en met %(day)s. U kunt een latere dag kiezen; een vroegere niet. De vragen blijven "
            "zoals zij zijn."
        )
        % {"day": long_date(row.text.closes_on)},
    )


def _confirm(request: Request, period: TitleRow, row: SurveyRow, confirmation: Confirmation) -> HttpResponse:
    crumbs = [
        *surveys_crumbs(row.period, period.title),
        (row.text.title, survey_address(row.period, row.code)),
    ]
    context = {"confirmation": confirmation, **crumbs_of(crumbs, confirmation.title)}
    return render(request, "core/confirm.html", context)


def _act(request: Request, row: SurveyRow, act: Act, done: str) -> HttpResponse:
    address, seen = survey_address(row.period, row.code), sent_revision(request)
    who = said_by(request)
    try:
        sent_count = act(row.period, row.code, expected_revision=seen, **who)
    except Conflict as conflict:
        shown = conflict_page(conflict, edit_url=request.path, back_url=address)
        return render(request, "core/conflict.html", {"conflict": shown}, status=409)
    except AccessRefused:
        raise
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
        if sent_count:
            say_asked(request, Asked(sent_count))
    return redirect(address)
