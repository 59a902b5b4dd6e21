"""Taking back what was recorded last of a term: asked once more, with what will be again."""

import uuid
from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.confirmation import Confirmation
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.requests import Request, sent_revision
from noaber.core.rules.dutch import long_date
from noaber.core.rules.period import Period
from noaber.network.access import may_appoint, may_maintain_register
from noaber.network.models import Membership
from noaber.network.queries.last_recordings import LastRecording, Whole, last_recording
from noaber.network.queries.seats import SeatRow
from noaber.network.queries.terms import Term, term_of
from noaber.network.services.taking_back_terms import refusal_of, take_back_term
from noaber.network.views.editing import ask
from noaber.network.views.places import handover_address, seat_address
from noaber.network.views.seats.changes import find_seat
from noaber.network.views.seats.seat import seat_crumbs, seat_kicker


def take_back_term_page(request: Request, code: str, key: uuid.UUID) -> HttpResponse:
    """Ask once more, then take it back; what is part of something larger is taken back over there."""
    row = find_seat(request, code)
    require(may_appoint(request.actor, row.body_code))
    if not Membership.objects.filter(pk=key, post__code=code).exists():
        raise Http404
    term, recording = term_of(request.actor, key, code, AsOf(request.today)), last_recording(key)
    refusal = refusal_of(recording)
    if refusal or term is None or recording is None:
        messages.info(request, refusal)
        return redirect(_elsewhere(request, code, recording))
    if request.method == "POST":
        return _take_back(request, code, term, recording)
    return ask(
        request, _confirmation(row, term, recording), [*seat_crumbs(row), (row.title, seat_address(code))]
    )


def _elsewhere(request: Request, code: str, recording: LastRecording | None) -> str:
    """Where the larger act is taken back, for who may do that."""
    if recording is None or recording.key is None or not may_maintain_register(request.actor):
        return seat_address(code)
    if recording.part_of is Whole.ENDING:
        return f"/opheffingen/{recording.key}/terugnemen/"
    return f"{handover_address(recording.key)}terugnemen/"


def _confirmation(row: SeatRow, term: Term, recording: LastRecording) -> Confirmation:
    if recording.is_appointment:
        title = _("Benoeming terugnemen")
    elif recording.is_end:
        title = _("Einde van een termijn terugnemen")
    else:
        title = _("Laatste wijziging terugnemen")
    return Confirmation(
        title=title,
        question=_("Was dit een vergissing? %(recorded)s") % {"recorded": _recorded(row, term, recording)},
        consequences=(
            _again(term, recording),
            _("Rechten die bij deze zetel horen, veranderen vanzelf mee."),
            _("In de geschiedenis blijft te zien wat er was vastgelegd, en dat het is teruggenomen."),
        ),
        confirm_label=_("Neem terug"),
        cancel_url=seat_address(row.code),
        hidden=(("revision", str(term.revision)),),
    )


def _recorded(row: SeatRow, term: Term, recording: LastRecording) -> str:
    """What was recorded last, and when."""
    facts = {
        "day": long_date(timezone.localtime(recording.recorded_at).date()),
        "name": _name(term),
        "seat": seat_kicker(row),
        "days": _days(recording.now),
    }
    if recording.is_end:
        facts["last_day"] = _last_day(recording.now)
        return (
            _("Op %(day)s is vastgelegd: de termijn van %(name)s (%(seat)s) eindigt op %(last_day)s.") % facts
        )
    return _("Op %(day)s is vastgelegd: %(name)s heeft deze zetel (%(seat)s) %(days)s.") % facts


def _again(term: Term, recording: LastRecording) -> str:
    """What will be once it is taken back."""
    facts = {"name": _name(term), "days": _days(recording.before)}
    if recording.is_appointment:
        return _("%(name)s staat dan niet meer bij deze zetel, ook niet in de jaren ervoor.") % facts
    if recording.is_end and recording.before[0].until is None:
        return _("De termijn van %(name)s loopt weer door, zonder einddatum.") % facts
    if recording.is_end:
        facts["last_day"] = _last_day(recording.before)
        return _("De termijn van %(name)s loopt weer door tot en met %(last_day)s.") % facts
    return _("Dan staat er weer: %(name)s heeft deze zetel %(days)s.") % facts


def _taken_back(term: Term, recording: LastRecording) -> str:
    facts = {"name": _name(term), "days": _days(recording.before)}
    if recording.is_appointment:
        return _("De benoeming van %(name)s is teruggenomen.") % facts
    if recording.is_end:
        return _("Het einde van de termijn van %(name)s is teruggenomen.") % facts
    return _("De laatste wijziging is teruggenomen. %(name)s heeft deze zetel weer %(days)s.") % facts


def _name(term: Term) -> str:
    return term.shown or _("iemand van wie de gegevens zijn gewist")


def _days(periods: Iterable[Period]) -> str:
    return _(" en ").join(str(period) for period in periods)


def _last_day(periods: tuple[Period, ...]) -> str:
    last = periods[-1].last_day
    return long_date(last) if last else ""


def _take_back(request: Request, code: str, term: Term, recording: LastRecording) -> HttpResponse:
    try:
        take_back_term(
            term.membership_id,
            actor=request.actor,
            now=clock.now(),
            expected_revision=sent_revision(request),
        )
    except (AccessRefused, Conflict):
        raise
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _taken_back(term, recording))
    return redirect(seat_address(code))
