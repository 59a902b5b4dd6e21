"""What to fill in for the addresses of meetings."""

import uuid
from collections.abc import Callable
from typing import Final

from tests.consistency.addresses.shared import NOWHERE, Samples


def _sitting() -> str:
    """The next meeting of the DVO IJsselland, of which the mayor of Zwolle is the chair."""
    from noaber.meetings.models import Sitting

    return str(
        Sitting.objects.filter(body__code="dvo-ijsselland", state="planned").values_list("pk", flat=True)[0]
    )


def _item(then: str) -> Callable[[], str]:
    def address() -> str:
        from noaber.meetings.models import AgendaItem

        item = AgendaItem.objects.filter(sitting=uuid.UUID(_sitting())).order_by("pk")[0]
        return f"vergaderingen/{_sitting()}/agenda/{item.pk}/{then}/"

    return address


def _action() -> str:
    from noaber.meetings.models import ActionItem

    return str(ActionItem.objects.filter(body__code="dvo-ijsselland").values_list("pk", flat=True)[0])


SAMPLES: Final[Samples] = {
    "vergaderingen/<uuid:key>/": _sitting,
    "vergaderingen/<uuid:key>/wijzigen/": _sitting,
    "vergaderingen/<uuid:key>/zetels/": _sitting,
    "vergaderingen/<uuid:key>/afzeggen/": _sitting,
    "vergaderingen/<uuid:key>/toch-doorgaan/": _sitting,
    "vergaderingen/<uuid:key>/aanwezigheid/": _sitting,
    "vergaderingen/<uuid:key>/hamerstukken/": _sitting,
    "vergaderingen/<uuid:key>/vrijgeven/": _sitting,
    "vergaderingen/<uuid:key>/vergadermap.pdf": _sitting,
    "vergaderingen/<uuid:key>/agenda.ics": _sitting,
    "vergaderingen/<uuid:key>/concept/<slug:paper>.<slug:form>": lambda: (
        f"vergaderingen/{_sitting()}/concept/agenda.odt"
    ),
    "vergaderingen/<uuid:key>/agenda/toevoegen/": _sitting,
    "vergaderingen/<uuid:key>/agenda/<int:item>/wijzigen/": _item("wijzigen"),
    "vergaderingen/<uuid:key>/agenda/<int:item>/verplaatsen/": _item("verplaatsen"),
    "vergaderingen/<uuid:key>/agenda/<int:item>/weghalen/": _item("weghalen"),
    "vergaderingen/<uuid:key>/agenda/<int:item>/behandeling/": _item("behandeling"),
    "vergaderingen/<uuid:key>/agenda/<int:item>/stukken/": _item("stukken"),
    "vergaderingen/<uuid:key>/agenda/<int:item>/stukken/<uuid:file>/weghalen/": _item(
        f"stukken/{NOWHERE}/weghalen"
    ),
    "acties/<uuid:key>/": _action,
    "acties/<uuid:key>/wijzigen/": _action,
}
