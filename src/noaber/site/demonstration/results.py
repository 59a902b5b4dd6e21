"""What the demonstration says was reached.

The nine results of 2015-2018 are those that the memo names as some of the Endterm review; who worked on them in which
role, the own sentences and the evidence are invented. All results of 2019-2022 are invented.
"""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from django.core.files.base import ContentFile

from noaber.core.access import COMMAND, Actor, Grant
from noaber.site.demonstration.periods import FIRST_PERIOD, PERIOD
from noaber.strategy import api as strategy
from noaber.strategy.api import ClaimText, EvidenceText, PartnerText, ResultState, ResultText

BURGLARIES: Final = "1.1.1"
REVIEW: Final = EvidenceText(
    "Endterm review 2015-2018 (voorbeeld)", "https://voorbeeld.invalid/endterm-review"
)
ALL_PARTNERS: Final = (
    PartnerText("POLITIE-ON", role="partner (voorbeeld)"),
    PartnerText("OM-ON", role="partner (voorbeeld)"),
)


@dataclass(frozen=True, slots=True)
class Reached:
    """One result: its code and theme, what was reached, and by whom."""

    code: str
    theme: str
    title: str
    reached: str
    partners: tuple[PartnerText, ...]
    since: dt.date
    evidence: tuple[EvidenceText, ...] = (REVIEW,)
    claim: ClaimText | None = None
    state: ResultState = ResultState.RECORDED


def _body(code: str, role: str, sentence: str = "") -> PartnerText:
    return PartnerText(body=code, role=f"{role} (voorbeeld)", sentence=sentence)


def _organisation(code: str, role: str, sentence: str = "") -> PartnerText:
    return PartnerText(code, role=f"{role} (voorbeeld)", sentence=sentence)


END_OF_FIRST: Final = dt.date(2018, 12, 31)
FIRST: Final = (
    Reached(
        "belangen-vertegenwoordigd",
        "",
        "Belangen van alle gemeenten beter vertegenwoordigd",
        "De belangen van alle gemeenten bij een veiligere leefomgeving worden beter vertegenwoordigd op het niveau "
        "van Oost-Nederland. Samen staan we sterker.",
        (_body("bbg", "bracht de belangen in"), _body("avo", "stemde af")),
        END_OF_FIRST,
    ),
    Reached(
        "ondermijningsgelden",
        "ondermijning",
        "Samen landelijk geld voor ondermijning aangevraagd",
        "Het Platform Ondermijning coördineerde de aanvraag van de landelijke ondermijningsgelden en bracht de "
        "behoefte van gemeenten nadrukkelijk in. Het blijft betrokken bij de uitvoering.",
        (
            _body(
                "platform-ondermijning",
                "coördineerde",
                "Wij haalden op wat gemeenten nodig hebben (voorbeeld).",
            ),
            _organisation(
                "RIEC-ON", "dacht mee", "Wij toetsten de aanvraag aan het regionale beeld (voorbeeld)."
            ),
            *ALL_PARTNERS,
        ),
        dt.date(2018, 11, 15),
    ),
    Reached(
        "projecten-verward-gedrag",
        "kwetsbare-personen",
        "Meer dan 30 projecten voor personen met verward gedrag",
        "In Oost-Nederland kregen meer dan 30 projecten subsidie van ZonMw. Veel zijn met succes afgerond. Op "
        "verschillende plekken wordt bekeken of zij kunnen worden overgenomen, zoals street triage uit Deventer en "
        "crisisopvang uit Zwolle.",
        (
            _body("et-kwetsbare-personen", "begeleidde de aanvragen"),
            _organisation("GM0150", "voerde uit", "Street triage is bij ons vast werk geworden (voorbeeld)."),
            _organisation("GM0193", "voerde uit", "Onze crisisopvang is er dag en nacht (voorbeeld)."),
        ),
        dt.date(2018, 9, 1),
    ),
    Reached(
        "woninginbraken",
        "woninginbraken",
        "Minder woninginbraken",
        "Aan alle gemeenten zijn maatregelen tegen inbraak aangeboden. Het aantal woninginbraken daalde de afgelopen "
        "vier jaar met 30 %, zegt het voorstel. Het noemt geen jaren; 2014 tot 2018 is de lezing van dit voorbeeld.",
        (
            _organisation("POLITIE-ON", "gaf advies", "Wij liepen mee door de wijken (voorbeeld)."),
            _body(
                "werkgroep", "bood de maatregelen aan", "Elke gemeente kreeg hetzelfde aanbod (voorbeeld)."
            ),
        ),
        END_OF_FIRST,
        claim=ClaimText(BURGLARIES, 2014, 2018, Decimal(-30)),
    ),
    Reached(
        "jeugdgroepen",
        "jeugdgroepen",
        "Eén aanpak van problematische jeugdgroepen",
        "De methodiek ‘integrale aanpak problematische jeugdgroepen’ is bij alle gemeenten onder de aandacht gebracht "
        "en wordt waar nodig gebruikt.",
        (_body("werkgroep", "verspreidde de methodiek"), *ALL_PARTNERS),
        dt.date(2017, 6, 1),
    ),
    Reached(
        "cijfers-per-mail",
        "",
        "Elke maand cijfers per e-mail",
        "Alle gemeenten kunnen elke maand de VNG-cijfers per e-mail ontvangen.",
        (_body("netwerkbureau", "verstuurt"), _organisation("POLITIE-ON", "levert de cijfers")),
        dt.date(2016, 3, 1),
    ),
    Reached(
        "motorbendes",
        "ondermijning",
        "Meer eenduidig optreden tegen motorbendes",
        "Het ondermijningsbeeld OMG leidde ertoe dat in Oost-Nederland alerter en meer eenduidig wordt opgetreden "
        "tegen outlaw motorcycle gangs.",
        (_organisation("RIEC-ON", "maakte het beeld"), *ALL_PARTNERS),
        dt.date(2017, 10, 1),
    ),
    Reached(
        "hennepconvenant",
        "ondermijning",
        "Regionaal hennepconvenant",
        "Alle partners zijn bereid om actiever op te treden tegen de productie van hennep. Er is een regionaal "
        "hennepconvenant opgesteld.",
        (
            _body("platform-ondermijning", "stelde het convenant op"),
            _organisation("RIEC-ON", "schreef mee"),
            *ALL_PARTNERS,
        ),
        dt.date(2018, 4, 1),
        evidence=(REVIEW, EvidenceText("Het convenant (voorbeeld)")),
    ),
    Reached(
        "netwerkaanpak",
        "",
        "Meer samenhang en gedeelde kennis",
        "De ambtelijke en bestuurlijke samenhang in Oost-Nederland is groter. Kennis wordt gedeeld met regionale "
        "bijeenkomsten, de digitale nieuwsbrief en de website.",
        (_body("netwerkbureau", "organiseerde"), _body("bbg", "stuurde"), _body("avo", "stemde af")),
        END_OF_FIRST,
    ),
)
COVENANT: Final = b"Regionaal hennepconvenant. Dit is een voorbeeld; het echte convenant staat hier niet.\n"


def _page(title: str, path: str) -> tuple[EvidenceText, ...]:
    return (EvidenceText(f"{title} (voorbeeld)", f"https://voorbeeld.invalid/{path}"),)


HALFWAY: Final = (
    Reached(
        "street-triage-overgenomen",
        "kwetsbare-personen",
        "Street triage ook in andere gemeenten (voorbeeld)",
        "Vier gemeenten namen de werkwijze van Deventer over. Een verpleegkundige rijdt mee met de politie.",
        (
            _body("et-kwetsbare-personen", "bracht gemeenten bij elkaar"),
            _organisation("GM0150", "gaf de werkwijze door", "Wij leidden de eerste teams op (voorbeeld)."),
            _organisation("POLITIE-ON", "voert mee uit"),
        ),
        dt.date(2020, 10, 1),
        evidence=_page("Verslag van de bijeenkomst", "street-triage"),
    ),
    Reached(
        "inbraken-verder-gedaald",
        "",
        "Woninginbraken verder gedaald (voorbeeld)",
        "Ook na 2018 daalde het aantal woninginbraken.",
        (_organisation("POLITIE-ON", "gaf advies"), _body("werkgroep", "bood de maatregelen aan")),
        dt.date(2020, 12, 31),
        evidence=(),
        claim=ClaimText(BURGLARIES, 2018, 2020, Decimal("-18.4")),
    ),
    Reached(
        "signalenkaart",
        "ondermijning",
        "Eén kaart met signalen van ondermijning (voorbeeld)",
        "Elke gemeente kan dezelfde kaart gebruiken om signalen te herkennen.",
        (_body("platform-ondermijning", "maakte de kaart"), _organisation("RIEC-ON", "schreef mee")),
        dt.date(2021, 4, 1),
        evidence=(),
        state=ResultState.DRAFT,
    ),
)
OWN_WORDS: Final = "Wij zien dat agenten en verpleegkundigen elkaar nu zelf bellen (voorbeeld)."
LATER: Final = (
    Reached(
        "cyberoefening",
        "cybercrime",
        "Gemeenten oefenden een digitale verstoring (voorbeeld)",
        "In elk district oefende ten minste één gemeente wat zij doet als haar systemen uitvallen.",
        (
            _body("et-cybercrime", "maakte de oefening"),
            _organisation(
                "GM0153", "oefende", "Wij weten nu wie wij om drie uur ’s nachts bellen (voorbeeld)."
            ),
        ),
        dt.date(2021, 11, 18),
        evidence=_page("Draaiboek van de oefening", "oefening"),
    ),
    Reached(
        "cijfers-bij-keuzes",
        "informatiegestuurd-werken",
        "Cijfers bij elke keuze (voorbeeld)",
        "Voorstellen aan de overleggen noemen voortaan de cijfers waarop zij steunen.",
        (_body("et-informatiegestuurd-werken", "stelde het voor"), _body("bbg", "sprak het af")),
        dt.date(2022, 1, 1),
        evidence=_page("Afspraak van de BBG", "cijfers"),
    ),
)


def record_first(now: dt.datetime, today: dt.date) -> None:
    for each in FIRST:
        _record(FIRST_PERIOD, each, now, today)


def record_halfway(now: dt.datetime, today: dt.date) -> None:
    """What was reached; one partner says itself what it did."""
    for each in HALFWAY:
        _record(PERIOD, each, now, today)
    town = PartnerText("GM0150")
    mayor = Actor(grants=frozenset({Grant("mayor", "organisation:GM0150")}), origin="command")
    strategy.say_partner_words(PERIOD, HALFWAY[0].code, town, OWN_WORDS, actor=mayor, now=now, today=today)


def record_later(now: dt.datetime, today: dt.date) -> None:
    """More of them; one turned out to be counted twice, and is taken back."""
    for each in LATER:
        _record(PERIOD, each, now, today)
    twice = replace(LATER[1], code="cijfers-nog-eens", title="Cijfers in voorstellen (voorbeeld)")
    _record(PERIOD, twice, now, today)
    why = "Dit stond er twee keer; het is hetzelfde als ‘Cijfers bij elke keuze’."
    _record(PERIOD, replace(twice, state=ResultState.WITHDRAWN), now, today, reason=why)


def _record(period: str, each: Reached, now: dt.datetime, today: dt.date, *, reason: str = "") -> None:
    text = ResultText(
        each.title, each.reached, each.since, each.state, each.partners, each.evidence, each.claim, reason
    )
    uploads = {
        place: ContentFile(COVENANT, name="hennepconvenant-voorbeeld.txt")
        for place, shown in enumerate(each.evidence)
        if not shown.link
    }
    strategy.record_result(
        period, each.code, each.theme, text, actor=COMMAND, now=now, today=today, uploads=uploads
    )
