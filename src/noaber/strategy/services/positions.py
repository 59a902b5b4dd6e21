"""What the network stands for together, and where it was brought in (R22): all of it appended."""

import datetime as dt
from dataclasses import replace

from django.db.models import QuerySet
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
from noaber.strategy.services.stating import refuse
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
            raise Conflict(_label(kept) if known else _("Dit standpunt"), revision=kept.revision)
        first = standing_entries(kept).order_by("said_on").first()
        refuse(position_faults(text, known, today, first.said_on if first else None))
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
) -> int | None:
    """Add a line to the log of a position; `replaces`: the line that says less, which stays to be read.

    Its key; None when it stood so already.
    """
    with verb("strategy.log_lobby", actor=actor) as trail:
        kept, theme = held_position(code, None)
        require(may_record_position(actor, theme, AsOf(today)))
        if any(entry_text(each) == text for each in standing_entries(kept)):
            return None
        old = _replaced(kept, replaces)
        if replaces is None and expected_revision not in (None, kept.revision):
            raise Conflict(_label(kept), revision=kept.revision)
        _check_entry(kept, text, old, today, actor)
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


def held_position(code: str, revision: int | None) -> tuple[JointPosition, str]:
    """A position that is there, locked, with the code of its theme; `Conflict` when it is no longer at `revision`."""
    found = JointPosition.objects.select_related("theme").filter(code=code).first()
    if found is None:
        raise DomainError(_("Dit standpunt is er niet."))
    theme = found.theme.code if found.theme else ""
    return lock(JointPosition, found.pk, revision=revision, label=_label(found)), theme


def standing_entries(kept: JointPosition) -> QuerySet[LobbyEntry]:
    """The lines of the log that nobody said better or took back."""
    rows = kept.entries.filter(replaced_by__isnull=True, withdrawal__isnull=True)
    return rows.select_related("seat")


def _label(kept: JointPosition) -> str:
    """What people call it, for who was overtaken."""
    return f"‘{kept.statements.latest('number').title}’"


def _check_entry(
    kept: JointPosition, text: EntryText, old: LobbyEntry | None, today: dt.date, actor: Actor
) -> None:
    refuse(entry_faults(text, today, kept.statements.latest("number").since_on))
    is_same_seat = old is not None and old.seat.code == text.seat
    if not is_same_seat and text.seat not in {row.code for row in network.seats(actor, AsOf(text.on))}:
        raise DomainError(_("Deze zetel was er op die dag niet."), field="seat")


def _replaced(kept: JointPosition, key: int | None) -> LobbyEntry | None:
    """The line that this one says better; `Conflict` when another did so already, or took it back."""
    if key is None:
        return None
    if not kept.entries.filter(pk=key).exists():
        raise DomainError(_("Deze regel is er niet."))
    old = standing_entries(kept).filter(pk=key).first()
    if old is None:
        raise Conflict(_("Deze regel van het logboek"), revision=kept.revision)
    return old
