"""`argmap app`: the app in the browser; how it is served stands in .streamlit/config.toml, beside app.py.

Streamlit reads that file only where the app is started in its folder, so the command hands its options over.
"""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from argmap.cli.options import directions_option
from argmap.errors import InputError
from argmap.places import APP, SERVER


@click.command()
@click.argument("source", metavar="[SOURCE|MAP]", required=False)
@click.option("--port", type=click.IntRange(1, 65535), default=8501, help="Port on localhost (8501).")
@click.option("--no-browser", is_flag=True, help="Do not open a browser window.")
@directions_option
def app(source: str | None, port: int, no_browser: bool, directions: str | None) -> None:
    """Open the app in the browser, for this machine only."""
    if source and not Path(source).is_file():
        raise InputError("no such file; check the name", source=source)
    flags = ["--server.port", str(port), *(("--server.headless", "true") if no_browser else ())]
    files = ["--", str(Path(source).resolve())] if source else []
    command = [sys.executable, "-m", "streamlit", "run", str(APP), *flags, *files]
    environment = {**server_options(), **os.environ, **taxonomy_of_the_app(directions)}
    if os.name == "posix":  # takes this process's place, so that whoever ends it ends the app; Windows has no such call
        os.execve(sys.executable, command, environment)
    if code := subprocess.run(command, env=environment).returncode:
        raise click.exceptions.Exit(code)


def server_options() -> dict[str, str]:
    """Return the options of the app's server as the environment variables that Streamlit reads, whatever the folder.

    They go before Streamlit's own files; a variable that the user has set goes before them.
    """
    options = flat(tomllib.loads(SERVER.read_text("utf-8")))
    return {f"STREAMLIT_{variable(name)}": text_of(value) for name, value in options}


def flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each option of a table and of the tables in it, by its dotted name."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{above}{name}.")
        else:
            yield above + name, value


def variable(name: str) -> str:
    """Spell an option as a variable.

    >>> variable("server.maxUploadSize")
    'SERVER_MAX_UPLOAD_SIZE'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.replace(".", "_")).upper()


def text_of(value: Any) -> str:
    """Write a value as a variable holds it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


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
