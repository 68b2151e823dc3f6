"""The command `forward-pass`."""

import importlib

import click

_TRAINING = {"evaluate", "train", "mnist"}  # in app.training.commands, imported when asked for
_DEFAULT = "serve"


class Commands(click.Group):
    """`serve` unless another command is named; training is imported only for its commands."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `serve` in front of options that are not the group's own."""
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "--version")):
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, for the help text."""
        return [*super().list_commands(ctx), *sorted(_TRAINING)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        if cmd_name in _TRAINING:
            command = getattr(importlib.import_module("app.training.commands"), cmd_name)
            assert isinstance(command, click.Command)  # noqa: S101  # narrows the type
            return command
        return super().get_command(ctx, cmd_name)


@click.group(cls=Commands)
@click.version_option(package_name="forward-pass")
def main() -> None:
    """Draw a digit and watch a neural network read it.

    Without a command: serve.
    """


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 for any free one. [default: 8000, or the next that is free]",
)
def serve(host: str, port: int | None) -> None:
    """Serve the page until Ctrl-C."""
    from app import create_app, serve
    from app.config import ConfigError
    from app.model_store import ModelError

    try:
        app = create_app()
        listener = serve.listen(host, port)
    except (ConfigError, ModelError, serve.PortInUse) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{host}: {error.strerror or error}") from None
    found = listener.getsockname()[1]
    if port is None and found != serve.DEFAULT_PORT:
        click.echo(f"Port {serve.DEFAULT_PORT} is in use; taking {found}.")
    shown = f"[{host}]" if ":" in host else host
    serve.serve(app, listener, lambda: click.echo(f"http://{shown}:{found}"))
