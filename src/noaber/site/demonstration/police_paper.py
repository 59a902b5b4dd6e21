"""The police's plan as a document: what the law and the memo say of it; the rest is invented and says so."""

from collections.abc import Sequence
from typing import Final

from noaber.core.documents.paper import Block
from noaber.site.demonstration.documents import MEMO, Composed, invented, section


def _content() -> Sequence[Block]:
    return [
        *section(
            "Wat dit plan is",
            "De burgemeesters en de hoofdofficier van justitie stellen ten minste eens in de vier jaar het beleid van "
            "de politie-eenheid vast. Dit plan geldt van 2019 tot en met 2022, net als de Veiligheidsstrategie "
            "Oost-Nederland. De strategie geeft mede richting aan dit plan. Het Bestuurscollege stelt beide op "
            "dezelfde dag vast: 24 april 2019.",
        ),
        *section(
            "Wat aan het besluit voorafgaat",
            "Elke burgemeester hoort de eigen gemeenteraad over het ontwerp. Ook geven de vijf districtelijke "
            "veiligheidsoverleggen hun standpunt. Na de vaststelling gaat het plan naar de minister en de korpschef.",
        ),
        *section(
            "Aansluiting bij de vier thema's",
            "De politie werkt mee aan de thema's van de strategie: ondermijning, kwetsbare personen, cybercrime en "
            "informatiegestuurd werken.",
        ),
        *invented(
            "Wat de politie per thema wil",
            "Ondermijning: signalen uit de wijk eerder delen met de gemeente.",
            "Kwetsbare personen: samen met de zorg zorgen dat iemand op de goede plek komt.",
            "Cybercrime: aangifte doen makkelijker maken, en slachtoffers beter helpen.",
            "Informatiegestuurd werken: met gemeenten dezelfde cijfers gebruiken.",
        ),
        *section(
            "Wat in dit voorbeeld ontbreekt",
            "Een echt plan zegt meer: de verdeling van de sterkte over de eenheid, de landelijke doelen van de "
            "minister en de afspraken per gemeente. Verzonnen cijfers over de politie staan hier met opzet niet in.",
        ),
    ]


PLAN: Final = Composed(
    title="Ontwerp Meerjarenbeleidsplan Politie 2019-2022",
    status="Ontwerp, bijlage bij het voorstel",
    compose=_content,
    sources=("Politiewet 2012, artikelen 38b en 39", MEMO),
)
