"""The rows that say what was released and agreed, for `noaber verify-audit`: which fields change only by a verb."""

from noaber.core.records import declare_record
from noaber.meetings import models

RECORDED = "recorded_at recorded_by_id"


def declare_records() -> None:
    """The names stay when a table moves to another room: the log holds them."""
    declare_record("release", models.Release, "sitting paper item file is_public released_at released_by_id")
    told = "release item number treated_as kind title text decision minutes"
    declare_record("released_item", models.ReleasedItem, told)
    seat = "release post state person proxy_post is_voting"
    declare_record("released_seat", models.ReleasedSeat, seat)
    item = "sitting kind title text consultation is_restricted treated_as decision minutes"  # its number may move
    declare_record("agenda_item", models.AgendaItem, item)
    declare_record("attendance", models.Attendance, "sitting post state person proxy_post")
    by = f"{RECORDED} on_behalf_of_id"
    declare_record("without_quorum", models.WithoutQuorum, f"sitting motive {by}")
    declare_record("step", models.ActionStep, f"action state text {RECORDED}")
