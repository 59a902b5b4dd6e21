"""What ``noaber serve`` prints when the website is ready."""

from noaber.accounts.api import demonstration_roles
from noaber.core.commandline import columns
from noaber.core.models import Demonstration
from noaber.core.rules.dutch import long_date
from noaber.site.settings.environment import Environment


def welcome(environment: Environment) -> str:
    """The address, and in a demonstration whom one can be."""
    lines = ["", f"Noaber draait op {environment.site_url}/", ""]
    mark = Demonstration.objects.first()
    if mark is not None:
        lines += [
            f"Voorbeeldnetwerk, gespeeld tot en met {long_date(mark.reached_on)}. Kies een rol, zonder wachtwoord:",
            f"{environment.site_url}/account/rollen/",
            "",
            *(
                f"  {line}"
                for line in columns([(one.display_name, one.description) for one in demonstration_roles()])
            ),
            "",
        ]
    return "\n".join([*lines, "Stoppen: Ctrl+C", ""])
