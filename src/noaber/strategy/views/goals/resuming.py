"""Taking up a goal again that was reached or stopped, by mistake or after all: for who keeps it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.strategy.forms.goal_updates import ResumeForm, last_number
from noaber.strategy.queries.goals.rows import GoalRow
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.rules.goals.goal import GoalStatus, UpdateText
from noaber.strategy.services.goals.updates import Said, update_goals
from noaber.strategy.views.goals.changes import kept_goal_row
from noaber.strategy.views.goals.overview import no_updates
from noaber.strategy.views.places import goal_address, goals_crumbs


def resume_page(request: Request, code: str, goal_code: str) -> HttpResponse:
    """From then on it is asked again how it goes; that it had ended stays to be read."""
    period, row = kept_goal_row(request, code, goal_code)
    if refusal := no_updates(request, period):
        raise DomainError(refusal)
    if not row.is_ended:
        raise DomainError(_("Dit doel is niet bereikt of gestopt."))
    form, own = (
        ResumeForm(sent(request), initial={"revision": last_number(row)}),
        goal_address(code, row.code),
    )

    def save() -> str:
        text = UpdateText(GoalStatus(form.cleaned_data["status"]), form.cleaned_data["sentence"])
        said = {row.code: Said(text, form.cleaned_data["revision"])}
        update_goals(code, said, actor=request.actor, now=clock.now(), today=request.today)
        return own

    return edit(request, form, _page(period, row, own), save)


def _page(period: TitleRow, row: GoalRow, own: str) -> EditPage:
    return EditPage(
        title=_("Pak het doel weer op"),
        kicker=row.text.title,
        crumbs=[*goals_crumbs(period.code, period.title), (row.text.title, own)],
        back_url=own,
        saved=_("Het doel loopt weer."),
        submit_label=_("Pak weer op"),
        intro=_("Het staat daarna weer bij de voortgang. Uw reden komt bij de wijzigingen te staan."),
    )
