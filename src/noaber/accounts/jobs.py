"""What accounts does by itself each night."""

import datetime as dt

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from noaber.accounts.services.preparing import discard_old
from noaber.core.access import WORKER
from noaber.core.schedule import register_job


def register_jobs() -> None:
    register_job(
        "old-prepared",
        title=_("Oude klaargezette formulieren legen"),
        work=forget_old,
        daily_at=dt.time(3, 40),
    )


def forget_old(now: dt.datetime) -> str:
    count = discard_old(actor=WORKER, now=now)
    words = ngettext("%(count)s formulier weggegooid", "%(count)s formulieren weggegooid", count)
    return words % {"count": count}
