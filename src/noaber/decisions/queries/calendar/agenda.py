"""What stands in somebody's own calendar: deadlines of what they speak for, and what rooms above add."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from noaber.accounts.api import User, actor_for
from noaber.core.access import Actor
from noaber.core.rules.dutch import long_date
from noaber.decisions.models import CalendarFeed, WeeklyMail
from noaber.decisions.queries.answers.own_questions import (
    Question,
    QuestionState,
    codes_of,
    names_on,
    questions_to,
    waiting_questions,
)
from noaber.decisions.queries.calendar.entries import Entry, due_entry, entries_from_rooms
from noaber.decisions.queries.follow_up.report_links import token_hash
from noaber.decisions.queries.obligations.budgets import missing_budgets
from noaber.decisions.rules.obligations import budget_deadline, years_in_calendar

OF_BODY: Final = ("chair", "secretary")
OF_ORGANISATION: Final = ("mayor", "contact", "head")


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


def waiting_for(actor: Actor, today: dt.date) -> tuple[Question, ...]:
    """What of it can be answered now, and is not yet, or not on every point; the first deadline first."""
    return waiting_questions(*spoken_for(actor), today)


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


def entries_of(actor: Actor, today: dt.date) -> list[Entry]:
    """By day: deadlines of what is open and of budgets, and what rooms above add.

    Of what is restricted only that it is there: it lands in programs that Noaber knows nothing of.
    """
    rows = own_questions(actor, today)
    deadlines = (_deadline(row, row.due_on) for row in rows if row.is_open and row.due_on)
    found = [*deadlines, *_budgets(actor, today), *entries_from_rooms(actor, today)]
    return sorted(found, key=lambda row: row.on)


def _deadline(row: Question, due_on: dt.date) -> Entry:
    own = f"/voorstellen/{row.code}/standpunt/{row.consultation_id}/"
    path = "/behandelingen/" if row.is_restricted else own  # the code of a proposal says what it is about
    title = _("besloten voorstel") if row.is_restricted else row.title
    facts = {"party": row.party, "labels": ", ".join(row.open_labels)}
    about = "" if row.is_restricted else _("%(party)s, punt %(labels)s") % facts
    uid = f"consultation-{row.consultation_id}"
    if row.state is not QuestionState.LATER:
        return due_entry(_("Termijn"), uid, due_on, title=title, about=about, path=path)
    said = _("Komt later, nog niet aan de beurt: %(title)s") % {"title": title}
    entry = due_entry(_("Komt later"), uid, due_on, title=title, about=about, path=path, said=said)
    return replace(entry, is_open=False)  # to plan by, not to do


def _budgets(actor: Actor, today: dt.date) -> Iterator[Entry]:
    """Until it is recorded: the next budget, and one that went by without it while an amendment is still possible."""
    _bodies, mine = spoken_for(actor)
    rows = missing_budgets(mine, years_in_calendar(today), today) if mine else ()
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
        uid = f"budget-{row.proposal_id}-{row.organisation_code}-{row.year}"
        on = deadline - dt.timedelta(days=1)
        yield due_entry(_("Termijn"), uid, on, title=title, about=about, path=path)
