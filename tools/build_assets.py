"""Pack the style sheets and fonts of the screens into ``src/noaber/core/static/vendor``.

Run it from anywhere: ``python tools/build_assets.py`` (``--force`` builds even when up to date). The Makefile
and the wheel build (``hatch_build.py``) call it too. It needs npm once; afterwards a stamp says that nothing
changed. Plain Python, no dependencies, so that a build backend can import it.

What comes out:

- ``vendor/utrecht.css``: the Utrecht components we use (EUPL-1.2) and, of the voorbeeld tokens (EUPL-1.2),
  only
  those which these components reach and which our own ``core/tokens.css`` does not set. All of it stands in
  one cascade layer, so that every rule of our own wins without a fight over specificity.
- ``vendor/fonts.css`` and ``vendor/fonts/*.woff2``: Source Sans 3 (OFL-1.1) for the browser, Latin only; the
  rarer letters are a second file that a browser fetches when a page has them.
- ``vendor/fonts-pdf/*.ttf``: the same face for Typst.
- ``vendor/vega.js``: Vega, Vega-Lite and Vega-Embed (BSD-3-Clause) as vl-convert has them, so that the browser draws
  with what the server draws with. Without vl-convert the pages keep the server's pictures.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
STATIC: Final = Path("src/noaber/core/static")

TOKENS_PACKAGE: Final = "@nl-design-system-unstable/voorbeeld-design-tokens"
WEB_FONT_PACKAGE: Final = "@fontsource/source-sans-3"
PDF_FONT_PACKAGE: Final = "source-sans"
CHART_PACKAGE: Final = "vl-convert-python"

WEB_FONTS: Final = ((400, "normal"), (400, "italic"), (600, "normal"), (700, "normal"))
PDF_FONTS: Final = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
UNICODE_RANGES: Final = {
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, "
    "U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
    "latin-ext": "U+0100-0130, U+0132-0151, U+0154-02BA, U+02BD-02C5, U+02C7-02CC, U+1E00-1E9F, U+1EF2-1EFF",
}

TOKEN_USED: Final = re.compile(r"var\(\s*(--[\w-]+)")
TOKEN_SET: Final = re.compile(r"(--[\w-]+)\s*:\s*([^;}]+)")


class AssetsUnavailable(Exception):
    """npm is missing or could not fetch the packages; the plain style sheet takes over."""


def build(root: Path = ROOT, *, is_forced: bool = False) -> bool:
    """Build ``vendor/`` below ``root``; return False when it was up to date.

    Raises AssetsUnavailable when the packages cannot be had. The old folder then stays as it was.
    """
    vendor = root / STATIC / "vendor"
    stamp = vendor / "stamp.txt"
    fingerprint = _fingerprint(root)
    if not is_forced and stamp.is_file() and stamp.read_text() == fingerprint:
        return False
    _install_packages(root)
    fresh = vendor.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    _write_components(root, fresh)
    _write_web_fonts(root, fresh)
    _write_pdf_fonts(root, fresh)
    _write_charts(fresh)
    (fresh / "stamp.txt").write_text(fingerprint)
    shutil.rmtree(vendor, ignore_errors=True)
    fresh.rename(vendor)
    return True


def _fingerprint(root: Path) -> str:
    """One hash over everything that decides what comes out."""
    own_sheets = sorted((root / STATIC / "core").glob("*.css"))
    inputs = [root / "package-lock.json", Path(__file__).resolve(), *own_sheets]
    parts = [path.read_bytes() for path in inputs]
    return hashlib.sha256(b"\0".join([*parts, _chart_version().encode()])).hexdigest()


def _chart_version() -> str:
    """Of the package that draws charts; empty where it is not installed."""
    try:
        return version(CHART_PACKAGE)
    except PackageNotFoundError:
        return ""


def _install_packages(root: Path) -> None:
    """Run ``npm ci`` unless the lock file's packages are already there."""
    npm = shutil.which("npm")
    installed = root / "node_modules" / ".noaber-lock"
    lock = (root / "package-lock.json").read_text()
    if installed.is_file() and installed.read_text() == lock:
        return
    if npm is None:
        raise AssetsUnavailable("npm is not installed")
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise AssetsUnavailable(f"npm ci failed: {result.stderr.strip()[-500:]}")
    installed.write_text(lock)


def _write_components(root: Path, vendor: Path) -> None:
    """Write ``utrecht.css``: tokens that are reached and not our own, then the components."""
    packages = json.loads((root / "package.json").read_text())["dependencies"]
    component_packages = sorted(name for name in packages if name.startswith("@utrecht/"))
    sheets = [_read_package(root, name, "dist/index.min.css") for name in component_packages]
    components = "\n".join(_without_comments(sheet) for sheet in sheets)
    own = "\n".join(path.read_text() for path in sorted((root / STATIC / "core").glob("*.css")))
    theme = dict(TOKEN_SET.findall(_read_package(root, TOKENS_PACKAGE, "dist/theme.css")))
    ours = {name for name, _ in TOKEN_SET.findall(own)}
    tokens = reachable_tokens(components + own, theme, ours)
    lines = [f"{name}:{value.strip()};" for name, value in sorted(tokens.items())]
    credit = "/* Utrecht components and voorbeeld tokens of the NL Design System community, EUPL-1.2 */"
    layer = "@layer utrecht{\n:root{" + "".join(lines) + "}\n" + components + "\n}\n"
    (vendor / "utrecht.css").write_text(f"{credit}\n{layer}", encoding="utf-8")


def reachable_tokens(css: str, theme: dict[str, str], ours: set[str]) -> dict[str, str]:
    """The tokens of ``theme`` that ``css`` needs, directly or through another token, less those in ``ours``.

    >>> reachable_tokens("a{color:var(--a)}", {"--a": "var(--b)", "--b": "red", "--c": "blue"}, set())
    {'--a': 'var(--b)', '--b': 'red'}
    >>> reachable_tokens("a{color:var(--a)}", {"--a": "var(--b)", "--b": "red"}, {"--b"})
    {'--a': 'var(--b)'}
    """
    reached: dict[str, str] = {}
    waiting = TOKEN_USED.findall(css)
    while waiting:
        name = waiting.pop()
        if name in theme and name not in reached and name not in ours:
            reached[name] = theme[name]
            waiting += TOKEN_USED.findall(theme[name])
    return reached


def _without_comments(sheet: str) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL).strip()


def _read_package(root: Path, package: str, path: str) -> str:
    return (root / "node_modules" / package / path).read_text(encoding="utf-8")


def _write_web_fonts(root: Path, vendor: Path) -> None:
    """Copy the WOFF2 files and write the ``@font-face`` rules that name them."""
    source = root / "node_modules" / WEB_FONT_PACKAGE
    target = vendor / "fonts"
    target.mkdir()
    rules = ["/* Source Sans 3, Adobe, SIL Open Font License 1.1: see fonts/LICENSE */"]
    for subset, unicode_range in UNICODE_RANGES.items():
        for weight, style in WEB_FONTS:
            name = f"source-sans-3-{subset}-{weight}-{style}.woff2"
            shutil.copyfile(source / "files" / name, target / name)
            rules.append(
                f'@font-face{{font-family:"Source Sans 3";font-style:{style};font-weight:{weight};'
                f'font-display:swap;src:url("fonts/{name}") format("woff2");unicode-range:{unicode_range}}}'
            )
    shutil.copyfile(source / "LICENSE", target / "LICENSE")
    (vendor / "fonts.css").write_text("\n".join(rules) + "\n", encoding="utf-8")


def _write_pdf_fonts(root: Path, vendor: Path) -> None:
    """Copy the TrueType files that Typst embeds in papers."""
    source = root / "node_modules" / PDF_FONT_PACKAGE
    target = vendor / "fonts-pdf"
    target.mkdir()
    for style in PDF_FONTS:
        shutil.copyfile(source / "TTF" / f"SourceSans3-{style}.ttf", target / f"SourceSans3-{style}.ttf")
    shutil.copyfile(source / "LICENSE.md", target / "LICENSE.md")


def _write_charts(vendor: Path) -> None:
    """Write what the browser draws charts with, in a process of its own: making it takes much memory."""
    if not _chart_version():
        return
    script = "import sys, vl_convert; sys.stdout.write(vl_convert.javascript_bundle())"
    made = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    if made.returncode != 0:
        print(f"warning: vega.js was not made: {made.stderr.strip()[-500:]}", file=sys.stderr)
        return
    credit = (
        "/* Vega, Vega-Lite and Vega-Embed, University of Washington Interactive Data Lab, BSD-3-Clause */"
    )
    (vendor / "vega.js").write_text(f"{credit}\n{made.stdout}", encoding="utf-8")


def main(arguments: list[str]) -> int:
    try:
        was_built = build(is_forced="--force" in arguments)
    except AssetsUnavailable as problem:
        print(f"warning: {problem}. The pages use the plain style sheet.", file=sys.stderr)
        return 0
    print("assets built" if was_built else "assets up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
