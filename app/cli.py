"""The command `forward-pass`."""

import importlib
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click

from app.cooperative import be_cooperative

if TYPE_CHECKING:
    from flask import Flask

# Commands of other modules, imported when asked for.
_ELSEWHERE = {
    "add": "app.own.commands",
    "evaluate": "app.training.commands",
    "mnist": "app.training.commands",
    "remove": "app.own.commands",
    "train": "app.training.commands",
}
_DEFAULT = "serve"


class Commands(click.Group):
    """`serve` unless another command is named; what others take is imported only for them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `serve` in front of options that are not the group's own."""
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "--version")):
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, for the help text."""
        return [*super().list_commands(ctx), *_ELSEWHERE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        if cmd_name in _ELSEWHERE:
            module = importlib.import_module(_ELSEWHERE[cmd_name])
            command: click.Command = getattr(module, cmd_name)
            return command
        return super().get_command(ctx, cmd_name)


@click.group(cls=Commands)
@click.version_option(package_name="forward-pass")
def main() -> None:
    """Draw a digit and watch a neural network read it.

    Without a command: serve.
    """
    # Windows' code pages lack some characters: a question mark is better than a crash.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


_host = click.option(
    "--host",
    help="Address or name to listen on; 0.0.0.0 lets phones on the same network in. "
    "[env: FORWARD_PASS_HOST; default: 127.0.0.1, and for a class 0.0.0.0]",
)
_port = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 for any free one. "
    "[env: FORWARD_PASS_PORT; default: 8000, or the next that is free]",
)


@main.command()
@_host
@_port
def serve(host: str | None, port: int | None) -> None:
    """Serve the page until Ctrl-C."""
    _serve(host, port)


@main.command("class")
@_host
@_port
def begin_class(host: str | None, port: int | None) -> None:
    """Serve a class: phones on the same network join it by a code."""
    given = host or os.environ.get("FORWARD_PASS_HOST")
    _serve(given or "0.0.0.0", port, _invitation)  # noqa: S104  # it is for phones


def _serve(
    host: str | None, port: int | None, also: Callable[["Flask"], Iterable[str]] = lambda _: ()
) -> None:
    """Serve, and say where; ``also``: what else is said once people can come."""
    # One thread multiplies matrices this small faster. Read when NumPy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    be_cooperative(os.environ)
    import msgspec

    from app import create_app, serve
    from app.config import Config, ConfigError
    from app.model_store import ModelError

    try:
        config = Config.from_environment(os.environ)
        host = config.host if host is None else host
        port = config.port if port is None else port
        config = msgspec.structs.replace(config, host=host, port=port)
        app = create_app(config)
        listener = serve.listen(host, port)
    except (ConfigError, ModelError, serve.CannotListen) as error:
        raise click.ClickException(str(error)) from None
    serve.serve(
        app,
        listener,
        lambda: _say([*_greeting(host, port, listener.getsockname()[1]), *also(app)]),
        drain=config.drain,
    )


def _invitation(app: "Flask") -> Iterator[str]:
    """How phones join a new class, and how its teacher does."""
    from app.config import DOOR
    from app.entrance import qr_lines
    from app.forward_pass import InvalidInput

    entrance = app.extensions["entrance"]
    yield ""
    try:
        code, token = app.extensions["rooms"].open()
    except InvalidInput as error:
        yield f"There is no class yet ({error}). The page can begin one later."
        return
    for way in entrance.ways(entrance.here, f"{DOOR}/{code}")[:1]:
        lines = qr_lines(way.url)
        if _can_show("".join(lines)):
            yield from (click.style(line, fg="bright_white", bg="black") for line in lines)
        yield f"Pupils scan this, or open {way.url.removesuffix(f'/{code}')}"
    yield f"The code of the class: {code[:3]} {code[3:]}"
    yield ""
    yield "You steer the class by this link, on this computer. It is for you alone:"
    yield f"{entrance.here}{DOOR}/start#{token}"


def _can_show(text: str) -> bool:
    """Whether the terminal has these characters; Windows' code pages lack some."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _say(lines: Iterable[str]) -> None:
    """Print lines, if anybody can read them: the server runs either way."""
    try:
        for line in lines:
            click.echo(line)
    except OSError:  # a full disk, or a pipe whose reader has gone
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())  # what is left is flushed there at exit
        os.close(nowhere)


def _greeting(host: str, wanted: int | None, port: int) -> Iterator[str]:
    from app.addresses import phone_places
    from app.serve import DEFAULT_PORT, is_any

    if wanted is None and port != DEFAULT_PORT:
        yield f"Port {DEFAULT_PORT} is in use, so it is {port} this time."
    shown = "127.0.0.1" if is_any(host) else f"[{host}]" if ":" in host else host
    yield f"Forward Pass is at http://{shown}:{port}"
    if not is_any(host):
        return
    places = phone_places()
    if not places:
        yield "This machine is on no network that phones could share."
    for k, (address, adapter) in enumerate(places):
        before = "or" if k else "For phones on the same network:"
        after = f" ({adapter})" if len(places) > 1 else ""
        yield f"{before} http://{address}:{port}{after}"


@main.command()
def doctor() -> None:
    """Check weights, port, browser client and data, and tell the address for phones."""
    from app.doctor import examine

    signs = {True: "ok  ", None: "note", False: "FAIL"}
    findings = []
    for finding in examine():
        click.echo(f"{signs[finding.ok]}  {finding.subject}: {finding.text}")
        findings.append(finding.ok)
    if False in findings:
        raise click.exceptions.Exit(1)
