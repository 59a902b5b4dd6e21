"""Stands in for the child that draws: it answers what it was asked, wrongly, never, or with its own end."""

import os
import sys
import time
from multiprocessing.connection import Connection


def main(descriptor: str, _fonts: str) -> None:
    with Connection(int(descriptor)) as pipe:
        while True:
            try:
                spec, form = pipe.recv()
            except EOFError:
                return
            if "end" in spec:
                os._exit(1)
            if "hang" in spec:
                time.sleep(60)
            pipe.send(
                (False, spec["wrong"]) if "wrong" in spec else (True, f"{spec.get('say')} {form}".encode())
            )


if __name__ == "__main__":
    main(*sys.argv[1:])
