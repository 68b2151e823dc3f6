"""`python -m app` is the command `forward-pass`."""

from app.cli import main

main(prog_name="forward-pass")
