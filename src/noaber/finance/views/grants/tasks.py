"""Which reports a funder waits for, on the home page of who keeps the grants: from a week before until it is sent."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor, may_fill_in
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.core.rules.dutch import long_date
from noaber.finance.access import may_keep_grants
from noaber.finance.queries.grants import GrantRow, grants
from noaber.finance.rules.grants.grant import ReportDue
from noaber.finance.views.places.grants import grant_address

AHEAD: Final = dt.timedelta(days=7)


def grant_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """A report that was late when its day was moved stays late: a moved day does not silence it."""
    if not may_fill_in(may_keep_grants(actor)):
        return
    for row in grants():
        for due in row.reports:
            if due.counts_on <= asof.valid_on + AHEAD:
                yield _task(row, due, asof.valid_on)
        if row.sums.to_pay_back:
            title = _("Betaal terug wat over is van ‘%(title)s’") % {"title": row.text.title}
            text = _("De subsidie is lager vastgesteld dan wat is ontvangen.")
            yield Task(title, text, grant_address(row.code))


def _task(row: GrantRow, due: ReportDue, today: dt.date) -> Task:
    if due.missed_on:
        text = _("Zij was te laat toen de dag werd verschoven naar %(day)s.") % {"day": long_date(due.due_on)}
    elif due.due_on == today:
        text = _("Zij moet er vandaag zijn.")
    else:
        text = _("%(funder)s wacht erop.") % {"funder": row.text.funder}
    title = _("Verstuur de verantwoording van ‘%(title)s’") % {"title": row.text.title}
    return Task(title, text, grant_address(row.code, "stap/"), due.counts_on)
