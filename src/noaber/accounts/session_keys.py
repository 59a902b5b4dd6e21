"""What accounts keeps in a session, by key."""

from typing import Final

PRINCIPAL: Final = "on_behalf_of_id"  # the user on whose behalf an assistant works
DEMONSTRATION: Final = "is_demonstration_role"  # signed in by one click
FACTOR: Final = "has_second_factor"  # the user for whom this was seen
PROVIDER_FACTOR: Final = "provider_second_factor"  # the user for whom the identity provider vouched
BEGAN_AT: Final = "began_at"  # ISO moment of the first page
SEEN_AT: Final = "seen_at"  # ISO moment of the last note in the list of sessions
