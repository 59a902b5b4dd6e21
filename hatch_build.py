"""Pack the style sheets and fonts before a wheel is made, so that who installs the wheel needs no npm."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetsHook(BuildHookInterface):  # type: ignore[misc]  # hatchling is there only while building
    """Calls ``tools/build_assets.py``.

    Without npm it warns and the wheel carries the plain style sheet alone.
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        script = root / "tools" / "build_assets.py"
        if not script.is_file():
            return
        sys.path.insert(0, str(script.parent))
        import build_assets

        try:
            build_assets.build(root)
        except build_assets.AssetsUnavailable as problem:
            self.app.display_warning(f"{problem}. The pages use the plain style sheet.")
