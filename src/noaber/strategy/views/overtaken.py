"""What the second of two editors reads of a grant or a position: what the other wrote, beside the own words."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import AsItStood, EditPage, crumbs_of
from noaber.core.asof import AsOf
from noaber.core.components.conflict import conflict_page
from noaber.core.errors import Conflict
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.strategy.forms.grants import GrantForm, NeedForm, StepForm
from noaber.strategy.forms.positions import EntryForm, PositionForm
from noaber.strategy.models import STEP_KINDS
from noaber.strategy.queries.grants import GrantRow, NeedRow, StepRow, grant_file
from noaber.strategy.queries.positions import EntryRow, PositionRow, joint_position
from noaber.strategy.rules.grants import GrantText, StepText
from noaber.strategy.rules.positions import EntryText, PositionText
from noaber.strategy.views.places import position_address
from noaber.strategy.views.positions import seat_titles


def went_to(address: str, *, is_new: bool) -> str:
    """Where to go on to; `edit` says so when nothing was new."""
    return address if is_new else AsItStood(address)


def step_overtaken(
    request: Request, page: EditPage, row: GrantRow, form: StepForm, conflict: Conflict
) -> HttpResponse:
    """The step that somebody recorded since, beside the own one."""
    now = grant_file(row.code, AsOf(request.today)) or row
    last = max(now.steps, key=_recorded, default=None)
    return _page(request, page, conflict, _step_words(form.step), _step_words(last.text) if last else {})


def _recorded(each: StepRow | EntryRow) -> tuple[object, int]:
    return each.recorded_at, each.key


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
    return _page(request, page, conflict, _grant_words(form.text), _grant_words(now.text) if now else {})


def _grant_words(text: GrantText) -> dict[str, str]:
    return {
        _("Naam"): text.title,
        _("Uit welk fonds?"): text.fund,
        _("Waar is het voor?"): text.about,
    }


def position_overtaken(
    request: Request, page: EditPage, code: str, form: PositionForm, conflict: Conflict
) -> HttpResponse:
    """What another made of a position."""
    now = joint_position(code, AsOf(request.today))
    stored = _position_words(now.text) if now else {}
    return _page(request, page, conflict, _position_words(form.text), stored)


def _position_words(text: PositionText) -> dict[str, str]:
    return {
        _("Waar gaat het over?"): text.title,
        _("Waar staan wij samen voor?"): text.stance,
        _("Sinds"): long_date(text.since_on),
        _("Wij staan hier niet meer voor"): _("ja") if text.is_left else _("nee"),
        _("Waarom wijzigt u dit?"): text.reason,
    }


def need_overtaken(
    request: Request, page: EditPage, need: NeedRow | None, form: NeedForm, conflict: Conflict
) -> HttpResponse:
    """What the organisation needs by now, beside what was typed."""
    label = _("Wat heeft uw organisatie nodig?")
    return _page(
        request, page, conflict, {label: form.cleaned_data["text"]}, {label: need.text if need else ""}
    )


def entry_overtaken(
    request: Request, page: EditPage, row: PositionRow, key: int | None, form: EntryForm, conflict: Conflict
) -> HttpResponse:
    """The line as another wrote it, beside the own words; for a new line the last that another added."""
    asof = AsOf(request.today)
    now = joint_position(row.code, asof) or row
    found = now.newest(key) if key is not None else max(now.entries, key=_recorded, default=None)
    stored = _entry_words(found.text, asof) if found else {}
    address = request.path
    if key is not None:
        address = position_address(row.code, f"inbreng/{found.key}/" if found else "")
    return _page(request, page, conflict, _entry_words(form.text, asof), stored, address)


def _entry_words(text: EntryText, asof: AsOf) -> dict[str, str]:
    return {
        _("Waar is het ingebracht?"): text.forum,
        _("Wanneer"): long_date(text.on),
        _("Door wie"): seat_titles(asof).get(text.seat, text.seat),
        _("Wat is er gezegd?"): text.said,
        _("Wat kwam eruit?"): text.outcome,
    }


def _page(
    request: Request,
    page: EditPage,
    conflict: Conflict,
    yours: Mapping[str, str],
    stored: Mapping[str, str],
    address: str = "",
) -> HttpResponse:
    shown = conflict_page(
        conflict.with_values(yours, stored), edit_url=address or request.path, back_url=page.back_url
    )
    return render(request, "core/conflict.html", {"conflict": shown, **crumbs_of(page.crumbs)}, status=409)
