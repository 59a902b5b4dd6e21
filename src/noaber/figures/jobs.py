"""What figures does by itself: read the months that a release brought, and go on with reports that were left lying.

An import has its months read at once (`services.signals.worker`); what failed then, is read within the hour.
"""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core import clock
from noaber.core.access import WORKER
from noaber.core.schedule import register_job
from noaber.figures.services.signals.opening import open_new_months


def register_jobs() -> None:
    register_job(
        "signals", title=gettext_lazy("Signalen uit de maandcijfers"), work=read_months, hourly_at=40
    )
    register_job(
        "reports", title=gettext_lazy("Maandberichten afmaken"), work=go_on_with_reports, hourly_at=50
    )


def go_on_with_reports(now: dt.datetime) -> str:
    """A worker that stopped halfway left a run lying; what it delivered is not delivered again."""
    # Here, for scipy: every process reads this file.
    from noaber.figures.services.reports.sending import stalled_runs
    from noaber.figures.services.reports.worker import send_reports

    found = stalled_runs(now)
    for key in found:
        send_reports.enqueue(str(key))
    return _("%(count)s verzendingen gaan verder.") % {"count": len(found)}


def read_months(now: dt.datetime) -> str:
    done = open_new_months(actor=WORKER, now=now, today=clock.today())
    facts = {"months": len(done), "cards": sum(each.new_cards for each in done)}
    return _("%(months)s maanden gelezen; %(cards)s nieuwe signalen.") % facts
