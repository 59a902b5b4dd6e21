"""What the themes are called in which priorities are counted."""

from collections.abc import Mapping

from noaber.network.api import safety_fields


def theme_names() -> Mapping[str, str]:
    """By the code of the taxonomy."""
    return {row.code: row.name for row in safety_fields()}
