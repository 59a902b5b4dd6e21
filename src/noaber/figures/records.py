"""The rows that say what was published, for `noaber verify-audit`: which fields never change any more."""

from noaber.core.records import declare_record
from noaber.figures.models import Release


def declare_records() -> None:
    """The names stay when a table moves to another room: the log holds them."""
    counts = "cell_count new_count changed_count gone_count first_period last_period"
    said = "table_id number published_at provisional source is_invented areas_id neighbourhoods_id changes_id"
    declare_record("figures_release", Release, f"{said} {counts} recorded_at recorded_by_id on_behalf_of_id")
