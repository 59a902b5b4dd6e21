"""What the network stands for together, and where it was brought in (R22): all of it appended."""

import datetime as dt
from dataclasses import replace

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.network import api as network
from noaber.strategy.access import may_record_position
from noaber.strategy.models import JointPosition, JointPositionStatement, LobbyEntry
from noaber.strategy.queries.positions import entry_text, position_text
from noaber.strategy.rules.positions import EntryText, PositionText, entry_faults, position_faults
from noaber.strategy.services.taken_titles import refuse_taken
from noaber.strategy.services.themes_of import theme_id


def record_position(
    code: str,
    theme: str,
    text: PositionText,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> bool:
    """Say what the network stands for together; False when it was known to be just so.

    The theme of what is there stays. `expected_revision`: what the editor saw, 0 for a new one.
    """
    if code in ("", "nieuw"):
        raise DomainError(
            _("Geef dit een naam met letters of cijfers, en niet alleen ‘nieuw’."), field="title"
        )
    with verb("strategy.record_position", actor=actor) as trail:
        kept = _held(code, theme, text.title, actor, AsOf(today))
        last = kept.statements.last()
        known = position_text(last) if last else None
        if known and replace(known, reason="") == replace(text, reason=""):
            return False
        if expected_revision not in (None, kept.revision):
            raise Conflict(_("Dit standpunt"), revision=kept.revision)
        for fault in position_faults(text, known, today):
            raise DomainError(fault.message, field=fault.field)
        said = JointPositionStatement.objects.create(
            position=kept,
            number=(last.number if last else 0) + 1,
            title=text.title.strip(),
            stance=text.stance.strip(),
            since_on=text.since_on,
            is_left=text.is_left,
            reason=text.reason.strip(),
            **recorded_by(actor, now),
        )
        count_change(kept)
        facts: dict[str, Fact] = {"code": code, "number": said.number}
        trail.note(kept, facts, records=[said])
    return True


def _held(code: str, theme: str, title: str, actor: Actor, asof: AsOf) -> JointPosition:
    """The position, locked; new when it was not there. Asked is the right for the theme that it has."""
    there = JointPosition.objects.select_related("theme").filter(code=code).first()
    own = (there.theme.code if there.theme else "") if there else theme
    require(may_record_position(actor, own, asof))
    if there is None:
        gone = JointPositionStatement.objects.filter(is_left=True).values("position")
        refuse_taken(JointPositionStatement.objects.exclude(position__in=gone), "position", title)
        there = JointPosition.objects.create(code=code, theme_id=theme_id(theme, asof))
    return lock(JointPosition, there.pk, revision=None, label=code)


def log_lobby(
    code: str,
    text: EntryText,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    replaces: int | None = None,
    expected_revision: int | None = None,
) -> int:
    """Add a line to the log of a position; `replaces`: the line that says less, which stays to be read. Its key."""
    with verb("strategy.log_lobby", actor=actor) as trail:
        found = JointPosition.objects.select_related("theme").filter(code=code).first()
        theme = found.theme.code if found and found.theme else ""
        require(may_record_position(actor, theme, AsOf(today)))
        if found is None:
            raise DomainError(_("Dit standpunt is er niet."))
        kept = lock(JointPosition, found.pk, revision=expected_revision, label=code)
        old = _replaced(kept, text, replaces)
        _check_entry(text, old, today, actor)
        entry = LobbyEntry.objects.create(
            position=kept,
            forum=text.forum.strip(),
            said_on=text.on,
            seat_id=network.post_id(text.seat),
            said=text.said.strip(),
            outcome=text.outcome.strip(),
            replaces=old,
            **recorded_by(actor, now),
        )
        count_change(kept)
        trail.note(kept, {"code": code, "entry": entry.pk}, records=[entry])
    return entry.pk


def _check_entry(text: EntryText, old: LobbyEntry | None, today: dt.date, actor: Actor) -> None:
    for fault in entry_faults(text, today):
        raise DomainError(fault.message, field=fault.field)
    is_same_seat = old is not None and old.seat.code == text.seat
    if not is_same_seat and text.seat not in {row.code for row in network.seats(actor, AsOf(text.on))}:
        raise DomainError(_("Deze zetel was er op die dag niet."), field="seat")


def _replaced(kept: JointPosition, text: EntryText, key: int | None) -> LobbyEntry | None:
    """The line that this one says better; refused when another did so, or when nothing is said better."""
    if key is None:
        return None
    old = kept.entries.select_related("seat").filter(pk=key, replaced_by__isnull=True).first()
    if old is None:
        raise DomainError(_("Deze regel is er niet, of is al verbeterd."))
    if entry_text(old) == text:
        raise DomainError(_("Er is niets gewijzigd."))
    return old
