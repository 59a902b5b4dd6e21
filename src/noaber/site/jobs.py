"""Scheduled jobs for the tables of the packages that Noaber stands on."""

import datetime as dt
from importlib import import_module
from typing import Final

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from noaber.core.schedule import register_job

TASKS_KEPT_FOR: Final = dt.timedelta(days=30)


def clear_sessions(now: dt.datetime) -> str:
    """Sessions that have ended, and the list of devices that goes with them."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    live = Session.objects.values("session_key")
    count, _by_table = UserSession.objects.exclude(session_key__in=live).delete()
    return _("%(count)s verlopen sessies opgeruimd.") % {"count": count}


def forget_tasks(now: dt.datetime) -> str:
    """Tasks of the worker that ended long ago, well or badly."""
    count, _by_table = DBTaskResult.objects.finished().filter(finished_at__lt=now - TASKS_KEPT_FOR).delete()
    return _("%(count)s afgeronde taken opgeruimd.") % {"count": count}


def register_jobs() -> None:
    register_job(
        "sessions", title=gettext_lazy("Verlopen sessies"), work=clear_sessions, daily_at=dt.time(3, 0)
    )
    register_job(
        "old-tasks", title=gettext_lazy("Afgeronde taken"), work=forget_tasks, daily_at=dt.time(3, 25)
    )
