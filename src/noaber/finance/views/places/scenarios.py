"""The addresses of scenarios."""

from typing import Final

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.finance.forms.scenarios import scenario_query
from noaber.finance.rules.scenarios.questions import ScenarioQuestion

SCENARIOS: Final = "/bijdragen/scenarios/"
NEW: Final = f"{SCENARIOS}nieuw/"
COMPARE: Final = f"{SCENARIOS}vergelijken/"
VERSION: Final = "versie"
CHOSEN: Final = "scenario"


def scenario_address(
    code: str, part: str = "", *, number: int | None = None, asof: AsOf | None = None
) -> str:
    said = filter(None, (f"{VERSION}={number}" if number else "", asof.query if asof else ""))
    query = "&".join(said)
    address = f"{SCENARIOS}{code}/{part}"
    return f"{address}?{query}" if query else address


def question_address(question: ScenarioQuestion) -> str:
    """The form with this question filled in, and its outcome."""
    return f"{NEW}?{scenario_query(question)}"


def scenario_crumbs() -> list[tuple[str, str]]:
    return [(_("Bijdragen"), "/bijdragen/"), (_("Scenario's"), SCENARIOS)]
