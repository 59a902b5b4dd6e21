"""What decisions does by itself: reminders each morning, a mail on Friday.

The Friday mail runs daily: on any other day it makes up for a Friday on which nobody was at work.
"""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core import clock
from noaber.core.schedule import register_job
from noaber.decisions.rules.weekly import SENT_AT
from noaber.decisions.services.calendar.weekly import send_weekly
from noaber.decisions.services.follow_up.reminding import remind_all


def register_jobs() -> None:
    register_job(
        "decision-reminders",
        title=gettext_lazy("Herinneringen aan termijnen"),
        work=remind,
        daily_at=dt.time(7, 30),
    )
    register_job("weekly-mail", title=gettext_lazy("Vrijdagmail"), work=tell_the_week, daily_at=SENT_AT)


def remind(now: dt.datetime) -> str:
    done = remind_all(now=now, today=clock.today())
    facts = {"mails": done.mails, "unreachable": done.unreachable}
    return _("%(mails)s herinneringen; %(unreachable)s vragen aan wie geen bruikbaar adres heeft.") % facts


def tell_the_week(now: dt.datetime) -> str:
    return _("%(count)s vrijdagmails.") % {"count": send_weekly(now=now, today=clock.today())}
