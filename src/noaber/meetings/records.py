"""The rows that say what was released and agreed, for `noaber verify-audit`: which fields never change any more."""

from noaber.core.records import declare_record
from noaber.meetings import models

RECORDED = "recorded_at recorded_by_id"


def declare_records() -> None:
    """The names stay when a table moves to another room: the log holds them."""
    declare_record("release", models.Release, "sitting paper item file is_public released_at released_by_id")
    told = "release item number treated_as kind title text decision minutes"
    declare_record("released_item", models.ReleasedItem, told)
    declare_record("step", models.ActionStep, f"action state text {RECORDED}")
