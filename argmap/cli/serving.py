"""`argmap app`: the app in the browser; how it is served stands in .streamlit/config.toml, beside app.py."""

import os
import subprocess
import sys
from pathlib import Path

import click

from argmap.cli.options import directions_option
from argmap.errors import ArgmapError, InputError
from argmap.places import APP


@click.command()
@click.argument("source", metavar="[SOURCE|MAP]", required=False)
@click.option("--port", type=click.IntRange(1, 65535), default=8501, help="Port on localhost (8501).")
@click.option("--no-browser", is_flag=True, help="Do not open a browser window.")
@directions_option
def app(source: str | None, port: int, no_browser: bool, directions: str | None) -> None:
    """Open the app in the browser, for this machine only."""
    if not APP.is_file():
        raise ArgmapError(f"{APP}: not here; run the app from a checkout of the project")
    if source and not Path(source).is_file():
        raise InputError("no such file; check the name", source=source)
    flags = ["--server.port", str(port), *(("--server.headless", "true") if no_browser else ())]
    files = ["--", str(Path(source).resolve())] if source else []
    command = [sys.executable, "-m", "streamlit", "run", str(APP), *flags, *files]
    environment = {**os.environ, **taxonomy_of_the_app(directions)}
    if os.name == "posix":  # takes this process's place, so that whoever ends it ends the app; Windows has no such call
        os.execve(sys.executable, command, environment)
    if code := subprocess.run(command, env=environment).returncode:
        raise click.exceptions.Exit(code)


def taxonomy_of_the_app(directions: str | None) -> dict[str, str]:
    """What tells the app, and the processes in which it maps, of the user's own research directions.

    Raises:
        InputError: the file cannot be read, or holds no taxonomy.
    """
    if not directions:
        return {}
    from argmap.readers.taxonomy import VARIABLE, read_taxonomy

    read_taxonomy(directions)
    return {VARIABLE: str(Path(directions).resolve())}
