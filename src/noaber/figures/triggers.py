"""What the database itself refuses: changing a release that was taken in, what a month said, and what people did."""

from typing import Final

from noaber.core.append_only import Frozen, freezing
from noaber.core.append_only import statements as appending

LEDGER: Final = ("figures_release",)
SIGNALS: Final = (
    "figures_signalmonth",
    "figures_signalreading",
    "figures_signalstep",
    "figures_annotation",
    "figures_annotationwithdrawal",
)
REPORTS: Final = ("figures_reportchoice", "figures_reportinvitation", "figures_reportdelivery")
MEASURES: Final = ("figures_savedmeasure", "figures_savedmeasureremoval")
CARD: Final = Frozen("figures_signalcard", ("area", "offence_id", "since"))
RUN: Final = Frozen("figures_reportrun", ("period", "release_id", "edition"))


def statements(vendor: str) -> list[str]:
    return [*appending(vendor, LEDGER + SIGNALS + REPORTS + MEASURES), *freezing(vendor, (CARD, RUN))]
