"""``python -m benchmarks.server``: the product's server, with two events of the bench beside it.

It prints its port once it listens. ``echo`` answers with as many bytes as it is asked for, without
doing anything else: what the transport alone costs. ``usage`` tells what the process has used.
"""

import os
import resource
import time
from pathlib import Path

import click

from app import config

PROCESS = Path("/proc/self")


def usage(sid: str) -> dict[str, float]:
    """Seconds of the processor, bytes of memory now and at most, open files, threads."""
    del sid
    pages = int((PROCESS / "statm").read_text().split()[1])
    return {
        "cpu": time.process_time(),
        "memory": pages * os.sysconf("SC_PAGE_SIZE"),
        "most_memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "files": len(list((PROCESS / "fd").iterdir())),
        "threads": len(list((PROCESS / "task").iterdir())),
    }


def echo(sid: str, size: int, filler: bytes) -> bytes:
    """``size`` bytes; ``filler`` makes the question as long as the one it is compared with."""
    del sid, filler
    return bytes(size)


@click.command()
@click.option("--packed", is_flag=True, help="Pack what every visitor asks for, after the start.")
def main(packed: bool) -> None:
    """Serve on a free port until SIGTERM."""
    config.PACK_AHEAD = packed  # read by what is imported now
    from app import create_app, serve

    app = create_app()
    server = app.extensions["socketio"].server
    server.on("echo", echo)
    server.on("usage", usage)
    listener = serve.listen("127.0.0.1", 0)
    serve.serve(app, listener, lambda: click.echo(listener.getsockname()[1]))


if __name__ == "__main__":
    main()
