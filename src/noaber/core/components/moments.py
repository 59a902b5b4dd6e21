"""What a demonstration says of its moments: what was played has those of then, what a visitor does the real ones."""

from django.utils.translation import gettext as _

from noaber.core import clock


def about_moments() -> tuple[str, ...]:
    """A note under a list of what was recorded; none outside a demonstration."""
    if clock.reached_on() is None:
        return ()
    return (
        _(
            "Wat de demonstratie afspeelde, heeft de tijd van toen. Wat u zelf vastlegt, krijgt de echte tijd."
        ),
    )
