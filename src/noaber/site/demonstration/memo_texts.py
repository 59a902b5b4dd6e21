"""The texts of the memo, in our own words: enough for a council to decide on.

Source: the memo of 28 January 2019 and the laws that it names or that its decisions rest on. Amounts are not typed
here: they come from the agreement (`agreement`), and the tables of the proposal count with them.
"""

from typing import Final

from noaber.core.rules.money import format_euro
from noaber.finance.api import Side
from noaber.site.demonstration.agreement import LINES
from noaber.site.demonstration.documents import markdown


def _sum_of(side: Side) -> str:
    return format_euro(sum(line.amount_cents for line in LINES if line.side is side)).removesuffix(",00")


_BACKGROUND: Final = markdown(
    "Sinds de komst van de Nationale Politie willen de gemeenten in Oost-Nederland ook regionaal richting geven aan "
    "veiligheid. In 2015 leidde dat tot een eerste veiligheidsstrategie. Die gold tot en met 2018.",
    "De nieuwe strategie ligt nu voor, voor 2019 tot en met 2022. Zij steunt op drie dingen: de prioriteiten van alle "
    "gemeenten, de prioriteiten van politie en OM, en de evaluatie van de afgelopen jaren (de *Endterm review*). "
    "De strategie zelf is bijlage 1, de evaluatie bijlage 2.",
    "Tot nu toe betaalden de zeven grootste gemeenten het netwerk, terwijl het voor alle gemeenten werkt. Met deze "
    "strategie wordt daarom ook gevraagd hoe wij het netwerk van 2020 tot en met 2023 samen betalen.",
)
_INTENDED_EFFECT: Final = markdown(
    "Alle 76 gemeenten, politie, OM en RIEC werken aan dezelfde vier thema's:",
    [
        "**Ondermijning**",
        "**Kwetsbare personen**",
        "**Cybercrime/gedigitaliseerde criminaliteit**",
        "**Informatiegestuurd werken**",
    ],
    "Gemeenten hoeven niet alles zelf uit te vinden. Wat in een gemeente werkt, is voor de andere te vinden en over te "
    "nemen. Het netwerk kan blijven bestaan, en iedereen die er iets aan heeft, draagt eraan bij.",
)
_ARGUMENTS: Final = markdown(
    "**De thema's komen van de gemeenten zelf.** De keuze begon bij de lokale prioriteiten van alle gemeenten. Met "
    "criteria is daaruit gekozen. Aan de vijf overleggen is voor de zomer van 2018 gevraagd om in te stemmen.",
    "**Samen bereiken wij meer.** De *Endterm review* noemt negen resultaten. Zo kregen ruim dertig projecten rond "
    "verward gedrag subsidie, en kregen alle gemeenten maatregelen tegen inbraak aangeboden.",
    "**Het netwerk werkt voor iedereen, dus betaalt iedereen mee.** Een bedrag per inwoner is eenvoudig en past bij de "
    "grootte van een gemeente. Politie, OM en RIEC dragen bij met mensen en ruimte.",
    "**Het blijft klein.** Het netwerk gebruikt overleggen en mensen die er al zijn. Vergelijkbare netwerken elders in "
    "het land hebben meer geld en mensen.",
    "**Met iets meer geld kan meer dan afstemmen.** Nu is er alleen geld voor coördinatie en wat communicatie. Straks "
    "is er ook ruimte voor projecten van de partners, voor kennis delen en voor hulp bij het werken met informatie. "
    "Het netwerk voert die projecten niet zelf uit.",
)
_CAVEATS: Final = markdown(
    "**Het netwerk kan alleen verder als alle partners meedoen.** Wat er gebeurt als een gemeente nee zegt, is niet "
    "vooraf geregeld. De Bestuurlijke Begeleidingsgroep moet dan opnieuw afwegen.",
    "**Het tarief en de begroting sluiten niet precies op elkaar aan.** De tabel met het doorgerekende tarief laat "
    "zien wat 7 cent per inwoner opbrengt. Met de inwonertallen van 1 januari 2019 is dat iets minder dan begroot.",
    "**Enkele afspraken over het geld ontbreken nog:** de peildatum voor het aantal inwoners, de afronding, of het "
    "tarief meestijgt met de prijzen, en hoe het zit met btw. De tabellen noemen waarmee is gerekend.",
    "**De strategie en het geld lopen niet gelijk.** De strategie eindigt in 2022, de bijdrage in 2023. Zo is er geld "
    "tijdens de evaluatie, maar in 2023 nog geen nieuwe strategie.",
    "**Cijfers bewijzen niet dat de samenwerking werkt.** Het aantal woninginbraken daalde. De *Endterm review* laat "
    "zien dat de grootte van die daling afhangt van de jaren die u vergelijkt, en dat ook andere misdrijven afnamen.",
)
_FINANCES: Final = markdown(
    "**Gemeenten.** Gevraagd wordt 7 cent per inwoner per jaar, van 2020 tot en met 2023. De begroting voor de "
    f"gemeenten samen is {_sum_of(Side.CONTRIBUTION)} per jaar. Over 2019 wordt niets gevraagd: er is eerst "
    "geëvalueerd.",
    "Het geld is bedoeld voor:",
    [f"{line.title}: {line.purpose}" for line in LINES if line.side is Side.CONTRIBUTION],
    "**Politie, OM en RIEC.** Zij betalen niet met geld. Elk stelt jaarlijks ten minste 0,5 fte beschikbaar, en "
    "vergaderruimte en wat daarbij hoort. Samen met een projectleider om niet en subsidie is dat geraamd op "
    f"{_sum_of(Side.CO_FUNDING)} per jaar. Dit bedrag telt niet mee in wat gemeenten betalen.",
    "Het voorstel van het netwerk heeft drie tabellen: de begroting per post, het doorgerekende tarief en de "
    "bijdrage van elke gemeente. Zij zijn berekend en staan vast vanaf het versturen.",
)
_LEGAL: Final = markdown(
    "**Wie besluit waarover.** De vijf overleggen stemmen in met de strategie; het Bestuurscollege stelt haar vast. "
    "Geen van beide kan een gemeente binden aan een uitgave.",
    "**De bijdrage.** Alleen de gemeenteraad kan geld beschikbaar stellen (Gemeentewet, artikel 189). De begroting van "
    "2020 gaat voor 15 november 2019 naar de provincie (artikel 191). Wie later besluit, wijzigt de begroting "
    "(artikel 192).",
    "**Het beleidsplan van de politie.** De burgemeester hoort eerst de gemeenteraad (Politiewet 2012, artikel 38b). "
    "De burgemeesters en de hoofdofficier van justitie stellen het plan vast (artikel 39).",
    "**Vorm.** Dit voorstel richt geen gemeenschappelijke regeling op. Het netwerk deelt kennis en cijfers, en geen "
    "gegevens over personen of zaken.",
)
_COMMUNICATION: Final = markdown(
    "Het voorstel en de bijlagen zijn openbaar. Na de vaststelling staan het besluit, de bijlagen en de weg ernaartoe "
    "op de website van het netwerk, ook als open data.",
    "Elke organisatie krijgt een eigen besluitpakket: een voorstel om aan te passen en een bladzijde voor de "
    "burgemeester of de leiding. De nieuwsbrief van het netwerk meldt hoe het ervoor staat.",
)
_FOLLOW_UP: Final = markdown(
    [
        "**Tot en met 10 april 2019**: de vijf districtelijke veiligheidsoverleggen geven hun standpunt.",
        (
            "**24 april 2019**: het Bestuurscollege stelt de strategie vast, samen met het Meerjarenbeleidsplan van de "
            "politie."
        ),
        "**Tot 15 november 2019**: elke organisatie besluit zelf over haar bijdrage en neemt die op in de begroting.",
        (
            "**Daarna**: zijn de strategie en het geld geregeld, dan kunnen partners zich melden voor de functies van "
            "projectleider (om niet) en coördinator. De werkgever van de projectleider wordt beheerorganisatie."
        ),
        "**2020 tot en met 2023**: de bijdragen gelden.",
        "**2023**: het netwerk en de manier van betalen worden geëvalueerd.",
    ],
    "De Bestuurlijke Begeleidingsgroep volgt de voortgang per thema.",
)
TEXTS: Final = {
    "background": _BACKGROUND,
    "intended_effect": _INTENDED_EFFECT,
    "arguments": _ARGUMENTS,
    "caveats": _CAVEATS,
    "finances": _FINANCES,
    "legal": _LEGAL,
    "communication": _COMMUNICATION,
    "follow_up": _FOLLOW_UP,
}
