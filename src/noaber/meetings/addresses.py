"""Addresses of meetings and actions."""

import uuid
from urllib.parse import urlencode


def sitting_address(key: uuid.UUID, then: str = "") -> str:
    return f"/vergaderingen/{key}/{then}"


def item_address(key: uuid.UUID, item: int, then: str = "") -> str:
    return f"/vergaderingen/{key}/agenda/{item}/{then}"


def action_address(key: uuid.UUID, then: str = "") -> str:
    return f"/acties/{key}/{then}"


def new_action_address(body_code: str, item: int | None = None) -> str:
    asked = {"overleg": body_code} | ({"punt": str(item)} if item else {})
    return f"/acties/nieuw/?{urlencode(asked)}"


def plan_address(body_code: str = "") -> str:
    return (
        f"/vergaderingen/plannen/?{urlencode({'overleg': body_code})}"
        if body_code
        else "/vergaderingen/plannen/"
    )
