"""`python -m app` is the command `forward-pass`."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  # said before importing what it lacks
    sys.exit(
        "Forward Pass needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2])
    )

from app.cli import main  # on an older Python it would fail

main(prog_name="forward-pass")
