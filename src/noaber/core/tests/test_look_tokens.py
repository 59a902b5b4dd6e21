"""The look keeps its promises: readable colours, one scale of type and of space, nothing beside it."""

import math
import re
from itertools import combinations
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parent.parent / "static" / "core"
TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
OWN_SHEETS = sorted(path for path in STATIC.glob("*.css") if path.name != "tokens.css")
TOKENS = dict(re.findall(r"(--noaber-color-[\w-]+):\s*(#[0-9a-f]{6});", (STATIC / "tokens.css").read_text()))

TEXT_ON_GROUND = [
    ("ink", "paper"),
    ("ink", "sheet"),
    ("ink", "sand"),
    ("ink-soft", "paper"),
    ("ink-soft", "sheet"),
    ("ink-soft", "sand"),
    ("accent", "paper"),
    ("accent", "sheet"),
    ("accent", "sand"),
    ("accent", "accent-soft"),
    ("accent-strong", "accent-soft"),
    ("ink", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-accent-soft", "accent"),
    ("on-accent-soft", "accent-strong"),
    ("on-accent", "danger"),
    ("on-accent", "ink"),
    ("focus-edge", "focus"),
    ("ink", "focus"),
    *((tone, f"{tone}-soft") for tone in ("ok", "warning", "danger", "info", "neutral")),
    *(("ink", f"{tone}-soft") for tone in ("ok", "warning", "danger", "info", "neutral")),
    ("danger", "sheet"),
    ("danger", "paper"),
    *(("ink", f"group-{group}") for group in range(1, 7)),
    *(("on-step-light", f"step-{step}") for step in (1, 2, 3)),
    *(("on-step-dark", f"step-{step}") for step in (4, 5)),
]
SHAPE_ON_GROUND = [
    ("line-strong", "sheet"),
    ("line-strong", "paper"),
    ("accent", "sheet"),
    ("ok-line", "sheet"),
    ("danger-line", "sheet"),
    ("info-line", "sheet"),
    ("focus-edge", "paper"),
    ("focus", "accent"),
]


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio after WCAG 2.2, from 1 to 21."""
    light, dark = sorted((luminance(TOKENS[f"--noaber-color-{name}"]) for name in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert luminance("#ffffff") == pytest.approx(1)
    assert luminance("#777777") == pytest.approx(0.1845, abs=0.0001)


@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_is_readable_on_its_ground(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON_GROUND)
def test_what_must_be_seen_stands_out_from_its_ground(shape: str, ground: str) -> None:
    assert contrast(shape, ground) >= 3


def lab(colour: str) -> tuple[float, float, float]:
    """CIE L*a*b* of an sRGB colour under D65, in which distances are about as large as they look."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize(("one", "other"), list(combinations(range(1, 6), 2)))
def test_groups_on_a_map_are_told_apart_at_a_glance(one: int, other: int) -> None:
    """Districts: a difference of 20 is seen without looking twice (2.3 is just noticeable)."""
    colours = (lab(TOKENS[f"--noaber-color-group-{group}"]) for group in (one, other))
    assert math.dist(*colours) >= 20


@pytest.mark.parametrize("sheet", OWN_SHEETS, ids=lambda path: path.name)
def test_colours_come_from_tokens_only(sheet: Path) -> None:
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", sheet.read_text())


@pytest.mark.parametrize("sheet", OWN_SHEETS, ids=lambda path: path.name)
def test_type_sizes_come_from_the_scale_only(sheet: Path) -> None:
    sizes = re.findall(r"(?<!-)font-size:\s*([^;}]+)", sheet.read_text())
    assert [
        size for size in sizes if not re.fullmatch(r"var\(--noaber-text-[\w-]+\)|inherit|100%", size.strip())
    ] == []


@pytest.mark.parametrize("sheet", OWN_SHEETS, ids=lambda path: path.name)
def test_distances_come_from_the_scale_only(sheet: Path) -> None:
    """Margins, paddings and gaps are tokens, nothing, or a calculation with tokens.

    @page speaks millimetres.
    """
    text = re.sub(r"@page\s*\{[^}]*\}", "", sheet.read_text())
    values = re.findall(r"(?:margin|padding|gap)[\w-]*:\s*([^;}]+)", text)
    parts = [part for value in values for part in re.sub(r"calc\(.*var\(--noaber.*\)", "0", value).split()]
    allowed = re.compile(r"0|auto|var\(--noaber-(space|target|line)[\w-]*\)")
    assert [part for part in parts if not allowed.fullmatch(part)] == []


def test_every_token_that_is_used_exists() -> None:
    defined = set(re.findall(r"(--noaber-[\w-]+):", (STATIC / "tokens.css").read_text()))
    used = {
        name
        for sheet in STATIC.glob("*.css")
        for name in re.findall(r"var\((--noaber-[\w-]+)", sheet.read_text())
    }
    assert used - defined == set()


def test_pages_carry_no_inline_style_or_script() -> None:
    """The content security policy would refuse them without a word to the reader."""
    for template in TEMPLATES.rglob("*.html"):
        if "mail" in template.parts:  # mail programs read nothing else than inline style
            continue
        text = template.read_text()
        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", text), template
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), template


def test_no_page_asks_anything_of_another_host() -> None:
    sheets = [path.read_text() for path in STATIC.glob("*.css")]
    pages = [path.read_text() for path in TEMPLATES.rglob("*.html")]
    for text in sheets + pages:
        assert not re.search(r"(?:src|href|url)\s*[=(]\s*[\"']?(?:https?:)?//", text)
