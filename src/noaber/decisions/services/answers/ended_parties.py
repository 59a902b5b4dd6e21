"""Who is no more does not decide any more: a municipality that went up into another, an organisation that stopped.

What it decided up to its last day can still be recorded afterwards, on that day: it keeps the voice that it had. From
the merger on its successor decides, by its own mandate: what was asked of the old one is then asked of the new one.
"""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import long_date
from noaber.decisions.access import OF_ORGANISATION
from noaber.decisions.models import Consultation
from noaber.decisions.queries.proposals.proposal import KEEPERS
from noaber.decisions.queries.proposals.successors import present_name, successors_of
from noaber.network.api import ended_organisation


def successors_on(found: Consultation, today: dt.date) -> tuple[str, ...]:
    """What goes on today in the place of who is asked; empty while that is there itself."""
    return successors_of(found.organisation.code, AsOf(today)) if found.organisation else ()


def refuse_ended(found: Consultation, decided_on: dt.date, *, actor: Actor, today: dt.date) -> None:
    """Refuse what an organisation would have decided after its last day, with the name of who decides instead.

    Not when it is what decides in its place on that day that speaks here, or what that went up into since.
    """
    if found.organisation is None:
        return
    code = found.organisation.code
    ended = ended_organisation(code, AsOf(decided_on))
    if ended is None or _speaks_for_successor(actor, successors_of(code, AsOf(decided_on))[-1:], today):
        return
    successor = present_name(code, decided_on)
    facts = {"name": ended.name, "day": long_date(ended.last_day), "successor": successor}
    text = (
        _(
            "%(name)s bestond tot en met %(day)s en ging toen op in %(successor)s. "
            "Wat er daarna is besloten, is van %(successor)s. Kies een dag tot en met %(day)s."
        )
        if successor
        else _("%(name)s bestond tot en met %(day)s. Kies een dag tot en met die dag.")
    )
    raise DomainError(text % facts, field="decided_on")


def _speaks_for_successor(actor: Actor, deciding: tuple[str, ...], today: dt.date) -> bool:
    """`deciding`: what decided on the day, if anything; the coordinator records for everyone."""
    if not deciding:
        return False
    voices = (*deciding, *successors_of(deciding[0], AsOf(today)))
    return actor.has(*KEEPERS) or any(
        actor.has(*OF_ORGANISATION, scope=f"organisation:{code}") for code in voices
    )
