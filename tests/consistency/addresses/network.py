"""What to fill in for the addresses of network."""

from typing import Final

from tests.consistency.addresses.shared import NOWHERE, Samples


def _person() -> str:
    from noaber.network.models import Person

    return str(Person.objects.values_list("pk", flat=True).order_by("pk")[0])


def _mayor_term() -> str:
    from noaber.network.models import Membership

    held = Membership.objects.get(post__code="GM0193:mayor", person__user__isnull=False)
    return f"zetels/GM0193:mayor/beeindigen/{held.pk}/"


def _lead_term() -> str:
    from noaber.network.models import Membership

    held = Membership.objects.filter(post__code="et-cybercrime:lead")[0]
    return f"zetels/et-cybercrime:lead/terugnemen/{held.pk}/"


def _portfolio() -> str:
    from noaber.network.models import PortfolioVersion

    return str(PortfolioVersion.objects.filter(valid_until=None, known_until=None)[0].portfolio_id)


def _handover() -> str:
    from noaber.network.models import Handover

    return str(Handover.objects.values_list("pk", flat=True)[0])


def _handover_item() -> str:
    from noaber.network.models import HandoverItem

    item = HandoverItem.objects.all()[0]
    return f"overdrachten/{item.handover_id}/punten/{item.pk}/geregeld/"


def _reopened_item() -> str:
    return _handover_item().replace("geregeld", "heropenen")


def _vacancy() -> str:
    from noaber.network.models import Vacancy

    return str(Vacancy.objects.values_list("pk", flat=True)[0])


SAMPLES: Final[Samples] = {
    "personen/<uuid:key>/": _person,
    "overleggen/<slug:code>/": lambda: "bbg",
    "gemeenten/<str:code>/": lambda: "GM0193",
    "organisaties/<str:code>/": lambda: "GM0193",
    "organisaties/<str:code>/wijzigen/": lambda: "GM0193",
    "organisaties/<str:code>/geschiedenis/": lambda: "GM0193",
    "personen/<uuid:key>/wijzigen/": _person,
    "personen/<uuid:key>/geschiedenis/": _person,
    "personen/<uuid:key>/uitnodigen/": _person,
    "personen/<uuid:key>/account/losmaken/": _person,
    "personen/<uuid:key>/gegevens/": _person,
    "personen/<uuid:key>/wissen/": _person,
    "overleggen/<slug:code>/wijzigen/": lambda: "bbg",
    "overleggen/<slug:code>/geschiedenis/": lambda: "bbg",
    "overleggen/<slug:code>/opheffen/": lambda: "bbg",
    "overleggen/<slug:code>/zetel-toevoegen/": lambda: "bbg",
    "themas/<slug:code>/wijzigen/": lambda: "cybercrime",
    "themas/<slug:code>/beeindigen/": lambda: "cybercrime",
    "themas/<slug:code>/toewijzen/": lambda: "cybercrime",
    "themas/portefeuilles/<uuid:key>/beeindigen/": _portfolio,
    "zetels/<str:code>/": lambda: "GM0193:mayor",
    "zetels/<str:code>/geschiedenis/": lambda: "GM0193:mayor",
    "zetels/<str:code>/wijzigen/": lambda: "GM0193:mayor",
    "zetels/<str:code>/opheffen/": lambda: "et-cybercrime:lead",
    "opheffingen/<uuid:key>/terugnemen/": lambda: NOWHERE,
    "zetels/<str:code>/benoemen/": lambda: "GM0193:mayor",
    "zetels/<str:code>/plaatsvervanger/": lambda: "GM0193:mayor",
    "zetels/<str:code>/beeindigen/<uuid:key>/": _mayor_term,
    "zetels/<str:code>/terugnemen/<uuid:key>/": _lead_term,
    "zetels/<str:code>/opvolging/": lambda: "GM0193:mayor",
    "overdrachten/<uuid:key>/": _handover,
    "overdrachten/<uuid:key>/terugnemen/": _handover,
    "overdrachten/<uuid:key>/punten/<int:item>/geregeld/": _handover_item,
    "overdrachten/<uuid:key>/punten/<int:item>/heropenen/": _reopened_item,
    "vacatures/openstellen/<str:code>/": lambda: "et-cybercrime:gelderland-zuid",
    "vacatures/<uuid:key>/": _vacancy,
    "vacatures/<uuid:key>/vervullen/": _vacancy,
    "vacatures/<uuid:key>/intrekken/": _vacancy,
}
