"""What to fill in for the addresses of decisions."""

import re
from functools import partial
from typing import Final

from tests.consistency.addresses.shared import NOWHERE, Samples

DRAFT: Final = "evaluatie-2023"  # what the coordinator is writing in the demonstration


def _consultation() -> str:
    from noaber.decisions.models import Consultation

    asked = Consultation.objects.get(
        body__code="dvo-ijsselland", stage__proposal__code="veiligheidsstrategie-2019-2022"
    )
    return f"voorstellen/{asked.stage.proposal.code}/standpunt/{asked.pk}/"


def _own_decision(page: str) -> str:
    return f"voorstellen/veiligheidsstrategie-2019-2022/vervolg/GM0193/{page}"


def _remark() -> str:
    from noaber.decisions.models import RemarkOwner

    return f"voorstellen/veiligheidsstrategie-2019-2022/kanttekeningen/{RemarkOwner.objects.all()[0].position_id}/"


def _route_template() -> str:
    from noaber.decisions.models import RouteTemplate

    return str(RouteTemplate.objects.values_list("pk", flat=True)[0])


def _recess() -> str:
    from noaber.decisions.models import Recess

    return str(Recess.objects.values_list("pk", flat=True)[0])


def _written(part: str) -> str:
    """A part of the draft of the demonstration: its point 1, its stage 1, an attachment that is not there."""
    return f"voorstellen/{DRAFT}/schrijven/{re.sub(r'<[^>]+>', '1', part)}/"


SAMPLES: Final[Samples] = {
    "voorstellen/meldingen/<uuid:key>/": lambda: NOWHERE,
    "voorstellen/meldingen/<uuid:key>/bevestigen/": lambda: NOWHERE,
    "voorstellen/meldingen/<uuid:key>/terugsturen/": lambda: NOWHERE,
    "voorstellen/<slug:code>/openstaand/": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/<slug:code>/openstaand/vragen/": lambda: "veiligheidsstrategie-2019-2022",
    "melden/<str:token>/": lambda: "geen-link",
    "melden/<str:token>/stukken.zip": lambda: "geen-link",
    "melden/<str:token>/voorstel.odt": lambda: "geen-link",
    "melden/<str:token>/burgemeester.pdf": lambda: "geen-link",
    "agenda/<str:token>.ics": lambda: "geen-agenda",
    "vrijdagmail/<str:token>/": lambda: "geen-mail",
    "voorstellen/<slug:code>/": lambda: "veiligheidsstrategie-2019-2022",
    "besluiten/<slug:code>/": lambda: "veiligheidsstrategie-2019-2022",
    "open-data/besluiten/<slug:code>.json": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/sjablonen/<uuid:key>/": _route_template,
    "voorstellen/sjablonen/<uuid:key>/weggooien/": _route_template,
    "voorstellen/recessen/<uuid:key>/": _recess,
    "voorstellen/recessen/<uuid:key>/weghalen/": _recess,
    "voorstellen/<slug:code>/versturen/": lambda: DRAFT,
    "voorstellen/<slug:code>/nieuwe-versie/": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/<slug:code>/intrekken/": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/<slug:code>/weggooien/": lambda: DRAFT,
    "voorstellen/<slug:code>/stap/<int:number>/termijn/": lambda: (
        "voorstellen/veiligheidsstrategie-2019-2022/stap/2/termijn/"
    ),
    "voorstellen/<slug:code>/schrijven/": lambda: DRAFT,
    **{
        f"voorstellen/<slug:code>/schrijven/{part}/": partial(_written, part)
        for part in (
            "punten",
            "punten/nieuw",
            "punten/<slug:label>",
            "punten/<slug:label>/weghalen",
            "bijlagen",
            "bijlagen/<int:key>",
            "bijlagen/<int:key>/omhoog",
            "bijlagen/<int:key>/omlaag",
            "bijlagen/<int:key>/weghalen",
            "cijfers",
            "route",
            "route/nieuw",
            "route/terugplannen",
            "route/bewaren",
            "route/sjabloon",
            "route/<int:number>",
            "route/<int:number>/omhoog",
            "route/<int:number>/omlaag",
            "route/<int:number>/weghalen",
        )
    },
    "voorstellen/<slug:code>/oplegnotitie.pdf": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/<slug:code>/oplegnotitie.odt": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/<slug:code>/stap/<int:number>/doorbreken/": lambda: (
        "voorstellen/veiligheidsstrategie-2019-2022/stap/2/doorbreken/"
    ),
    "voorstellen/<slug:code>/stap/<int:number>/": lambda: (
        "voorstellen/veiligheidsstrategie-2019-2022/stap/3/"
    ),
    "voorstellen/<slug:code>/standpunt/<uuid:key>/": _consultation,
    "voorstellen/<slug:code>/standpunt/<uuid:key>/geschiedenis/": lambda: f"{_consultation()}geschiedenis/",
    "voorstellen/<slug:code>/standpunt/<uuid:key>/intrekken/": lambda: f"{_consultation()}intrekken/",
    "voorstellen/<slug:code>/standpunt/<uuid:key>/rectificeren/": lambda: f"{_consultation()}rectificeren/",
    "voorstellen/<slug:code>/vervolg/": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/<slug:code>/vervolg/pakketten/": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/<slug:code>/vervolg/pakketten/voortgang/": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/<slug:code>/vervolg/<str:organisation>/": lambda: _own_decision(""),
    "voorstellen/<slug:code>/vervolg/<str:organisation>/planning/": lambda: _own_decision("planning/"),
    "voorstellen/<slug:code>/vervolg/<str:organisation>/stukken.zip": lambda: _own_decision("stukken.zip"),
    "voorstellen/<slug:code>/vervolg/<str:organisation>/voorstel.odt": lambda: _own_decision("voorstel.odt"),
    "voorstellen/<slug:code>/vervolg/<str:organisation>/burgemeester.pdf": lambda: _own_decision(
        "burgemeester.pdf"
    ),
    "voorstellen/<slug:code>/verplichtingen/": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/<slug:code>/verplichtingen/doorgaan/": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/<slug:code>/verplichtingen/evaluatie/": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/<slug:code>/verplichtingen/evaluatie/vastleggen/": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/<slug:code>/verplichtingen/<str:organisation>/": lambda: (
        "voorstellen/veiligheidsstrategie-2019-2022/verplichtingen/GM0193/"
    ),
    "voorstellen/<slug:code>/verplichtingen/<str:organisation>/begroting/": lambda: (
        "voorstellen/veiligheidsstrategie-2019-2022/verplichtingen/GM0193/begroting/"
    ),
    "voorstellen/<slug:code>/kanttekeningen/": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/<slug:code>/kanttekeningen/eigenaar/": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/<slug:code>/kanttekeningen/<int:key>/": _remark,
    "voorstellen/<slug:code>/nota-van-beantwoording.pdf": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/<slug:code>/nota-van-beantwoording.odt": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/<slug:code>/versies/": lambda: "veiligheidsstrategie-2019-2022",
    "voorstellen/<slug:code>/versies/<int:number>/": lambda: (
        "voorstellen/veiligheidsstrategie-2019-2022/versies/1/"
    ),
}
