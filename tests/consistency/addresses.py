"""Every address of Noaber, filled in so that it can be asked for on the demonstration network."""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

DRAFT: Final = "evaluatie-2023"  # what the coordinator is writing in the demonstration
NOWHERE: Final = "00000000-0000-4000-8000-000000000000"
PERIOD: Final = "2019-2022"


def _person() -> str:
    from noaber.network.models import Person

    return str(Person.objects.values_list("pk", flat=True).order_by("pk")[0])


def _coordinator() -> str:
    from noaber.accounts.models import User

    return str(User.objects.order_by("pk").values_list("pk", flat=True)[0])


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


def _sitting() -> str:
    """The next meeting of the DVO IJsselland, of which the mayor of Zwolle is the chair."""
    from noaber.meetings.models import Sitting

    return str(
        Sitting.objects.filter(body__code="dvo-ijsselland", state="planned").values_list("pk", flat=True)[0]
    )


def _item(then: str) -> Callable[[], str]:
    def address() -> str:
        from noaber.meetings.models import AgendaItem

        item = AgendaItem.objects.filter(sitting_id=_sitting()).order_by("pk")[0]
        item = AgendaItem.objects.filter(sitting=uuid.UUID(_sitting())).order_by("pk")[0]
        return f"vergaderingen/{_sitting()}/agenda/{item.pk}/{then}/"

    return address


def _action() -> str:
    from noaber.meetings.models import ActionItem

    return str(ActionItem.objects.filter(body__code="dvo-ijsselland").values_list("pk", flat=True)[0])


def _route_template() -> str:
    from noaber.decisions.models import RouteTemplate

    return str(RouteTemplate.objects.values_list("pk", flat=True)[0])


def _recess() -> str:
    from noaber.decisions.models import Recess

    return str(Recess.objects.values_list("pk", flat=True)[0])


def _written(part: str) -> str:
    """A part of the draft of the demonstration: its point 1, its stage 1, an attachment that is not there."""
    return f"voorstellen/{DRAFT}/schrijven/{re.sub(r'<[^>]+>', '1', part)}/"


def _priorities(page: str) -> str:
    return f"strategie/{PERIOD}/prioriteiten/GM0193/{page}"


def _round(page: str) -> str:
    return f"strategie/{PERIOD}/keuze/1/{page}"


def _goal(page: str) -> str:
    return f"strategie/{PERIOD}/doelen/passende-zorg/{page}"


def _file_of(owner_kind: str) -> str:
    from noaber.core.models import StoredFile

    return str(StoredFile.objects.filter(owner_kind=owner_kind).values_list("pk", flat=True)[0])


def _lobby_entry() -> int:
    from noaber.strategy.models import LobbyEntry

    found = LobbyEntry.objects.filter(position__code="wijkagenten-in-kleine-gemeenten")
    return int(found.values_list("pk", flat=True)[0])


def _grant_step() -> int:
    from noaber.strategy.models import GrantStep

    found = GrantStep.objects.filter(grant__code="ondermijningsgelden")
    return int(found.values_list("pk", flat=True)[0])


def _position(page: str) -> str:
    return f"strategie/standpunten/wijkagenten-in-kleine-gemeenten/{page}"


def _grant(page: str) -> str:
    return f"strategie/subsidies/ondermijningsgelden/{page}"


def _result(page: str) -> str:
    return f"strategie/2015-2018/resultaten/hennepconvenant/{page}"


def _survey(page: str) -> str:
    """The one of 2021 is closed and has an outcome; that of 2023 is open."""
    return f"strategie/{PERIOD}/peilingen/{'midterm' if 'uitkomst' in page or not page else 'endterm'}/{page}"


def _review(page: str) -> str:
    """The endterm review of 2019-2022, of which the draft is shared in the demonstration."""
    return f"strategie/{PERIOD}/review/endterm/{page}"


def _source(page: str) -> str:
    return f"strategie/{PERIOD}/bronnen/endterm-review/{page}"


def _no_list(page: str) -> str:
    return f"strategie/{PERIOD}/prioriteiten/inlezen/{NOWHERE}/{page}"


def _vacancy() -> str:
    from noaber.network.models import Vacancy

    return str(Vacancy.objects.values_list("pk", flat=True)[0])


# By address: what to fill in (or, for an address with several gaps, the whole path).
# An address with a gap and no line here makes the test fail.
SAMPLES: Final[dict[str, Callable[[], str]]] = {
    "bestanden/<uuid:file_id>/": lambda: NOWHERE,
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
    "account/klaargezet/<int:pk>/weggooien/": lambda: "1",
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
    "bijdragen/afspraak/<slug:code>/wijzigen/": lambda: "bijdragen-2020-2023",
    "bijdragen/afspraak/<slug:code>/intrekken/": lambda: "bijdragen-2020-2023",
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
    "overdrachten/<uuid:key>/": _handover,
    "overdrachten/<uuid:key>/terugnemen/": _handover,
    "overdrachten/<uuid:key>/punten/<int:item>/geregeld/": _handover_item,
    "overdrachten/<uuid:key>/punten/<int:item>/heropenen/": _reopened_item,
    "vacatures/openstellen/<str:code>/": lambda: "et-cybercrime:gelderland-zuid",
    "vacatures/<uuid:key>/": _vacancy,
    "vacatures/<uuid:key>/vervullen/": _vacancy,
    "vacatures/<uuid:key>/intrekken/": _vacancy,
    "strategie/themas/<str:field>/": lambda: "X.2",
    "strategie/<slug:code>/": lambda: PERIOD,
    "strategie/<slug:code>/wijzigen/": lambda: PERIOD,
    "strategie/<slug:code>/prioriteiten/": lambda: PERIOD,
    "strategie/<slug:code>/bronnen/nieuw/": lambda: PERIOD,
    "strategie/<slug:code>/bronnen/<slug:source_code>/": lambda: _source(""),
    "strategie/<slug:code>/bronnen/<slug:source_code>/wijzigen/": lambda: _source("wijzigen/"),
    "strategie/<slug:code>/bronnen/<slug:source_code>/bestand-weghalen/": lambda: _source(
        "bestand-weghalen/"
    ),
    "strategie/<slug:code>/prioriteiten/vragen/": lambda: PERIOD,
    "strategie/<slug:code>/prioriteiten/inlezen/": lambda: PERIOD,
    "strategie/<slug:code>/prioriteiten/inlezen/<uuid:key>/": lambda: _no_list(""),
    "strategie/<slug:code>/prioriteiten/inlezen/<uuid:key>/weggooien/": lambda: _no_list("weggooien/"),
    "strategie/<slug:code>/prioriteiten/<slug:organisation_code>/": lambda: _priorities(""),
    "strategie/<slug:code>/prioriteiten/<slug:organisation_code>/invullen/": lambda: _priorities("invullen/"),
    "strategie/<slug:code>/prioriteiten/<slug:organisation_code>/bestand-weghalen/": lambda: _priorities(
        "bestand-weghalen/"
    ),
    "strategie/<slug:code>/resultaten/": lambda: PERIOD,
    "strategie/<slug:code>/resultaten/nieuw/": lambda: PERIOD,
    **{
        f"strategie/<slug:code>/resultaten/<slug:result_code>/{page}": partial(_result, page)
        for page in ("", "wijzigen/", "intrekken/")
    },
    "strategie/<slug:code>/resultaten/<slug:result_code>/woorden/<slug:kind>/<slug:partner_code>/": lambda: (
        _result("woorden/organisatie/POLITIE-ON/")
    ),
    "strategie/<slug:code>/resultaten/<slug:result_code>/bestanden/<uuid:file>/weghalen/": lambda: _result(
        f"bestanden/{_file_of('strategy.evidence')}/weghalen/"
    ),
    "strategie/<slug:code>/review/": lambda: PERIOD,
    **{
        f"strategie/<slug:code>/review/<slug:kind>/{page}": partial(_review, page)
        for page in ("", "schrijven/", "delen/", "definitief/", "reacties/")
    },
    "strategie/<slug:code>/review/<slug:kind>/versie/<int:number>/": lambda: _review("versie/2/"),
    "strategie/<slug:code>/review/<slug:kind>/versie/<int:number>.<slug:form>": lambda: _review(
        "versie/2.odt"
    ),
    **{
        f"strategie/<slug:code>/review/<slug:kind>/reacties/<int:number>/{page}": partial(
            _review, f"reacties/1/{page}"
        )
        for page in ("", "beantwoorden/")
    },
    "strategie/<slug:code>/review/<slug:kind>/reageren/<slug:organisation_code>/": lambda: _review(
        "reageren/GM0193/"
    ),
    "strategie/<slug:code>/bronnen/bevindingen/": lambda: PERIOD,
    "strategie/standpunten/<slug:position_code>/": lambda: _position(""),
    "strategie/standpunten/<slug:position_code>/wijzigen/": lambda: _position("wijzigen/"),
    "strategie/standpunten/<slug:position_code>/inbreng/nieuw/": lambda: _position("inbreng/nieuw/"),
    "strategie/standpunten/<slug:position_code>/inbreng/<int:entry>/": lambda: _position(
        f"inbreng/{_lobby_entry()}/"
    ),
    "strategie/standpunten/<slug:position_code>/inbreng/<int:entry>/intrekken/": lambda: _position(
        f"inbreng/{_lobby_entry()}/intrekken/"
    ),
    "strategie/subsidies/<slug:grant_code>/stap/<int:step>/intrekken/": lambda: _grant(
        f"stap/{_grant_step()}/intrekken/"
    ),
    "strategie/subsidies/<slug:grant_code>/behoefte/<slug:organisation_code>/intrekken/": lambda: _grant(
        "behoefte/GM0193/intrekken/"
    ),
    **{
        f"strategie/subsidies/<slug:grant_code>/{page}": partial(_grant, page)
        for page in ("", "wijzigen/", "stap/")
    },
    "strategie/subsidies/<slug:grant_code>/behoefte/<slug:organisation_code>/": lambda: _grant(
        "behoefte/GM0193/"
    ),
    "strategie/subsidies/<slug:grant_code>/bestanden/<uuid:file>/weghalen/": lambda: _grant(
        f"bestanden/{_file_of('strategy.grant')}/weghalen/"
    ),
    "strategie/<slug:code>/peilingen/": lambda: PERIOD,
    "strategie/<slug:code>/peilingen/nieuw/<slug:kind>/": lambda: (
        f"strategie/{PERIOD}/peilingen/nieuw/midterm/"
    ),
    "strategie/<slug:code>/peilingen/<slug:survey_code>/invullen/<slug:organisation_code>/": lambda: _survey(
        "invullen/GM0193/"
    ),
    **{
        f"strategie/<slug:code>/peilingen/<slug:survey_code>/{page}": partial(_survey, page)
        for page in (
            "",
            "wijzigen/",
            "openen/",
            "verlengen/",
            "sluiten/",
            "intrekken/",
            "herinneren/",
            "invullen/",
            "uitkomst/",
            "uitkomst/antwoorden/",
        )
    },
    "strategie/<slug:code>/keuze/": lambda: PERIOD,
    "strategie/<slug:code>/keuze/nieuw/": lambda: PERIOD,
    "strategie/<slug:code>/keuze/<int:number>/scores/<slug:option>/": lambda: _round("scores/ondermijning/"),
    "strategie/<slug:code>/keuze/<int:number>/themas/<slug:option>/": lambda: _round("themas/ondermijning/"),
    **{
        f"strategie/<slug:code>/keuze/<int:number>/{page}": partial(_round, page)
        for page in (
            "",
            "wijzigen/",
            "openstellen/",
            "intrekken/",
            "scores/",
            "kiezen/",
            "voorleggen/",
            "keuze.xlsx",
        )
    },
    **{
        f"strategie/<slug:code>/{page}": lambda: PERIOD
        for page in (
            "vaststellen/",
            "doelen/",
            "doelen/nieuw/",
            "doelen/bijwerken/",
            "voortgang/",
            "voortgang.pdf",
            "wijzigingen/",
            "werkplan/",
            "deelname/",
            "nota/",
            "nota.pdf",
            "nota.odt",
            "nota/versies/",
            "samenvatting/",
            "samenvatting.pdf",
            "teksten/",
            "voor/",
            "voor/alle/",
            "voor/alle/voortgang/",
        )
    },
    **{
        f"strategie/<slug:code>/doelen/<slug:goal_code>/{page}": partial(
            _goal, page.replace("<int:number>", "1")
        )
        for page in (
            "",
            "wijzigen/",
            "stoppen/",
            "hervatten/",
            "activiteiten/nieuw/",
            "activiteiten/<int:number>/",
            "activiteiten/<int:number>/intrekken/",
            "indicatoren/nieuw/",
            "indicatoren/<int:number>/",
            "indicatoren/<int:number>/waarde/",
            "indicatoren/<int:number>/intrekken/",
        )
    },
    "strategie/<slug:code>/werkplan/<int:year>/<slug:theme>/": lambda: (
        f"strategie/{PERIOD}/werkplan/2021/cybercrime/"
    ),
    "strategie/<slug:code>/werkplan/<int:year>/<slug:theme>.pdf": lambda: (
        f"strategie/{PERIOD}/werkplan/2021/cybercrime.pdf"
    ),
    "strategie/<slug:code>/voor/<slug:organisation_code>/": lambda: f"strategie/{PERIOD}/voor/GM0193/",
    "strategie/<slug:code>/voor/<slug:organisation_code>.pdf": lambda: f"strategie/{PERIOD}/voor/GM0193.pdf",
    "strategie/<slug:code>/teksten/<slug:text>/": lambda: f"strategie/{PERIOD}/teksten/inleiding/",
    "strategie/<slug:code>/deelname/<slug:organisation_code>/": lambda: (
        f"strategie/{PERIOD}/deelname/GM0193/"
    ),
    "strategie/<slug:code>/deelname/<slug:organisation_code>/invullen/": lambda: (
        f"strategie/{PERIOD}/deelname/GM0193/invullen/"
    ),
    "hulp/<slug:name>/": lambda: "netwerk",
    "account/uitnodiging/<str:token>/": lambda: "geen-uitnodiging",
    "account/confirm-email/<str:key>/": lambda: "geen-sleutel",
}
# Addresses below these name a row of an office: the first user serves, or nothing is there (404).
OFFICES: Final = ("account/", "beheer/")


@dataclass(frozen=True, slots=True)
class Address:
    """A route, as the code writes it, and a path that fits it."""

    route: str
    name: str
    path: str


def addresses() -> list[Address]:
    """Every address, each route once (the first wins, as for Django)."""
    found: dict[str, Address] = {}
    for route, name in routes():
        found.setdefault(route, Address(route, name, "/" + fill(route)))
    return list(found.values())


def routes(
    resolver: URLResolver | None = None, before: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if not isinstance(entry.pattern, RoutePattern):
            continue  # allauth's few regular expressions are its own affair
        if isinstance(entry, URLPattern):
            yield before + str(entry.pattern), f"{space}{entry.name or ''}"
        else:
            inner = f"{entry.namespace}:" if entry.namespace else space
            yield from routes(entry, before + str(entry.pattern), inner)


def fill(route: str) -> str:
    """A path for a route.

    >>> fill("mijn/")
    'mijn/'
    """
    if "<" not in route:
        return route
    if route in SAMPLES:
        sample = SAMPLES[route]()
        return sample if "/" in sample else re.sub(r"<[^>]+>", sample, route)
    if route.startswith(OFFICES):
        return re.sub(r"<uuid:[^>]+>", NOWHERE, re.sub(r"<int:[^>]+>", _coordinator(), route))
    raise LookupError(f"write in tests/consistency/addresses.py what to fill in for {route}")
