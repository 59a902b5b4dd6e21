"""The Friday mail: what waits for me, and what changed. Silent when nothing did; once a week, made up for when late."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.accounts.api import User, actor_for
from noaber.core.access import WORKER, Actor
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.mail import preview_recipients, queue_mail
from noaber.core.mail.recipients import Recipient
from noaber.core.models import OutboxMail
from noaber.core.points import tasks
from noaber.decisions.models import Classification, WeeklyMail
from noaber.decisions.queries.proposals.news import News, all_news, news_for, told_together
from noaber.decisions.queries.proposals.proposal import proposals
from noaber.decisions.rules.weekly import week_until
from noaber.decisions.services.follow_up.letters import absolute

FIRST_LOOK_BACK: Final = dt.timedelta(days=7)
LONGEST_LOOK_BACK: Final = dt.timedelta(days=60)
SALT: Final = "decisions.weekly"
MOST_LINES: Final = 20


def want_weekly(is_wanted: bool, *, actor: Actor) -> None:
    """Choose for oneself whether the Friday mail comes."""
    if actor.user_id is None:
        raise AccessRefused(_("Log in om uw eigen keuze te maken."))
    _choose(actor.user_id, is_wanted, actor)


def stop_weekly(token: str, *, actor: Actor) -> None:
    """Whoever has the link of a Friday mail stops it for whom it was sent to, signed in or not. Twice is once."""
    _choose(_user_of(token), False, actor)


def _choose(user_id: int, is_wanted: bool, actor: Actor) -> None:
    with verb("decisions.want_weekly", actor=actor) as trail:
        row, _is_new = WeeklyMail.objects.select_for_update().get_or_create(user_id=user_id)
        if row.is_wanted == is_wanted:
            return
        row.is_wanted = is_wanted
        row.save(update_fields=["is_wanted"])
        trail.note(row, {"user": user_id, "wanted": is_wanted})


def stop_address(user_id: int) -> str:
    """The address that stops the mail: signed, so that nobody stops another's."""
    return absolute(f"/vrijdagmail/{signing.Signer(salt=SALT).sign(str(user_id))}/")


def is_stop_token(token: str) -> bool:
    try:
        _user_of(token)
    except DomainError:
        return False
    return True


def _user_of(token: str) -> int:
    try:
        user_id = int(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise DomainError(_("Deze link klopt niet. Kijk of de link compleet is.")) from error
    if not User.objects.filter(pk=user_id).exists():
        raise DomainError(_("Deze link klopt niet. Kijk of de link compleet is."))
    return user_id


def send_weekly(*, now: dt.datetime, today: dt.date) -> int:
    """The mail of the last Friday, to everyone with an account and a mandate for whom something changed; how many.

    Run on a later day, or once more after dying halfway, it goes to who did not get it, about the same week: what
    happened since is for the next Friday.
    """
    week = _week(now, today)
    oldest = week.until - LONGEST_LOOK_BACK
    news = [each for each in all_news(oldest, today) if each.at <= week.until]
    if not news:
        return 0
    chosen = {row.user_id: row for row in WeeklyMail.objects.all()}
    sent = 0
    for user in User.objects.filter(is_active=True).order_by("pk"):
        row = chosen.get(user.pk)
        if row is None or row.is_wanted:
            since = row.told_at if row and row.told_at else week.until - FIRST_LOOK_BACK
            sent += _tell(user, news, max(since, oldest), week, now=now, today=today)
    return sent


@dataclass(frozen=True, slots=True)
class _Week:
    """What the mail of one Friday is about. `mandates_on`: the day of whose mandates it is; `is_late`: made up for."""

    until: dt.datetime
    mandates_on: dt.date
    is_late: bool

    def key(self, user: User) -> str:
        return f"decisions.weekly {user.pk} {self.until.date().isoformat()}"


def _week(now: dt.datetime, today: dt.date) -> _Week:
    """Weeks are those of the real clock, as news is; a demonstration counts back from the day that it plays."""
    local = timezone.localtime(now)
    until = week_until(local)
    days = local.date() - until.date()
    return _Week(until, today - days, is_late=bool(days))


def _changed(user: User, news: list[News], since: dt.datetime, week: _Week, actor: Actor) -> list[News]:
    """What is for them now and was for them on the Friday: a mandate of Monday brings no mail about the week before."""
    fresh = [each for each in news if each.at > since]
    found = news_for(actor, fresh, since) if fresh and actor.grants else []
    if found and week.is_late:
        then = actor_for(user, week.mandates_on)
        known = news_for(then, found, since) if then.grants else []
        found = [each for each in found if each in known]
    return told_together(found)


def _tell(
    user: User, news: list[News], since: dt.datetime, week: _Week, *, now: dt.datetime, today: dt.date
) -> bool:
    """The mail of one user. Until when they were told moves along with the mail itself, or not at all."""
    if not any(each.at > since for each in news):
        return False
    actor = actor_for(user, today)
    changed = _changed(user, news, since, week, actor)
    if not changed or not preview_recipients([Recipient(user.display_name, user.email)]).recipients:
        return False
    with verb("decisions.weekly", actor=WORKER) as trail:
        row, _is_new = WeeklyMail.objects.select_for_update().get_or_create(user_id=user.pk)
        if not row.is_wanted or (row.told_at and row.told_at > since):
            return False  # said no, or told, since we looked
        if OutboxMail.objects.filter(key=week.key(user)).exists():
            return False  # one a week, no more; what it did not tell is for the next
        row.told_at = week.until
        row.save(update_fields=["told_at"])
        _queue(user, actor, changed, week, now, today)
        trail.note(row, {"user": user.pk, "news": len(changed)})
    return True


def _queue(
    user: User, actor: Actor, changed: list[News], week: _Week, now: dt.datetime, today: dt.date
) -> None:
    waits = tasks(actor, AsOf(today))
    stop = stop_address(user.pk)
    queue_mail(
        key=week.key(user),
        to=user.email,
        subject=_("Vrijdagmail: wat er wacht en wat er veranderde"),
        template="decisions/mail/weekly.txt",
        context={
            "name": user.display_name,
            "late_from": week.until.date() if week.is_late else None,
            "waits": [
                {
                    "title": each.veiled or each.title,
                    "due_on": each.due_on,
                    "lateness": each.lateness,
                    "url": absolute(each.url),
                }
                for each in waits[:MOST_LINES]
            ],
            "more": max(0, len(waits) - MOST_LINES),
            "home": f"{settings.SITE_URL}/mijn/",
            "changed": [{"text": each.text, "url": absolute(each.path)} for each in changed[-MOST_LINES:]],
            "stop": stop,
        },
        now=now,
        names_restricted=any(row.classification == Classification.RESTRICTED for row in proposals(actor))
        or any(each.veiled for each in waits),
        unsubscribe_url=stop,
    )
