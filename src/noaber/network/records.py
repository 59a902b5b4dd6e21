"""The rows of the register that money rests on, for `noaber verify-audit`: which fields change only by a verb."""

from noaber.core.records import declare_record
from noaber.network.models import PopulationFigure


def declare_records() -> None:
    """The names stay when a table moves to another room: the log holds them."""
    figure = "organisation reference_on population is_provisional source known_from known_until"
    declare_record("population", PopulationFigure, figure)
