"""How far the consent of those who are asked for it is: "3 van de 5", for rooms that follow a proposal."""

from noaber.decisions.queries.matrix import Standing
from noaber.decisions.rules.outcomes import in_favour_answers
from noaber.decisions.rules.route import Role


def consented(found: Standing) -> tuple[int, int]:
    """Who gave it on every point that they are asked, and how many are asked; none where no stage asks for consent."""
    kinds = {point.label: point.kind for point in found.points}
    asked = [
        (stage, party) for stage in found.stages if stage.role is Role.CONSENT for party in stage.parties
    ]
    given = 0
    for stage, party in asked:
        cells = [(kinds[label], stage.cells.get((party.key, label))) for label in party.labels]
        given += all(cell is not None and cell.answer in in_favour_answers(kind) for kind, cell in cells)
    return given, len(asked)
