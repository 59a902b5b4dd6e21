"""Whether organisations have decided for themselves: what rooms above ask before they change what was asked."""

from noaber.core.reading import read_once
from noaber.decisions.queries.proposals.taken_back import not_taken_back
from noaber.decisions.rules.positions import FINAL


@read_once
def has_own_decisions(code: str) -> bool:
    """Whether an organisation has taken its own decision on a proposal; one that was put off or taken back is none."""
    stage = {"consultation__stage__proposal__code": code, "consultation__stage__is_follow_up": True}
    return not_taken_back().filter(**stage, answer__in=[answer.value for answer in FINAL]).exists()
