"""The kinds of bodies that have a part in a strategy, by the names that network gives them."""

from typing import Final

DISTRICT_COUNCIL: Final = "district_safety_council"
"""Consents to the themes (R09)."""
GOVERNING_COLLEGE: Final = "governing_college"
"""Adopts the strategy, where the network has one (R14)."""
STEERING_GROUP: Final = "steering_group"
"""Is told how the goals go (R35)."""
