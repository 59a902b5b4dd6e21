"""Who took a step, in words: the account, and for whom an assistant took it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from noaber.accounts.api import display_names
from noaber.finance.queries.billing.runs import Taken


def names_in(*steps: Taken | None) -> dict[int, str]:
    """The names of everyone behind these steps; one query."""
    return display_names(key for taken in steps if taken for key in taken.persons)


def who(taken: Taken, names: Mapping[int, str]) -> str:
    """Its name, with "namens" for whom it was taken."""
    if taken.by_id is None:
        return _("met een opdracht op de server")
    name = names.get(taken.by_id, "")
    if taken.on_behalf_of_id is None:
        return name
    behalf = {"name": name, "principal": names.get(taken.on_behalf_of_id, "")}
    return _("%(name)s, namens %(principal)s") % behalf
