"""The texts of the two strategies of the demonstration: the memo in other words, marked as examples."""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Final

from noaber.core.access import COMMAND
from noaber.site.demonstration.periods import FIRST_PERIOD, PERIOD
from noaber.strategy import api as strategy
from noaber.strategy.api import TextPart, WrittenText

MARK: Final = "(Voorbeeldtekst.)"
Texts = Mapping[tuple[TextPart, str], str]

FIRST_TEXTS: Final[Texts] = {
    (TextPart.INTRODUCTION, ""): f"""\
De politie werkt sinds enkele jaren als één landelijke organisatie. Gemeenten willen daarom ook samen richting \
geven aan veiligheid in de regio. Dit is hun eerste gezamenlijke strategie.

Gemeenten, politie en Openbaar Ministerie kiezen hierin onderwerpen waar zij meer samen aan doen. Het gaat om \
onderwerpen die verder reiken dan één gemeente. {MARK}""",
    (TextPart.THEME, "ondermijning"): f"""\
Hennep, drugs en motorbendes raken elke gemeente. Gemeenten, politie en OM willen hetzelfde zien en op dezelfde \
manier optreden. {MARK}""",
    (TextPart.THEME, "kwetsbare-personen"): f"""\
Mensen met verward gedrag hebben hulp nodig. Nu komt vaak eerst de politie. Projecten in de regio laten zien hoe het \
anders kan. {MARK}""",
    (TextPart.THEME, "woninginbraken"): f"""\
Alle gemeenten krijgen maatregelen aangeboden die inbraak lastiger maken. {MARK}""",
    (TextPart.THEME, "jeugdgroepen"): f"""\
Elke gemeente leert dezelfde aanpak van groepen jongeren kennen, en gebruikt die waar het nodig is. {MARK}""",
    (TextPart.SUMMARY, ""): f"""\
In 2015 maakten gemeenten, politie en OM hun eerste gezamenlijke strategie. Zij wilden samen meer doen aan:

- ondermijning, zoals hennep en motorbendes;
- mensen met verward gedrag;
- woninginbraken;
- problemen met groepen jongeren.

Zij delen daarover kennis en maken afspraken die in alle gemeenten te gebruiken zijn. {MARK}""",
}

FOREWORD: Final = f"""\
Een gemeente kan veel zelf. Maar criminaliteit houdt niet op bij de gemeentegrens. Daarom werken wij in \
Oost-Nederland samen: gemeenten, politie, Openbaar Ministerie en RIEC.

Deze strategie zegt waar wij ons samen op richten. Zij komt niet in de plaats van wat uw gemeente zelf doet. Zij \
helpt waar een gemeente het alleen niet redt.

De Bestuurlijke Begeleidingsgroep. {MARK}"""

INTRODUCTION: Final = f"""\
In 2015 verscheen de eerste strategie. Die liep tot en met 2018. Daarna is bekeken wat zij opleverde, in de Endterm \
review. Dit is de opvolger.

De keuze van de thema’s begint bij de gemeenten. Elke gemeente zei wat zij in haar eigen veiligheidsplan voorop \
zet. Daarnaast telden de prioriteiten van politie en OM, en de lessen van de vorige periode.

De strategie hoort bij het beleidsplan van de politie. Beide gelden voor dezelfde jaren. {MARK}"""

OF_THEMES: Final[Mapping[str, str]] = {
    "ondermijning": f"""\
Criminelen gebruiken gewone bedrijven, panden en vergunningen voor hun geld en hun handel. Dat raakt ook kleine \
gemeenten.

Wij willen dat gemeenten, politie, OM en RIEC hetzelfde zien en op dezelfde manier ingrijpen. Het Platform \
Ondermijning brengt ervaringen bij elkaar. Het let er ook op dat landelijk geld past bij wat gemeenten nodig \
hebben. {MARK}""",
    "kwetsbare-personen": f"""\
Soms is iemand in de war, en weet zijn omgeving niet wat te doen. De politie is dan vaak de eerste die komt, \
terwijl er zorg nodig is.

In de vorige periode kregen ruim dertig projecten in de regio subsidie. Deventer en Zwolle hebben voorbeelden die \
werken. Wij willen dat andere gemeenten die kunnen overnemen. {MARK}""",
    "cybercrime": f"""\
Steeds meer oplichting en diefstal gaat via internet. Slachtoffers weten vaak niet waar zij terecht kunnen.

Dit thema is nieuw. Wij beginnen met wat inwoners en kleine bedrijven zelf kunnen doen. Daarnaast oefenen \
gemeenten met wat er gebeurt als hun eigen systemen stilvallen. {MARK}""",
    "informatiegestuurd-werken": f"""\
Wie goed wil kiezen, moet weten wat er speelt. Nu heeft elke gemeente haar eigen cijfers en haar eigen manier van \
kijken.

Wij delen kennis, plannen en cijfers die voor iedereen na te kijken zijn. Wij delen geen gegevens over \
personen. {MARK}""",
}

WORKING: Final = f"""\
Het netwerk blijft klein. Het gebruikt overleggen die er al zijn, en de inzet van de partners.

De Bestuurlijke Begeleidingsgroep let op de voortgang. Daarin zitten burgemeesters uit elk district, de politie en \
het OM. Elk thema heeft een team van ambtenaren uit de vijf districten, met partners zoals het RIEC. De werkgroep \
stuurt de teams aan.

Wij willen meer van elkaar leren, en sneller inspelen op wat er nodig is. Niet iedereen hoeft alles zelf uit te \
vinden. {MARK}"""

SUMMARY: Final = f"""\
De gemeenten in Oost-Nederland werken samen aan veiligheid, met politie, OM en RIEC. Sommige problemen zijn te \
groot voor één gemeente. Daar gaat deze strategie over.

De komende vier jaar richten zij zich op vier thema’s. Zij pakken misdaad aan die zich in gewone bedrijven \
verstopt. Zij zorgen dat wie in de war is, hulp krijgt. Zij maken inwoners sterker tegen oplichting op internet. En \
zij delen cijfers en kennis.

Uw gemeente kiest zelf aan welke thema’s zij meedoet. {MARK}"""

WHY_FIRST: Final = "De strategie is opgenomen in het archief. De tekst is een voorbeeld."
WHY_LATER: Final = "Na de vaststelling staat erbij dat een gemeente zelf kiest of zij meedoet."


def _write(
    period: str, texts: Texts, now: dt.datetime, today: dt.date, *, is_shared: bool = True, reason: str = ""
) -> None:
    write = partial(strategy.write_text, actor=COMMAND, now=now, today=today)
    for (part, theme), body in texts.items():
        write(period, part, theme, WrittenText(body, is_shared, reason))


def write_first(now: dt.datetime, today: dt.date) -> None:
    """The first strategy is put in the archive while it still runs."""
    _write(FIRST_PERIOD, FIRST_TEXTS, now, today, reason=WHY_FIRST)


def write_draft(now: dt.datetime, today: dt.date) -> None:
    """The second strategy is shared as a draft with the network, with the memo."""
    _write(
        PERIOD,
        {
            (TextPart.FOREWORD, ""): FOREWORD,
            (TextPart.INTRODUCTION, ""): INTRODUCTION,
            **{(TextPart.THEME, theme): body for theme, body in OF_THEMES.items()},
            (TextPart.WORKING, ""): WORKING,
            (TextPart.SUMMARY, ""): SUMMARY.replace(
                "Uw gemeente kiest zelf aan welke thema’s zij meedoet. ", ""
            ),
        },
        now,
        today,
    )


def say_more(now: dt.datetime, today: dt.date) -> None:
    """A question of a reader gives a better summary; what stood there stays to be read (R49)."""
    _write(PERIOD, {(TextPart.SUMMARY, ""): SUMMARY}, now, today, reason=WHY_LATER)


STEPS: Final = (
    (dt.date(2018, 12, 17), "De eerste strategie krijgt haar teksten in het archief", write_first),
    (dt.date(2019, 1, 30), "De teksten van de nieuwe strategie zijn gedeeld", write_draft),
    (dt.date(2019, 5, 14), "De samenvatting zegt nu dat een gemeente zelf kiest", say_more),
)
