"""What stands in a list of priorities: a row for every priority, the plan beside it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.network.api import ListColumn

COLUMNS: Final = (
    ListColumn(
        "organisation",
        "organisatie",
        _("De code van de gemeente of partner; zie het blad Organisaties."),
        "VOORBEELD GM0193",
        ("code", "gemeentecode", "organisatiecode"),
        is_required=True,
    ),
    ListColumn("rank", "rang", _("1 komt eerst. Elke rang één keer per organisatie."), "1", is_required=True),
    ListColumn(
        "field",
        "thema",
        _("De code of de naam van het veiligheidsthema; zie het blad Thema's."),
        "5.2",
        ("themacode", "code thema", "theme"),
        is_required=True,
    ),
    ListColumn("wording", "eigen woorden", _("Hoe u het zelf noemt."), "Ondermijning in het buitengebied"),
    ListColumn("page", "bladzijde", _("Waar het in het plan staat."), "12"),
    ListColumn("ambition", "ambitie", _("Wat u wilt bereiken."), "Geen nieuwe drugslabs"),
    ListColumn(
        "title",
        "plan",
        _("De naam van het veiligheidsplan. Op één rij per organisatie is genoeg."),
        "Integraal veiligheidsplan",
        ("naam van het plan",),
    ),
    ListColumn("starts_on", "geldt vanaf", _("De eerste dag van het plan."), "1-1-2019", is_date=True),
    ListColumn(
        "ends_on", "tot en met", _("De laatste dag van het plan."), "31-12-2022", ("t/m",), is_date=True
    ),
    ListColumn(
        "council_on", "vastgesteld op", _("De dag waarop de raad het vaststelde."), "13-12-2018", is_date=True
    ),
    ListColumn("link", "adres", _("Waar het plan staat; begint met https://."), "", ("vindplaats", "link")),
)
OF_PERIOD: Final = ListColumn("period", "periode", _("Van welke periode de rij is."), "")
"""Not in the list that people fill in; what the command gives has it."""
PLAN_COLUMNS: Final = ("title", "starts_on", "ends_on", "council_on", "link")
