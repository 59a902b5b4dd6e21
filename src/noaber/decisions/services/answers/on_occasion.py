"""Recording on an occasion that asks for a reason: the reason and the answers, or neither."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from noaber.core.access import Actor
from noaber.decisions.queries.answers.occasions import Occasion


def record_on(
    occasion: Occasion | None, motive: str, answers: Callable[[], object], *, actor: Actor, now: dt.datetime
) -> object:
    """What `answers` says was new, after the room that knows the occasion has kept the reason."""
    with transaction.atomic():
        if occasion and occasion.keep:
            occasion.keep(motive, actor=actor, now=now)
        return answers()
