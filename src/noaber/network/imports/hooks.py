"""What the imports hang into the house; called once at start."""

import datetime as dt

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from noaber.core.files import register_file_access
from noaber.core.office import OfficePage, register_office_page
from noaber.core.personal_data import register_person_data
from noaber.core.schedule import register_job
from noaber.network.imports.keeping import KeptLists, forget_old_lists, may_read_list
from noaber.network.imports.runs import OWNER_KIND


def register_imports() -> None:
    register_file_access(OWNER_KIND, may_read_list)
    register_person_data(KeptLists())
    register_job("old-imports", title=_("Oude lijsten legen"), work=forget_old_lists, daily_at=dt.time(3, 35))
    page = OfficePage(
        _("Inlezen"),
        _("Personen, organisaties en inwonertallen uit een lijst."),
        reverse_lazy("network:imports"),
    )
    register_office_page(35, page)
