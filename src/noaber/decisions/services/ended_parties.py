"""Who is no more does not decide any more: a municipality that went up into another, an organisation that stopped.

What it decided up to its last day can still be recorded afterwards, on that day: it keeps the voice that it had. From
the merger on its successor decides, under its own name and by its own mandate.
"""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import long_date
from noaber.decisions.models import Consultation
from noaber.network.api import ended_organisation, organisation, successions


def refuse_ended(found: Consultation, decided_on: dt.date) -> None:
    """Refuse what an organisation would have decided after its last day, with the name of who decides instead."""
    if found.organisation is None:
        return
    code = found.organisation.code
    ended = ended_organisation(code, AsOf(decided_on))
    if ended is None:
        return
    facts = {"name": ended.name, "day": long_date(ended.last_day), "successor": _successor(code, decided_on)}
    text = (
        _(
            "%(name)s bestond tot en met %(day)s en ging toen op in %(successor)s. "
            "Wat er daarna is besloten, is van %(successor)s. Kies een dag tot en met %(day)s."
        )
        if facts["successor"]
        else _("%(name)s bestond tot en met %(day)s. Kies een dag tot en met die dag.")
    )
    raise DomainError(text % facts, field="decided_on")


def _successor(code: str, on: dt.date) -> str:
    """How what went on in its place is called on the day, also after another merger; empty when nothing went on."""
    seen: set[str] = set()
    while code not in seen:
        seen.add(code)
        went = (row for row in successions(code) if row.predecessor == code and row.effective_on <= on)
        code = next((row.successor for row in went), code)
    row = organisation(COMMAND, code, AsOf(on))
    return row.name if row else ""
