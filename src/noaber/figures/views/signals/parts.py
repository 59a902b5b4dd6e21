"""What the pages of signals share: their place in the site, and that months were made up."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from noaber.accounts.editing import Crumbs, crumbs_of
from noaber.core.components.texts import Notice
from noaber.figures.views.signals.places import TO_FIGURES


def crumbs(last: str, before: Crumbs = TO_FIGURES) -> dict[str, Any]:
    return crumbs_of(before, last)


def invented_notice() -> Notice:
    return Notice(
        _(
            "De maanden zijn verzonnen: samen zijn ze precies het echte jaarcijfer van de politie, maar wat in één "
            "maand opvalt, is niet echt gebeurd."
        ),
        title=_("Voorbeeldgegevens"),
    )


def rounded(value: float | None) -> Decimal | None:
    """In one decimal, as a table writes it."""
    return None if value is None else Decimal(str(round(value, 1)))
