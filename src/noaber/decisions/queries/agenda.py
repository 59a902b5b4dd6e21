"""What stands in somebody's own calendar: deadlines of what they speak for, meetings of their bodies, own actions."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from noaber.accounts.api import User, actor_for
from noaber.core.access import ANONYMOUS, Actor
from noaber.core.asof import AsOf
from noaber.core.documents.calendar import CalendarEvent
from noaber.core.rules.dutch import long_date
from noaber.decisions.models import CalendarFeed, WeeklyMail
from noaber.decisions.queries.actions import actions, my_seats
from noaber.decisions.queries.budgets import missing_budgets
from noaber.decisions.queries.own_questions import Question, codes_of, names_on, questions_to
from noaber.decisions.queries.report_links import token_hash
from noaber.decisions.queries.sittings import SittingRow, sittings
from noaber.decisions.rules.obligations import budget_deadline, years_in_calendar
from noaber.network.api import bodies

OF_BODY: Final = ("chair", "secretary")
OF_ORGANISATION: Final = ("mayor", "contact", "head")
MEETING: Final = ("chair", "secretary", "lead", "member")
LOOKING_BACK: Final = dt.timedelta(days=31)


@dataclass(frozen=True, slots=True)
class OwnSettings:
    """What somebody chose: since when there is a calendar address, and whether the Friday mail comes."""

    feed_made_at: dt.datetime | None
    is_weekly_wanted: bool


def own_settings(user_id: int) -> OwnSettings:
    """One query; the mail comes until somebody says no."""
    feed = CalendarFeed.objects.filter(user=OuterRef("pk"), revoked_at=None).values("made_at")[:1]
    weekly = WeeklyMail.objects.filter(user=OuterRef("pk")).values("is_wanted")[:1]
    rows = User.objects.filter(pk=user_id).values_list(Subquery(feed), Subquery(weekly))
    made_at, is_wanted = rows.first() or (None, None)
    return OwnSettings(made_at, is_wanted is not False)


def own_questions(actor: Actor, today: dt.date) -> tuple[Question, ...]:
    """Everything that is asked of what the actor speaks for."""
    return questions_to(*spoken_for(actor), today)


def spoken_for(actor: Actor) -> tuple[frozenset[str], frozenset[str]]:
    """The codes of the bodies and of the organisations for which the actor may say what was decided."""
    return codes_of(actor, OF_BODY, "body"), codes_of(actor, OF_ORGANISATION, "organisation")


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """Whose calendar an address gives; None for one that is not there (`is_gone`: that was there)."""

    actor: Actor | None
    is_gone: bool = False


def feed_of(token: str, today: dt.date) -> FoundFeed:
    """The rights are those of today: a mandate that has ended has no deadlines any more."""
    feed = CalendarFeed.objects.filter(token_hash=token_hash(token)).first()
    if feed is None:
        return FoundFeed(None)
    user = User.objects.filter(pk=feed.user_id, is_active=True).first()
    if feed.revoked_at or user is None:
        return FoundFeed(None, is_gone=True)
    return FoundFeed(actor_for(user, today))


class EntryKind(StrEnum):
    """What stands in a calendar."""

    DEADLINE = "deadline"
    MEETING = "meeting"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in one's own calendar. `about`: whose it is, or where; `event`: the same for a calendar program."""

    kind: EntryKind
    on: dt.date
    title: str
    path: str
    about: str
    event: CalendarEvent


def entries_of(actor: Actor, today: dt.date) -> list[Entry]:
    """By day: deadlines of what is open and of budgets, own actions, and meetings from a month back.

    Of what is restricted only that it is there: it lands in programs that Noaber knows nothing of.
    """
    rows = own_questions(actor, today)
    deadlines = (_deadline(row, row.due_on) for row in rows if row.is_open and row.due_on)
    found = [*deadlines, *_budgets(actor, today), *_meetings(actor, today), *_actions(actor, today)]
    return sorted(found, key=lambda row: row.on)


def sitting_event(row: SittingRow, name: str) -> CalendarEvent:
    """A meeting for a calendar program: the same in one's own calendar as in the file of the meeting."""
    begin, end = row.moments
    url = f"{settings.SITE_URL}{_sitting_path(row)}"
    return CalendarEvent(
        uid=f"{row.id}@noaber",
        title=name,
        starts=begin,
        ends=end,
        text=_("Agenda en stukken: %(url)s") % {"url": url},
        place=row.location,
        url=url,
        sequence=row.sequence,
        is_cancelled=row.is_cancelled,
    )


def _deadline(row: Question, due_on: dt.date) -> Entry:
    own = f"/voorstellen/{row.code}/standpunt/{row.consultation_id}/"
    path = "/behandelingen/" if row.is_restricted else own  # the code of a proposal says what it is about
    title = _("besloten voorstel") if row.is_restricted else row.title
    facts = {"party": row.party, "labels": ", ".join(row.labels)}
    about = "" if row.is_restricted else _("%(party)s, punt %(labels)s") % facts
    event = _day_event(_uid("consultation", row.consultation_id), title, due_on, about, path)
    return Entry(EntryKind.DEADLINE, due_on, title, path, about, event)


def _budgets(actor: Actor, today: dt.date) -> Iterator[Entry]:
    """Until it is recorded: the next budget, and one that went by without it while an amendment is still possible."""
    _bodies, mine = spoken_for(actor)
    rows = missing_budgets(mine, years_in_calendar(today)) if mine else ()
    names = names_on(today) if rows else {}
    for row in rows:
        deadline = budget_deadline(row.year)
        name = names.get(f"organisation:{row.organisation_code}", row.organisation_code)
        about, path = (
            ("", "/behandelingen/")
            if row.is_restricted
            else (name, f"/voorstellen/{row.proposal_code}/verplichtingen/{row.organisation_code}/begroting/")
        )
        facts = {"year": row.year, "day": long_date(deadline)}
        title = (
            _("besloten voorstel: begroting, vóór %(day)s")
            if row.is_restricted
            else _("Bijdrage %(year)s in de begroting: bewijs vóór %(day)s")
        ) % facts
        uid = _uid("budget", f"{row.proposal_id}-{row.organisation_code}-{row.year}")
        on = deadline - dt.timedelta(days=1)
        event = _day_event(uid, title, on, about, path)
        yield Entry(EntryKind.DEADLINE, on, title, path, about, event)


def _actions(actor: Actor, today: dt.date) -> Iterator[Entry]:
    mine = {seat.id: seat.title for seat in my_seats(actor, AsOf(today))}
    for row in actions(actor, AsOf(today)) if mine else ():
        if row.is_open and row.due_on and row.holder_id in mine:
            title = _("besloten actie") if row.restricted_code else row.title
            about = "" if row.restricted_code else mine[row.holder_id]
            path = f"/acties/{row.id}/"
            event = _day_event(_uid("action", row.id), title, row.due_on, about, path)
            yield Entry(EntryKind.ACTION, row.due_on, title, path, about, event)


def _day_event(uid: str, title: str, on: dt.date, about: str, path: str) -> CalendarEvent:
    said = _("Uiterlijk vandaag: %(title)s") % {"title": title}
    return CalendarEvent(uid, said, on, text=about, url=f"{settings.SITE_URL}{path}", is_busy=False)


def _meetings(actor: Actor, today: dt.date) -> Iterator[Entry]:
    codes = codes_of(actor, MEETING, "body")
    if not codes:
        return
    names = {row.code: row.called for row in bodies(ANONYMOUS, AsOf(today))}
    for row in sittings(actor):
        if row.body_code in codes and row.held_on >= today - LOOKING_BACK:
            name = names.get(row.body_code, row.body_code)
            about = ", ".join(filter(None, (f"{row.starts_at:%H:%M}", row.location)))
            event = sitting_event(row, name)
            yield Entry(EntryKind.MEETING, row.held_on, name, _sitting_path(row), about, event)


def _sitting_path(row: SittingRow) -> str:
    return f"/vergaderingen/{row.id}/"


def _uid(kind: str, key: object) -> str:
    return f"{kind}-{key}@{settings.SITE_URL.partition('://')[2].partition('/')[0] or 'noaber'}"
