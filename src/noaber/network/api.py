"""The only door of the network room for the rooms above it."""

from noaber.network.models import Network
from noaber.network.queries.organisations import OrganisationRow, municipalities, organisation

__all__ = ["OrganisationRow", "municipalities", "network_name", "organisation"]


def network_name() -> str:
    """What the network of this installation is called; empty when none is loaded."""
    return Network.objects.values_list("name", flat=True).first() or ""
