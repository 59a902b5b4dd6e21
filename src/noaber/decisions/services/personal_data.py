"""What this room holds about a person: what they were asked and reported, their calendar address, the Friday mail."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from noaber.accounts.api import User
from noaber.core.access import Actor
from noaber.core.audit import Fact, verb
from noaber.core.personal_data import PersonalData
from noaber.decisions.models import CalendarFeed, Position, Reminder, Report, ReportLink, WeeklyMail


class FollowUpOfPersons:
    """The side of decisions of export and erasure. What was asked and decided stays; the name behind it goes."""

    name = "decisions"

    def collect(self, person_key: str) -> PersonalData:
        key = _key(person_key)
        if key is None:
            return PersonalData()
        links, users = ReportLink.objects.filter(person=key), User.objects.filter(person=key)
        asked = ("consultation__stage__proposal__code", "consultation__organisation__code")
        reported = ("said", "decided_on", "evidence", "reported_at", "state", "reason")
        records: dict[str, Sequence[Mapping[str, object]]] = {
            "report_links": list(links.values(*asked, "made_at", "expires_at", "used_at", "withdrawn_at")),
            "reports": list(Report.objects.filter(link__in=links).values(*reported)),
            "reminders": list(
                Reminder.objects.filter(person=key).values(*asked, "kind", "about_due_on", "sent_at")
            ),
            "reported_positions": list(
                Position.objects.filter(reported_by=key).values("answer", "text", "decided_on")
            ),
            "calendar_feeds": list(
                CalendarFeed.objects.filter(user__in=users).values("made_at", "revoked_at")
            ),
            "weekly_mail": list(WeeklyMail.objects.filter(user__in=users).values("is_wanted", "told_at")),
        }
        return PersonalData({name: rows for name, rows in records.items() if rows})

    def erase(self, person_key: str, *, actor: Actor, now: dt.datetime) -> Mapping[str, Fact]:
        key = _key(person_key)
        if key is None:
            return {"known": False}
        with verb("decisions.erase_person", actor=actor) as trail:
            users = list(User.objects.filter(person=key).values_list("pk", flat=True))
            feeds, _by_table = CalendarFeed.objects.filter(user__in=users).delete()
            weekly, _by_table = WeeklyMail.objects.filter(user__in=users).delete()
            open_links = ReportLink.objects.filter(person=key, used_at=None, withdrawn_at=None)
            links = open_links.update(withdrawn_at=now)
            trail.note("person", {"feeds": feeds, "weekly": weekly, "links": links}, key=key)
        return {"known": True, "feeds": feeds, "weekly": weekly, "links": links}


def _key(person_key: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(person_key)
    except ValueError:
        return None
