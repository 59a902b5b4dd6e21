"""What the second of two editors reads of a position: what the other wrote, beside the own words."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.editing import EditPage
from noaber.core.asof import AsOf
from noaber.core.errors import Conflict
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.strategy.forms.positions import EntryForm, PositionForm
from noaber.strategy.queries.positions import EntryRow, PositionRow, joint_position
from noaber.strategy.rules.positions import EntryText, PositionText
from noaber.strategy.views.overtaken import overtaken
from noaber.strategy.views.places import position_address
from noaber.strategy.views.positions.position import seat_titles


def position_overtaken(
    request: Request, page: EditPage, code: str, form: PositionForm, conflict: Conflict
) -> HttpResponse:
    """What another made of a position."""
    now = joint_position(code, AsOf(request.today))
    stored = _position_words(now.text) if now else {}
    return overtaken(request, page, conflict, _position_words(form.text), stored)


def _position_words(text: PositionText) -> dict[str, str]:
    return {
        _("Waar gaat het over?"): text.title,
        _("Waar staan wij samen voor?"): text.stance,
        _("Sinds"): long_date(text.since_on),
        _("Wij staan hier niet meer voor"): _("ja") if text.is_left else _("nee"),
        _("Waarom wijzigt u dit?"): text.reason,
    }


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
    return overtaken(request, page, conflict, _entry_words(form.text, asof), stored, address)


def _entry_words(text: EntryText, asof: AsOf) -> dict[str, str]:
    return {
        _("Waar is het ingebracht?"): text.forum,
        _("Wanneer"): long_date(text.on),
        _("Door wie"): seat_titles(asof).get(text.seat, text.seat),
        _("Wat is er gezegd?"): text.said,
        _("Wat kwam eruit?"): text.outcome,
    }


def _recorded(each: EntryRow) -> tuple[object, int]:
    return each.recorded_at, each.key
