"""The process that draws: asked over a pipe, one chart after another, until the pipe closes.

Started by `chart_rendering` as ``python -m noaber.figures.formats.chart_child DESCRIPTOR FONTS``. It reads nothing but
the pipe and the fonts, and a specification that asks for an address on the network is refused.
"""

import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

SCALE = 2.0
"""Of a PNG: twice the pixels, for screens and paper that have them."""


def drawn(spec: dict[str, Any], form: str) -> bytes:
    """The chart as SVG or PNG. The number format is that of the Netherlands, also where a specification says none."""
    import vl_convert  # 60 MB that the web process never has

    ours: dict[str, Any] = {
        "allowed_base_urls": [],
        "format_locale": "nl-NL",
        "time_format_locale": "nl-NL",
    }
    if form == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=SCALE, **ours))
    return str(vl_convert.vegalite_to_svg(spec, **ours)).encode()


def main(descriptor: str, fonts: str) -> None:
    import vl_convert

    if Path(fonts).is_dir():
        vl_convert.register_font_directory(fonts)
    with Connection(int(descriptor)) as pipe:
        while True:
            try:
                spec, form = pipe.recv()
            except EOFError:
                return
            try:
                answer: tuple[bool, Any] = (True, drawn(spec, form))
            except ValueError as error:
                answer = (False, str(error)[:2_000])
            pipe.send(answer)


if __name__ == "__main__":
    main(*sys.argv[1:])
