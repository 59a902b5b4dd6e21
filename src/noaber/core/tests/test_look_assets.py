"""The build of the style sheets and fonts."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[4]
VENDOR = ROOT / "src" / "noaber" / "core" / "static" / "vendor"
needs_vendor = pytest.mark.skipif(
    not (VENDOR / "utrecht.css").is_file(), reason="no npm: the plain sheet is in use"
)


@pytest.fixture
def build_assets() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("build_assets", ROOT / "tools" / "build_assets.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.modules.pop("build_assets", None)


def test_only_tokens_that_are_reached_and_not_our_own_are_packed(build_assets: ModuleType) -> None:
    theme = {"--a": "var(--b)", "--b": "var(--ours)", "--ours": "purple", "--unused": "red"}

    packed = build_assets.reachable_tokens("p{color:var(--a)}", theme, {"--ours"})

    assert packed == {"--a": "var(--b)", "--b": "var(--ours)"}


def test_tokens_that_name_each_other_in_a_circle_end(build_assets: ModuleType) -> None:
    assert set(build_assets.reachable_tokens("var(--a)", {"--a": "var(--b)", "--b": "var(--a)"}, set())) == {
        "--a",
        "--b",
    }


def test_without_npm_the_build_says_so_and_leaves_the_folder_alone(
    build_assets: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "package-lock.json").write_text("{}")
    vendor = tmp_path / build_assets.STATIC / "vendor"
    vendor.mkdir(parents=True)
    (vendor / "utrecht.css").write_text("old")
    monkeypatch.setenv("PATH", "")

    with pytest.raises(build_assets.AssetsUnavailable, match="npm is not installed"):
        build_assets.build(tmp_path)

    assert (vendor / "utrecht.css").read_text() == "old"


def test_the_lock_file_names_no_registry() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


@needs_vendor
def test_the_packed_components_stay_small_and_below_our_own_rules() -> None:
    sheet = (VENDOR / "utrecht.css").read_text()

    assert len(sheet) < 200_000
    assert sheet.split("\n")[1].startswith("@layer utrecht{")
    assert sheet.count("{") == sheet.count("}")


@needs_vendor
def test_no_colour_of_the_example_theme_is_left() -> None:
    assert "--voorbeeld-" not in (VENDOR / "utrecht.css").read_text()


@needs_vendor
def test_every_font_file_that_is_named_is_there_with_its_licence() -> None:
    names = [part.split('"')[0] for part in (VENDOR / "fonts.css").read_text().split('url("')[1:]]

    assert names
    assert all((VENDOR / name).stat().st_size < 60_000 for name in names)
    assert (VENDOR / "fonts" / "LICENSE").is_file()
    assert (VENDOR / "fonts-pdf" / "LICENSE.md").is_file()


@pytest.mark.skipif(not (VENDOR / "vega.js").is_file(), reason="packed without vl-convert")
def test_what_the_browser_draws_charts_with_needs_no_eval_of_its_own() -> None:
    """`ast: true` asks for the interpreter, which must be in it: the policy of the site allows no eval."""
    engine = (VENDOR / "vega.js").read_text(encoding="utf-8")
    assert "window.vegaEmbed=" in engine
    assert "expressionInterpreter" in engine
    assert len(engine) < 1_200_000


@pytest.mark.parametrize(
    ("sheet", "selector", "rule"),
    [
        ("text", ".noaber ", "overflow-wrap: break-word"),
        ("tables", ".noaber .noaber-table--stack td", "minmax(0, 1fr)"),
        ("tables", ".noaber .noaber-table--stack td", "hyphens: auto"),
        ("text", ".noaber-facts__value", "min-inline-size: 0"),
        ("pictures", ".noaber .noaber-tile--open", "border-color: var(--noaber-color-neutral-line)"),
    ],
)
def test_a_long_word_breaks_on_a_phone_and_an_open_tile_has_a_border(
    sheet: str, selector: str, rule: str
) -> None:
    lines = (ROOT / "src/noaber/core/static/core" / f"{sheet}.css").read_text().splitlines()
    assert any(selector in line and rule in line for line in lines)
