"""`argmap app`: the app in the browser; how it is served stands in .streamlit/config.toml, beside app.py."""

import subprocess
import sys
from pathlib import Path

import click

from argmap.errors import ArgmapError, InputError

APP = Path(__file__).parents[2] / "app.py"


@click.command()
@click.argument("source", metavar="[SOURCE|MAP]", required=False)
@click.option("--port", type=click.IntRange(1, 65535), default=8501, help="Port on localhost (8501).")
@click.option("--no-browser", is_flag=True, help="Do not open a browser window.")
def app(source: str | None, port: int, no_browser: bool) -> None:
    """Open the app in the browser, for this machine only."""
    if not APP.is_file():
        raise ArgmapError(f"{APP}: not here; run the app from a checkout of the project")
    if source and not Path(source).is_file():
        raise InputError("no such file; check the name", source=source)
    flags = ["--server.port", str(port), *(("--server.headless", "true") if no_browser else ())]
    files = ["--", str(Path(source).resolve())] if source else []
    if code := subprocess.run([sys.executable, "-m", "streamlit", "run", str(APP), *flags, *files]).returncode:
        raise click.exceptions.Exit(code)
