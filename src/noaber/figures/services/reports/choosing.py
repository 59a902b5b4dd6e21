"""Choosing whether the report of an area comes, by oneself alone; and inviting to choose. Nobody is put on a list."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.history import recorded_by
from noaber.core.mail import queue_mail
from noaber.figures.access import may_send_reports
from noaber.figures.models import ReportChoice, ReportInvitation, SourceTable
from noaber.figures.queries.areas import area_names
from noaber.figures.queries.offences import offence_titles
from noaber.figures.queries.reports.readers import choice_of, own_person, uninvited
from noaber.figures.rules.fields import chosen_text
from noaber.figures.rules.reports.frequency import NONE
from noaber.figures.rules.tables import MONTHLY
from noaber.figures.services.reports.links import choose_address, reader_of

INVITED = "figures/mail/invited.txt"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How often, and of which fields and kinds; none are all of them."""

    frequency: str
    kinds: Sequence[str] = ()


def choose_report(
    area: str, wanted: Wanted, *, actor: Actor, now: dt.datetime, today: dt.date
) -> ReportChoice | None:
    """For oneself. None where it was so already. AccessRefused for who is not in the register, or prepares only."""
    person = own_person(actor, today)
    if person is None or actor.prepares_only:
        raise AccessRefused(_("Alleen wie in het register staat, kiest voor zichzelf."))
    return _record(person.id, area, wanted, actor, now, today)


def choose_by_link(
    token: str, wanted: Wanted, *, actor: Actor, now: dt.datetime, today: dt.date
) -> ReportChoice | None:
    """Whoever has the link of a mail chooses for whom it was sent to. Twice is once."""
    person, area = reader_of(token)
    return _record(person, area, wanted, actor, now, today)


def stop_by_link(token: str, *, actor: Actor, now: dt.datetime, today: dt.date) -> ReportChoice | None:
    return choose_by_link(token, Wanted(NONE), actor=actor, now=now, today=today)


def _record(
    person: uuid.UUID, area: str, wanted: Wanted, actor: Actor, now: dt.datetime, today: dt.date
) -> ReportChoice | None:
    if wanted.frequency not in ReportChoice.Frequency.values:
        raise DomainError(_("Kies hoe vaak u het maandbericht wilt."), field="frequency")
    if wanted.frequency != NONE and area not in area_names(actor, today):
        raise DomainError(_("Dit gebied is er niet meer."), field="area")
    kinds = "" if wanted.frequency == NONE else _kinds(wanted.kinds)
    with verb("figures.choose_report", actor=actor) as trail:
        _hold()
        last = choice_of(person, area)
        if last is not None and (last.frequency, " ".join(last.chosen)) == (wanted.frequency, kinds):
            return None
        if last is None and wanted.frequency == NONE:
            return None
        row = ReportChoice.objects.create(
            person_id=person, area=area, frequency=wanted.frequency, kinds=kinds, **recorded_by(actor, now)
        )
        trail.note(row, {"area": area, "frequency": wanted.frequency}, records=[row])
    return row


def _kinds(kinds: Sequence[str]) -> str:
    try:
        return chosen_text(kinds, offence_titles())
    except ValueError as error:
        text = _("Soort misdrijf %(code)s is niet bekend.") % {"code": error}
        raise DomainError(text, field="kinds") from error


def _hold() -> None:
    """One at a time: of two who choose at once the second sees what the first chose."""
    list(SourceTable.objects.select_for_update().filter(code=MONTHLY))


def invite_readers(*, actor: Actor, now: dt.datetime, today: dt.date) -> int:
    """Ask every contact person who never chose, and was never asked, whether they want the report; how many."""
    require(may_send_reports(actor))
    names = area_names(actor, today)
    with verb("figures.invite_readers", actor=actor) as trail:
        _hold()
        found = uninvited(today, list(names))
        for each in found:
            row = ReportInvitation.objects.create(
                person_id=each.person_id, area=each.area, **recorded_by(actor, now)
            )
            queue_mail(
                key=f"figures.invited {row.pk}",
                to=each.email,
                subject=_("Wilt u elke maand de veiligheidscijfers van %(area)s?")
                % {"area": names[each.area]},
                template=INVITED,
                context={
                    "name": each.name,
                    "area": names[each.area],
                    "choose": choose_address(each.person_id, each.area),
                    "site": settings.SITE_URL,
                },
                now=now,
            )
            trail.note(row, {"area": each.area}, records=[row])
    return len(found)
