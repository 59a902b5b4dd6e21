"""The rows of the register that change only by a verb, for `noaber verify-audit`: those that money and maps rest on."""

from noaber.core.records import declare_record
from noaber.network.models import BoundarySet, PopulationFigure


def declare_records() -> None:
    """The names stay when a table moves to another room: the log holds them."""
    figure = "organisation reference_on population is_provisional source known_from known_until"
    declare_record("population", PopulationFigure, figure)
    boundaries = "year source file_name checksum recorded_at recorded_by_id on_behalf_of_id"
    declare_record("boundary_set", BoundarySet, boundaries)
