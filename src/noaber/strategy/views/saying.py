"""What every service asks of a page that records something."""

from typing import Any

from noaber.accounts.editing import AsItStood
from noaber.core import clock
from noaber.core.requests import Request


def said_by(request: Request) -> dict[str, Any]:
    """Who says it, at which moment and on which day: `actor`, `now` and `today` of a service."""
    return {"actor": request.actor, "now": clock.now(), "today": request.today}


def went_to(address: str, *, is_new: bool) -> str:
    """Where to go on to; `edit` says so when nothing was new."""
    return address if is_new else AsItStood(address)
