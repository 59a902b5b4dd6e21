"""A whole network from a folder of CSV files, all or nothing.

The register leads: what is not in it yet is added, what is in it already stays as it is, whatever became
of it since. So loading twice changes nothing, and a file with a new body adds that body.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.network.access import may_load_network
from noaber.network.models import Network
from noaber.network.services.loading import figures, places, seats
from noaber.network.services.loading.folder import NetworkFiles, read_folder
from noaber.network.services.loading.writing import Book

Progress = Callable[[str, int, int], None]
"""Hears which step is done: its name in Dutch, how many steps are done, how many there are."""

_STEPS = (
    (gettext_lazy("districten en gemeenten"), places.load_places),
    (gettext_lazy("tegelkaart"), places.load_tiles),
    (gettext_lazy("thema's"), seats.load_themes),
    (gettext_lazy("overleggen en zetels"), seats.load_bodies),
    (gettext_lazy("personen en bezetting"), seats.load_people),
    (gettext_lazy("inwonertallen"), figures.load_populations),
)


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: records added and records that were there already, by kind; figures left for later."""

    added: dict[str, int]
    kept: dict[str, int]
    figures_after_today: int

    @property
    def has_changes(self) -> bool:
        return any(self.added.values())


def load_network(
    folder: Path, *, actor: Actor, now: dt.datetime, today: dt.date, progress: Progress | None = None
) -> LoadReport:
    """Add the network in `folder` to the register; raise `NetworkFilesError` with all problems, if any.

    Population figures with a reference date after `today` are left out and counted in the report.
    """
    require(may_load_network(actor))
    files = read_folder(folder)
    with verb("network.load_network", actor=actor) as trail:
        _refuse_another_network(files)
        book = Book(now=now, trail=trail)
        for done, (name, load) in enumerate(_STEPS, start=1):
            load(files, book, today)
            if progress:
                progress(str(name), done, len(_STEPS))
    tally = book.tally
    return LoadReport(dict(tally.added), dict(tally.kept), figures.count_after(files, today))


def _refuse_another_network(files: NetworkFiles) -> None:
    there = Network.objects.first()
    if there and there.code != files.network["code"]:
        raise DomainError(
            _("Deze installatie bevat al het netwerk %(name)s; een installatie heeft één netwerk.")
            % {"name": there.name}
        )
