"""What the register hangs into the shared pages; called once at start."""

from django.utils.translation import gettext_lazy as _

from noaber.core.office import OfficePage, register_office_page
from noaber.core.points import (
    register_home_panel,
    register_panel,
    register_search,
    register_task,
    register_thread_step,
)
from noaber.network.views import home
from noaber.network.views.panels import facts_panel, population_panel, seats_panel
from noaber.network.views.search import find
from noaber.network.views.thread import partners_step, seats_step, themes_step


def register_hooks() -> None:
    register_thread_step(10, partners_step)
    register_thread_step(20, themes_step)
    register_thread_step(70, seats_step)
    register_panel(10, facts_panel)
    register_panel(20, population_panel)
    register_panel(30, seats_panel)
    register_search(find)
    register_home_panel(10, home.seats_panel)
    register_home_panel(20, home.themes_panel)
    register_home_panel(30, home.organisation_panel)
    register_task(home.register_tasks)
    _register_office_pages()


def _register_office_pages() -> None:
    """The register's own cards on /beheer/."""
    pages = (
        OfficePage(_("Organisaties"), _("Partners toevoegen en hun gegevens wijzigen."), "/organisaties/"),
        OfficePage(
            _("Personen"), _("Wie er in het netwerk werkt: toevoegen, wijzigen, uitnodigen."), "/personen/"
        ),
        OfficePage(_("Overleggen en zetels"), _("Overleggen, teams en wie er zit."), "/overleggen/"),
        OfficePage(_("Overdrachten"), _("Wat bij een wisseling nog is te regelen."), "/overdrachten/"),
        OfficePage(_("Vacatures"), _("Functies openstellen voor de partners."), "/vacatures/"),
        OfficePage(_("Gemeenten samenvoegen"), _("Een herindeling vastleggen."), "/gemeenten/samenvoegen/"),
    )
    for position, page in enumerate(pages, start=11):
        register_office_page(position, page)
