"""Recording a policy period, and what changes in it: each time a new statement, the earlier one stays readable."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.access import COMMAND, require_form
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action
from noaber.core.components.texts import Notice
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.api import proposals
from noaber.network.api import organisations
from noaber.strategy.access import may_record_period
from noaber.strategy.forms.periods import PeriodForm
from noaber.strategy.forms.withdrawing import WithdrawPeriodForm
from noaber.strategy.queries.consulting.adopted_instead import points_followed
from noaber.strategy.queries.consulting.adopting import may_name_more
from noaber.strategy.queries.consulting.course import settled_on
from noaber.strategy.queries.consulting.own_day import other_day
from noaber.strategy.queries.consulting.two_days import TwoDays, two_days_of, way_to_mend
from noaber.strategy.queries.inventory.coverage import PARTNER_KINDS, coverage
from noaber.strategy.queries.periods.period import PeriodRow, free_code, period, refuse_withdrawn, resting_on
from noaber.strategy.queries.reviews.review import final_review
from noaber.strategy.queries.selection.chosen import themes_chosen
from noaber.strategy.rules.periods.period import FOLLOWS, PeriodState, PeriodTerms, withdrawal_fault
from noaber.strategy.rules.reviews.review import ReviewKind
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.periods.withdrawing import withdraw_period
from noaber.strategy.views.finding import title_of
from noaber.strategy.views.places import START, period_address, period_crumbs, start_crumbs
from noaber.strategy.words.periods import hearing_unknown


def new_page(request: Request) -> HttpResponse:
    """A period that is new; its code follows from its years."""
    require_form(may_record_period(request.actor))
    form = _form(request, None)
    page = EditPage(
        title=_("Nieuwe periode"),
        crumbs=start_crumbs(),
        back_url=START,
        saved=_("De periode is vastgelegd."),
        submit_label=_("Leg vast"),
        fieldsets=form.fieldsets,
    )

    def save() -> str:
        code = free_code(slugify(form.terms.years), AsOf(request.today))
        _record(request, code, form, seen=0)
        return period_address(code)

    return edit(request, form, page, save)


def change_page(request: Request, code: str) -> HttpResponse:
    """Another state, another term by a decision, or better words."""
    require_form(may_record_period(request.actor))
    found = _there(request, code)
    form = _form(request, found)
    page = EditPage(
        title=_("Wijzig de periode"),
        kicker=title_of(found),
        crumbs=period_crumbs(code, title_of(found)),
        back_url=period_address(code),
        saved=_("De periode is gewijzigd. Wat er stond, blijft te lezen."),
        submit_label=_("Leg vast"),
        fieldsets=form.fieldsets,
        notice=_warning(found, AsOf(request.today)),
    )

    def save() -> str:
        if not _record(request, code, form, seen=form.cleaned_data["revision"]):
            raise DomainError(_("Er is niets gewijzigd: zo stond het er al."))
        return period_address(code)

    return edit(request, form, page, save)


def _warning(found: PeriodRow, asof: AsOf) -> Notice | None:
    """What the next step of a period would leave untold: the hearing of the councils (R15), or the endterm review."""
    state = found.terms.state
    if state is PeriodState.PREPARATION and (days := two_days_of(found.code, asof)):
        return _apart(days, asof)
    if state is PeriodState.PREPARATION and (followed := _followed(found, asof)):
        return followed
    if state is PeriodState.PREPARATION and not found.terms.tells_of_hearing:
        asked = len(coverage(found.code, asof, found=found).asked)
        text = _(
            "Kies bij de vaststelling het voorstel van het plan, of zeg in de toelichting hoe zij zijn gehoord."
        )
        return Notice(f"{hearing_unknown(found.terms, asked)} {text}", "warning")
    if state in (PeriodState.CLOSED, PeriodState.DISCHARGED) and found.adopted_on:
        text = _(
            "De dag van vaststelling (%(day)s) verandert na het afsluiten niet meer. Klopt die niet? Zet dan in de "
            "toelichting welke dag het was, en waarom."
        )
        return Notice(text % {"day": long_date(found.adopted_on)}, "neutral")
    may_close = PeriodState.CLOSED in FOLLOWS[state] and found.terms.ends_on <= asof.valid_on
    if may_close and final_review(found.code, ReviewKind.ENDTERM, asof) is None:
        text = _(
            "De endterm review is nog niet definitief. Sluit u toch al af, zeg dan in de toelichting waarom."
        )
        return Notice(text, "warning")
    return None


def _apart(days: TwoDays, asof: AsOf) -> Notice:
    """Adopted on another day than the plan beside it: a day is put right there, or it is recorded here as it is."""
    text = _("De strategie is vastgesteld op %(on)s, het plan dat ermee samengaat op %(other)s.")
    steps = (
        _(
            "Klopt een van beide dagen niet? Zet die eerst recht. Die van het plan met de knop hieronder; die van de "
            "strategie door bij het voorstel het standpunt opnieuw vast te leggen, met de goede dag."
        ),
        _(
            "Kloppen ze allebei? Leg dan hier vast dat de strategie is vastgesteld op haar eigen dag, en zeg in de "
            "toelichting waarom het plan een andere dag heeft."
        ),
    )
    return Notice(
        text % {"on": long_date(days.on), "other": long_date(days.plan_on)},
        "warning",
        title=_("Niet op dezelfde dag vastgesteld"),
        points=steps,
        action=Action(_("Zet de dag van het plan recht"), way_to_mend(days, asof)),
    )


def _followed(found: PeriodRow, asof: AsOf) -> Notice | None:
    """Where the choice follows what was adopted: what that says, beside what Noaber read in it."""
    points = points_followed(COMMAND, found.code, found.terms, asof)
    chosen = themes_chosen(found.code, asof)
    if not points or chosen is None:
        return None
    text = _(
        "De keuze volgt op wat is vastgesteld. Gekozen zijn nu: %(themes)s. Zeg in de toelichting met welke thema’s "
        "de strategie is vastgesteld."
    )
    steps = (may_name_more(points), _("Is een thema niet gewogen? Weeg het dan eerst, in een nieuwe ronde."))
    return Notice(text % {"themes": in_a_row(chosen.themes)}, "warning", points=steps)


def _there(request: Request, code: str) -> PeriodRow:
    found = period(code, AsOf(request.today))
    if found is None:
        refuse_withdrawn(code, AsOf(request.today))
        raise Http404
    return found


def withdraw_page(request: Request, code: str) -> HttpResponse:
    """What withdrawing a period does that was made by mistake, and why it is done."""
    require_form(may_record_period(request.actor))
    found = _there(request, code)
    if fault := withdrawal_fault(found.terms, resting_on(code)):
        raise DomainError(fault)
    form = WithdrawPeriodForm(sent(request), initial={"revision": found.revision})

    def save() -> str:
        typed = form.cleaned_data
        withdraw_period(
            code,
            typed["reason"],
            actor=request.actor,
            now=clock.now(),
            today=request.today,
            expected_revision=typed["revision"],
        )
        return period_address(code)

    return edit(request, form, _withdraw_page(found), save)


def _withdraw_page(found: PeriodRow) -> EditPage:
    return EditPage(
        title=_("Trek de periode in"),
        kicker=title_of(found),
        crumbs=period_crumbs(found.code, title_of(found)),
        back_url=period_address(found.code),
        saved=_("De periode is ingetrokken. Zij blijft te lezen, met de reden."),
        submit_label=_("Trek de periode in"),
        submit_tone="danger",
        intro=_(
            "Doe dit alleen als de periode er door een vergissing staat. Niemand wordt dan meer om prioriteiten "
            "gevraagd. De periode blijft in de lijst staan, met de reden. Dit kan niet ongedaan worden gemaakt; u kunt "
            "wel een nieuwe periode vastleggen."
        ),
    )


def _record(request: Request, code: str, form: PeriodForm, *, seen: int) -> bool:
    return record_period(
        code,
        form.terms,
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        expected_revision=seen,
    )


def _form(request: Request, found: PeriodRow | None) -> PeriodForm:
    asof = AsOf(request.today)
    partners = organisations(request.actor, asof, kinds=PARTNER_KINDS)
    return PeriodForm(
        sent(request),
        proposals=[(row.code, row.title) for row in proposals(request.actor)],
        partners=[(row.code, row.name) for row in partners],
        known=_offered(found, asof) if found else None,
        recorded=found.terms if found else None,
        revision=found.revision if found else 0,
    )


def _offered(found: PeriodRow, asof: AsOf) -> PeriodTerms:
    """What the form starts from: once its proposal is adopted, the strategy as adopted with that on that day.

    Where that day was corrected at the proposal since, the day as it is there.
    """
    terms = found.terms
    if corrected := other_day(found, asof):
        return replace(terms, decided_on=corrected.told)
    on = settled_on(terms.decided_by, asof)
    if terms.state is PeriodState.PREPARATION and on:
        return replace(terms, state=PeriodState.ADOPTED, decided_on=on)
    return terms
