"""The page that lists the statistics names every module of them, and the bench is one that is run."""

from pathlib import Path

import noaber.figures.rules.statistics as package
from bench.__main__ import PARTS

PAGE = Path(__file__).parents[5] / "docs" / "rules" / "figures-statistics.md"


def test_every_module_is_on_the_page() -> None:
    modules = {path.stem for path in Path(package.__path__[0]).glob("*.py")} - {"__init__", "arrays"}

    text = PAGE.read_text(encoding="utf-8")
    assert not {each for each in modules if f"`{each}`" not in text}
    assert "figures_signals" in PARTS
