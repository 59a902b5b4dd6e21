"""Core's own scheduled jobs."""

import datetime as dt
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.files import remove_orphans
from noaber.core.keeping.seals import SEAL_JOB, seal_head
from noaber.core.mail import empty_old_mail
from noaber.core.models import ScheduledRun
from noaber.core.schedule import register_job

RUNS_KEPT_FOR: Final = dt.timedelta(days=30)


def empty_mail(now: dt.datetime) -> str:
    return _("%(count)s berichten geleegd.") % {"count": empty_old_mail(now=now)}


def forget_runs(now: dt.datetime) -> str:
    count, _by_table = ScheduledRun.objects.filter(slot_at__lt=now - RUNS_KEPT_FOR).delete()
    return _("%(count)s regels opgeruimd.") % {"count": count}


def remove_orphaned_files(now: dt.datetime) -> str:
    return _("%(count)s losse bestanden opgeruimd.") % {"count": remove_orphans(now=now)}


def register_jobs() -> None:
    """Register core's jobs. What came after the newest seal could be cut off unseen, so each hour gets one."""
    register_job(SEAL_JOB, title=gettext_lazy("Zegel van het logboek"), work=seal_head, hourly_at=5)
    register_job(
        "old-mail", title=gettext_lazy("Teksten van oude post"), work=empty_mail, daily_at=dt.time(3, 10)
    )
    register_job(
        "old-runs", title=gettext_lazy("Oude taken opruimen"), work=forget_runs, daily_at=dt.time(3, 20)
    )
    register_job(
        "orphaned-files",
        title=gettext_lazy("Losse bestanden opruimen"),
        work=remove_orphaned_files,
        daily_at=dt.time(3, 30),
    )
