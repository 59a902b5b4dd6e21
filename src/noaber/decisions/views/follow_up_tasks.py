"""What waits for the coordinator: decisions that were reported by a link."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.decisions.queries.proposals import KEEPERS
from noaber.decisions.queries.reports import count_waiting


def report_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """One task for all of them."""
    count = count_waiting() if actor.has(*KEEPERS) else 0
    if count:
        title = ngettext("Bekijk één gemeld besluit", "Bekijk %(count)s gemelde besluiten", count)
        text = _("Een gemeld besluit telt pas als u het bevestigt.")
        yield Task(title % {"count": count}, text, "/voorstellen/meldingen/")
