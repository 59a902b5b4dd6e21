"""What to fill in for the addresses of strategy."""

from functools import partial
from typing import Final

from tests.consistency.addresses.shared import NOWHERE, Samples

PERIOD: Final = "2019-2022"


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


def _result_now(page: str) -> str:
    """Of a period that nobody is discharged of, so that it can be written."""
    return f"strategie/2019-2022/resultaten/street-triage-overgenomen/{page}"


def _own_result(page: str) -> str:
    """One that the team lead keeps."""
    return f"strategie/2019-2022/resultaten/signalenkaart/{page}"


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


SAMPLES: Final[Samples] = {
    "strategie/themas/<str:field>/": lambda: "X.2",
    "strategie/<slug:code>/": lambda: PERIOD,
    "strategie/<slug:code>/wijzigen/": lambda: PERIOD,
    "strategie/<slug:code>/intrekken/": lambda: PERIOD,
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
        f"strategie/<slug:code>/resultaten/<slug:result_code>/{page}": partial(_own_result, page)
        for page in ("wijzigen/", "thema/", "intrekken/")
    },
    "strategie/<slug:code>/resultaten/<slug:result_code>/": lambda: _result_now(""),
    "strategie/<slug:code>/resultaten/<slug:result_code>/woorden/<slug:kind>/<slug:partner_code>/": lambda: (
        _result_now("woorden/organisatie/POLITIE-ON/")
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
    "strategie/standpunten/<slug:position_code>/thema/": lambda: _position("thema/"),
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
        for page in ("", "wijzigen/", "thema/", "stap/")
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
            "bijwerken/",
            "keuze.xlsx",
        )
    },
    **{
        f"strategie/<slug:code>/{page}": lambda: PERIOD
        for page in (
            "vaststellen/",
            "vaststellen/bijwerken/",
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
            "indicatoren/<int:number>/waarde/intrekken/",
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
}
