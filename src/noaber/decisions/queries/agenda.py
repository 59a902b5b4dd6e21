"""What stands in somebody's own calendar: deadlines of what they speak for, and meetings of their bodies."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from noaber.accounts.api import User, actor_for
from noaber.core.access import ANONYMOUS, Actor
from noaber.core.asof import AsOf
from noaber.core.documents.calendar import CalendarEvent
from noaber.decisions.models import CalendarFeed, Sitting, WeeklyMail
from noaber.decisions.queries.own_questions import Question, codes_of, questions_to
from noaber.decisions.queries.report_links import token_hash
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


def events_of(actor: Actor, today: dt.date) -> list[CalendarEvent]:
    """Deadlines of what is still open, and meetings from a month back; nothing that is restricted but that it is."""
    deadlines = [
        _deadline(row, row.due_on) for row in own_questions(actor, today) if row.is_open and row.due_on
    ]
    return [*deadlines, *_meetings(actor, today)]


def _deadline(row: Question, due_on: dt.date) -> CalendarEvent:
    shown = _("besloten voorstel") if row.is_restricted else row.title
    text = (
        ""
        if row.is_restricted
        else _("%(party)s, punt %(labels)s")
        % {
            "party": row.party,
            "labels": ", ".join(row.labels),
        }
    )
    own = f"/voorstellen/{row.code}/standpunt/{row.consultation_id}/"
    path = "/behandelingen/" if row.is_restricted else own  # the code of a proposal says what it is about
    return CalendarEvent(
        uid=_uid("consultation", row.consultation_id),
        title=_("Uiterlijk vandaag: %(title)s") % {"title": shown},
        starts=due_on,
        text=text,
        url=f"{settings.SITE_URL}{path}",
        is_busy=False,
    )


def _meetings(actor: Actor, today: dt.date) -> Iterator[CalendarEvent]:
    codes = codes_of(actor, MEETING, "body")
    if not codes:
        return
    names = {row.code: row.called for row in bodies(ANONYMOUS, AsOf(today))}
    rows = Sitting.objects.filter(body__code__in=codes, held_on__gte=today - LOOKING_BACK)
    for row in rows.select_related("body"):
        yield _meeting(row, names)


def _meeting(row: Sitting, names: Mapping[str, str]) -> CalendarEvent:
    zone = ZoneInfo(settings.TIME_ZONE)
    return CalendarEvent(
        uid=_uid("sitting", row.pk),
        title=names.get(row.body.code, row.body.code),
        starts=dt.datetime.combine(row.held_on, row.starts_at, zone),
        ends=dt.datetime.combine(row.held_on, row.ends_at, zone) if row.ends_at else None,
        place=row.location,
        url=f"{settings.SITE_URL}/overleggen/{row.body.code}/",
        sequence=row.sequence,
        is_cancelled=row.state == Sitting.State.CANCELLED,
    )


def _uid(kind: str, key: object) -> str:
    return f"{kind}-{key}@{settings.SITE_URL.partition('://')[2].partition('/')[0] or 'noaber'}"
