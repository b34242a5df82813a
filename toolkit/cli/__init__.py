"""The command ``polyedition``: one command a file, each imported only when it is called."""

from __future__ import annotations

import atexit
import gc
import importlib
import sys

import click

from toolkit import __version__
from toolkit.cli.terminal import guard_streams
from toolkit.errors import ToolkitError, of_machine

COMMANDS = (
    "init",
    "update",
    "diff",
    "status",
    "todo",
    "check",
    "format",
    "merge",
    "review",
    "export",
    "kit",
    "import",
    "memory",
    "terms",
    "translate",
    "serve",
    "release",
    "build",
    "verify",
    "install-driver",
    "doctor",
)
"""Names of the commands, as they are listed; each is ``command`` in the module of its name."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"toolkit.cli.{cmd_name.replace('-', '_')}_command")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            import difflib

            close = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean {close[0]}?" if close else f" The commands are: {', '.join(COMMANDS)}."
            ctx.fail(f"There is no command {args[0]}.{hint}")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="polyedition")
def polyedition() -> None:
    """Translate documents with gettext catalogs and publish an edition in every language.

    \b
    Examples:
      polyedition init recommendations    make a small working project
      polyedition update                  bring the catalogs up to the sources
      polyedition status                  see what is missing in each language
      polyedition build -l ru -l kk       build the Russian and Kazakh editions
    """


def main() -> None:
    """Runs the command; every fault that a user can cause is said in words, without a traceback."""
    guard_streams()
    atexit.register(gc.freeze)  # what ends with the process is not looked through for rubbish first
    try:
        code = polyedition.main(standalone_mode=False)
    except ToolkitError as error:
        click.echo(error, err=True)
        code = error.exit_code
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; what was finished stays", err=True)
        code = 130
    except BrokenPipeError:
        # Whoever reads the output has enough; Python would complain again while it closes the stream.
        sys.stderr.close()
        code = 0
    except OSError as error:
        click.echo(of_machine(error), err=True)
        code = 1
    _say_troubles()
    sys.exit(code if isinstance(code, int) else 0)


def _say_troubles() -> None:
    """Names the plug-ins that were left out, on a line each."""
    plugins = sys.modules.get("toolkit.system.plugins")
    for one in plugins.troubles if plugins else ():
        click.echo(one, err=True)
