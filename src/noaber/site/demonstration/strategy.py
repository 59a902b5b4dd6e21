"""The draft strategy that goes with the memo: what the memo says of it; its goals are invented to show the screens."""

from collections.abc import Sequence
from typing import Final

from noaber.core.documents.paper import Block, Bullets, Heading, Paragraph, Point, Points
from noaber.site.demonstration.documents import MEMO, Composed, invented, section


def _content() -> Sequence[Block]:
    return [
        *section(
            "Waarom een gezamenlijke strategie",
            "Sinds de komst van de Nationale Politie willen de gemeenten in Oost-Nederland ook regionaal richting "
            "geven aan veiligheid. In 2015 maakten zij met politie en OM een eerste strategie. Dit is de opvolger. "
            "Zij zegt op welke onderwerpen 76 gemeenten, politie, OM en RIEC meer samen willen doen.",
            "De strategie komt niet in de plaats van lokaal beleid. Zij sluit aan bij wat gemeenten zelf belangrijk "
            "vinden, en helpt waar een gemeente het alleen niet redt.",
        ),
        *section(
            "Looptijd en samenhang met het beleidsplan van de politie",
            "De strategie geldt van 2019 tot en met 2022. Het Meerjarenbeleidsplan van de politie heeft dezelfde "
            "looptijd. De strategie geeft mede richting aan dat plan. Daarom liggen beide tegelijk voor bij de vijf "
            "districtelijke veiligheidsoverleggen, en stelt het Bestuurscollege ze op 24 april 2019 samen vast.",
        ),
        *_choice(),
        *_themes(),
        *_working_together(),
    ]


def _choice() -> list[Block]:
    steps = (
        "De lokale prioriteiten van alle gemeenten zijn verzameld.",
        "De prioriteiten van politie en OM zijn ernaast gelegd.",
        "Met een aantal criteria is een keuze gemaakt.",
        "Aan de vijf overleggen is voor de zomer van 2018 gevraagd om met die keuze in te stemmen.",
        "In het najaar van 2018 zijn de thema's en de uitkomsten van de Endterm review verwerkt.",
    )
    return [
        Heading("Hoe de thema's zijn gekozen"),
        Points([Point(str(number), step) for number, step in enumerate(steps, start=1)]),
    ]


def _themes() -> list[Block]:
    return [
        Heading("De vier thema's"),
        Paragraph(
            "Per thema staat eerst wat het voorstel erover zegt. De doelen daaronder zijn verzonnen: zij laten zien "
            "hoe een strategie eruit kan zien."
        ),
        *_theme(
            "Ondermijning",
            "Criminelen misbruiken gewone bedrijven en de overheid zelf. Het Platform Ondermijning stemde de aanvraag "
            "van landelijk geld af en bracht daarbij in wat gemeenten nodig hebben. Het blijft betrokken als dat geld "
            "wordt ingezet. Er is een regionaal hennepconvenant.",
            "Elke gemeente kent de signalen van ondermijning op haar eigen gebied.",
            "Gemeenten, politie, OM en RIEC grijpen op dezelfde manier in.",
            "Wat in een gemeente werkt, is voor andere gemeenten te vinden.",
        ),
        *_theme(
            "Kwetsbare personen",
            "Het gaat onder meer om mensen met verward gedrag. In de vorige periode kregen ruim dertig projecten in de "
            "regio subsidie van ZonMw. Veel zijn er klaar. Street triage in Deventer en de crisisopvang in Zwolle zijn "
            "voorbeelden die anderen kunnen overnemen.",
            "Wie hulp nodig heeft, komt bij zorg terecht en niet in een cel.",
            "Goede projecten worden in meer gemeenten gebruikt.",
            "Zorg en veiligheid weten elkaar in elk district te vinden.",
        ),
        *_newer_themes(),
    ]


def _newer_themes() -> list[Block]:
    return [
        *_theme(
            "Cybercrime/gedigitaliseerde criminaliteit",
            "Het voorstel noemt dit als een van de vier thema's en zegt er verder niets over. Het onderwerp is nieuw "
            "ten opzichte van de resultaten in de Endterm review.",
            "Inwoners en kleine bedrijven weten wat zij zelf kunnen doen.",
            "Gemeenten oefenen met een digitale verstoring.",
            "Slachtoffers weten waar zij aangifte kunnen doen en hulp vinden.",
        ),
        *_theme(
            "Informatiegestuurd werken",
            "Gemeenten kunnen al elke maand cijfers per mail krijgen. Een deel van het gevraagde geld is bedoeld om "
            "hen te helpen met informatiefuncties die verder kijken dan de gemeentegrens, en om van elkaar te leren.",
            "Keuzes over veiligheid steunen op cijfers die iedereen kan nakijken.",
            "Gemeenten delen projectplannen en kennis, geen gegevens over personen.",
            "Elk thema laat jaarlijks zien wat er is gedaan en wat dat opleverde.",
        ),
    ]


def _working_together() -> list[Block]:
    return [
        *section(
            "Hoe wij samenwerken",
            "Het netwerk blijft klein. Het gebruikt overleggen die er al zijn, en de inzet van de partners. De "
            "Bestuurlijke Begeleidingsgroep let op de voortgang. Daarin zitten burgemeesters uit elk district, de "
            "eenheidsleiding van de politie en het OM. De burgemeester van Enschede zit voor.",
            "Elk thema heeft een burgemeester als portefeuillehouder en een expertteam of platform. Daarin werken "
            "ambtenaren uit de vijf districten samen met partners zoals het RIEC. De werkgroep van het netwerk "
            "stuurt de teams aan.",
        ),
        *section(
            "Geld en capaciteit",
            "Voor de uitvoering vraagt het voorstel een bijdrage van elke gemeente, en capaciteit van politie, OM en "
            "RIEC. Wat dat voor iedere organisatie is, staat in het voorstel. De begroting noemt geld voor "
            "coördinatie, communicatie, informatiegestuurd werken en projecten. Projecten voeren de partners zelf uit.",
        ),
        *invented(
            "Hoe wij de voortgang volgen",
            "Elk expertteam bericht twee keer per jaar aan de Bestuurlijke Begeleidingsgroep.",
            "Bij elk doel staat wie het trekt, en waaraan te zien is dat het is bereikt.",
            "Alle gemeenten en partners lezen dezelfde stand.",
        ),
        *section(
            "Wat in dit voorbeeld ontbreekt",
            "Het voorstel noemt geen streefcijfers, geen planning per thema en geen lijst van criteria. Die staan "
            "daarom ook hier niet.",
        ),
    ]


def _theme(name: str, said: str, *goals: str) -> list[Block]:
    return [Heading(name, 2), Paragraph(said), Heading("Doelen (verzonnen)", 3), Bullets(goals)]


STRATEGY: Final = Composed(
    title="Concept-Veiligheidsstrategie Oost-Nederland 2019-2022",
    status="Concept, bijlage 1 bij het voorstel",
    compose=_content,
    sources=(MEMO,),
)
