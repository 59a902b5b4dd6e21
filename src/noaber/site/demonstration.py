"""The demonstration: the network Oost-Nederland, played day by day on an empty database.

The mark in the database (`core.Demonstration`) is set here and nowhere else, and only when there is nothing
in the database yet. The date it has reached is the demonstration's own today; it only moves forward. Every
step is one transaction that ends with moving that date, so that an interrupted demonstration goes on where it was.
"""

import datetime as dt
from collections.abc import Callable
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
from noaber.site.demonstration_story import STEPS, Step, moment

BEGINS_ON: Final = STEPS[0].on
ENDS_ON: Final = dt.date(2023, 5, 15)
Progress = Callable[[str, int, int], None]
"""Hears each step that is done: its name in Dutch, how many are done, how many there are."""


def play(until: dt.date = ENDS_ON, *, progress: Progress | None = None) -> bool:
    """Play the demonstration up to and including `until`; return False when it had been there already.

    Refused on a database with data of its own, before the first day, and backwards.
    """
    reached_on = _reached_on()
    _refuse_impossible(until, reached_on)
    if reached_on == until:
        return False
    due = [step for step in STEPS if step.on <= until and (reached_on is None or step.on > reached_on)]
    for done, step in enumerate(due, start=1):
        _play_step(step)
        if progress:
            progress(step.title, done, len(due))
    _move_to(until)
    return True


def is_empty() -> bool:
    """Whether nothing was ever entered: no network, nobody who can sign in, no demonstration."""
    return not (has_network() or User.objects.exists() or Demonstration.objects.exists())


def _reached_on() -> dt.date | None:
    mark = Demonstration.objects.first()
    return mark.reached_on if mark else None


def _refuse_impossible(until: dt.date, reached_on: dt.date | None) -> None:
    if reached_on is None and (has_network() or User.objects.exists()):
        raise DomainError(
            _(
                "Deze database bevat al gegevens en is geen demonstratie; kies voor de demonstratie een lege datamap."
            )
        )
    if until < BEGINS_ON:
        raise DomainError(
            _("De demonstratie begint op %(date)s.") % {"date": long_date(BEGINS_ON)}, field="until"
        )
    if reached_on is not None and until < reached_on:
        raise DomainError(
            _("De demonstratie staat al op %(date)s en gaat alleen vooruit.")
            % {"date": long_date(reached_on)},
            field="until",
        )


@transaction.atomic
def _play_step(step: Step) -> None:
    _move_to(step.on)
    step.play(moment(step.on), step.on)


def _move_to(day: dt.date) -> None:
    with verb("site.play_demonstration", actor=COMMAND) as trail:
        mark, is_new = Demonstration.objects.get_or_create(
            pk=1, defaults={"started_at": clock.now(), "reached_on": day}
        )
        if is_new or mark.reached_on != day:
            mark.reached_on = day
            mark.save(update_fields=["reached_on"])
            trail.note(mark, {"reached_on": day.isoformat()})
