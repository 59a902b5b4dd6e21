"""What ``noaber serve`` prints when the website is ready."""

from noaber.core.models import Demonstration
from noaber.core.rules.dutch import format_date
from noaber.site.settings.environment import Environment


def welcome(environment: Environment) -> str:
    """The address, and in a demonstration whom one can be."""
    lines = ["", f"Noaber draait op {environment.site_url}/", ""]
    mark = Demonstration.objects.first()
    if mark is not None:
        lines += _demonstration(environment, mark)
    return "\n".join([*lines, "Stoppen: Ctrl+C", ""])


def _demonstration(environment: Environment, mark: Demonstration) -> list[str]:
    return [
        f"Voorbeeldnetwerk, gespeeld tot en met {format_date(mark.reached_on)}.",
        f"Kies een rol, zonder wachtwoord: {environment.site_url}/account/rollen/",
        "",
    ]
