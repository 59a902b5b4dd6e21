"""What the second of two editors reads of a grant file: what the other wrote, beside the own words."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.editing import EditPage
from noaber.core.asof import AsOf
from noaber.core.errors import Conflict
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.strategy.forms.grants import GrantForm, NeedForm, StepForm
from noaber.strategy.models import STEP_KINDS
from noaber.strategy.queries.grants import GrantRow, NeedRow, StepRow, grant_file
from noaber.strategy.rules.grants.grant import GrantText, StepText
from noaber.strategy.views.overtaken import overtaken


def step_overtaken(
    request: Request, page: EditPage, row: GrantRow, form: StepForm, conflict: Conflict
) -> HttpResponse:
    """The step that somebody recorded since, beside the own one."""
    now = grant_file(row.code, AsOf(request.today)) or row
    last = max(now.steps, key=_recorded, default=None)
    return overtaken(request, page, conflict, _step_words(form.step), _step_words(last.text) if last else {})


def _step_words(step: StepText) -> dict[str, str]:
    return {
        _("Wat gebeurde er?"): str(STEP_KINDS[step.kind]),
        _("Wanneer"): long_date(step.on),
        _("Toelichting"): step.text,
        _("Waar staat het?"): step.link,
    }


def grant_overtaken(
    request: Request, page: EditPage, code: str, form: GrantForm, conflict: Conflict
) -> HttpResponse:
    """What another made of what a file is about."""
    now = grant_file(code, AsOf(request.today))
    return overtaken(request, page, conflict, _grant_words(form.text), _grant_words(now.text) if now else {})


def _grant_words(text: GrantText) -> dict[str, str]:
    return {
        _("Naam"): text.title,
        _("Uit welk fonds?"): text.fund,
        _("Waar is het voor?"): text.about,
    }


def need_overtaken(
    request: Request, page: EditPage, need: NeedRow | None, form: NeedForm, conflict: Conflict
) -> HttpResponse:
    """What the organisation needs by now, beside what was typed."""
    label = _("Wat heeft uw organisatie nodig?")
    return overtaken(
        request, page, conflict, {label: form.cleaned_data["text"]}, {label: need.text if need else ""}
    )


def _recorded(each: StepRow) -> tuple[object, int]:
    return each.recorded_at, each.key
