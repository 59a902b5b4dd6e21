"""The demonstration: a network, played day by day on an empty database; Oost-Nederland unless asked otherwise.

The mark in the database (`core.Demonstration`) is set here and nowhere else, and only when there is nothing
in the database yet. The date it has reached is the demonstration's own today; it only moves forward. Every
step is one transaction that ends with moving that date, so that an interrupted demonstration goes on where it was.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from noaber.accounts.api import User
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.models import Demonstration
from noaber.core.rules.dutch import long_date
from noaber.network.api import has_network
from noaber.site.demonstration import neighbour
from noaber.site.demonstration.calendar import STEPS
from noaber.site.demonstration.story import Step, moment


@dataclass(frozen=True, slots=True)
class Story:
    """What is played in one network, up to its last day."""

    steps: tuple[Step, ...]
    ends_on: dt.date

    @property
    def begins_on(self) -> dt.date:
        return self.steps[0].on


BEGINS_ON: Final = STEPS[0].on
ENDS_ON: Final = dt.date(2023, 5, 15)
OOST_NEDERLAND: Final = "oost-nederland"
STORIES: Final = {
    OOST_NEDERLAND: Story(STEPS, ENDS_ON),
    "buurnetwerk": Story(neighbour.STEPS, neighbour.ENDS_ON),
}
Progress = Callable[[str, int, int], None]
"""Hears each step that is done: its name in Dutch, how many are done, how many there are."""


def play(
    until: dt.date | None = None, *, story: str | None = None, progress: Progress | None = None
) -> dt.date | None:
    """Play the demonstration up to and including `until`, by default its end; None when it had been there already.

    Refused on a database with data of its own, before the first day, backwards, and with another network in it.
    """
    mark = Demonstration.objects.first()
    code = story or (mark.story if mark else OOST_NEDERLAND)
    played, reached_on = STORIES[code], mark.reached_on if mark else None
    until = until or played.ends_on
    _refuse_impossible(played, until, reached_on)
    if mark and mark.story != code:
        raise DomainError(_("In deze database wordt een ander voorbeeldnetwerk gespeeld."), field="network")
    if reached_on == until:
        return None
    due = [step for step in played.steps if step.on <= until and (reached_on is None or step.on > reached_on)]
    for done, step in enumerate(due, start=1):
        _play_step(step, code)
        if progress:
            progress(step.title, done, len(due))
    _move_to(until, code)
    return until


def is_empty() -> bool:
    """Whether nothing was ever entered: no network, nobody who can sign in, no demonstration."""
    return not (has_network() or User.objects.exists() or Demonstration.objects.exists())


def _refuse_impossible(story: Story, until: dt.date, reached_on: dt.date | None) -> None:
    if reached_on is None and (has_network() or User.objects.exists()):
        raise DomainError(
            _(
                "Deze database bevat al gegevens en is geen demonstratie; kies voor de demonstratie een lege datamap."
            )
        )
    if until < story.begins_on:
        raise DomainError(
            _("De demonstratie begint op %(date)s.") % {"date": long_date(story.begins_on)}, field="until"
        )
    if reached_on is not None and until < reached_on:
        raise DomainError(
            _("De demonstratie staat al op %(date)s en gaat alleen vooruit.")
            % {"date": long_date(reached_on)},
            field="until",
        )


@transaction.atomic
def _play_step(step: Step, story: str) -> None:
    _move_to(step.on, story)
    step.play(moment(step.on), step.on)


def _move_to(day: dt.date, story: str) -> None:
    with verb("site.play_demonstration", actor=COMMAND) as trail:
        mark, is_new = Demonstration.objects.get_or_create(
            pk=1, defaults={"started_at": clock.now(), "reached_on": day, "story": story}
        )
        if is_new or mark.reached_on != day:
            mark.reached_on = day
            mark.save(update_fields=["reached_on"])
            trail.note(mark, {"reached_on": day.isoformat()})
