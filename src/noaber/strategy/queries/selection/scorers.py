"""Who gives the scores of a round: each seat with a vote in its body one, by its holder or who stands in for them."""

from collections import Counter
from dataclasses import dataclass

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.network.api import SeatRow, seats
from noaber.strategy.queries.selection.round import RoundRow


def scoring_seats(actor: Actor, body: str, asof: AsOf) -> tuple[SeatRow, ...]:
    """The seats with a vote; the secretary prepares and does not score. Who holds them only for the network."""
    found = seats(actor, asof, body_code=body)
    return tuple(row for row in found if row.is_voting and row.role != "secretary")


def seat_of(actor: Actor, body: str, asof: AsOf) -> SeatRow | None:
    """For which seat somebody scores: their own, else the first for whose holder they stand in."""
    found = [
        (holder.is_substitute, row)
        for row in scoring_seats(actor, body, asof)
        for holder in row.holders
        if holder.user_id is not None and holder.user_id == scorer_of(actor)
    ]
    return min(found, key=lambda each: each[0])[1] if found else None


def seat_code(actor: Actor, body: str, asof: AsOf) -> str:
    """The code of that seat; empty for who has none."""
    found = seat_of(actor, body, asof)
    return found.code if found else ""


@dataclass(frozen=True, slots=True)
class SeatScores:
    """How much of what is asked of a seat was given for it."""

    seat: SeatRow
    given: int
    asked: int

    @property
    def is_whole(self) -> bool:
        return self.given == self.asked


def seat_scores(actor: Actor, row: RoundRow, asof: AsOf) -> tuple[SeatScores, ...]:
    """Of each seat that scores how far it is; a seat that came or went since is not waited for."""
    given = Counter(each.seat for each in row.given)
    found = scoring_seats(actor, row.text.body, asof)
    return tuple(SeatScores(seat, given[seat.code], len(row.pairs)) for seat in found)


def scorer_of(actor: Actor) -> int:
    """Whose score it is: of who is represented, else of who is signed in; 0 is nobody."""
    return actor.on_behalf_of_id or actor.user_id or 0
