"""`argmap app` leaves nothing running once its process is ended."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from argmap.cli.serving import server_options


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a child process")
def test_ending_the_command_ends_the_server(ports: Any, tmp_path: Path) -> None:
    """Wherever the command is given, the server listens on localhost alone, and ends with it."""
    port = ports.free()
    command = [sys.executable, "-m", "argmap", "app", "--no-browser", "--port", str(port)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, cwd=tmp_path, start_new_session=True)
    try:
        ports.wait(port, process)
        with socket.socket() as line:
            assert line.connect_ex(("127.0.0.2", port)) != 0
        process.kill()
        process.wait()
        assert not ports.answers(port)
    finally:  # whatever it has started
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def test_options_of_the_server() -> None:
    """The options of .streamlit/config.toml are handed over under the names that Streamlit reads."""
    from streamlit import config

    options = server_options()
    assert options["STREAMLIT_SERVER_ADDRESS"] == "localhost"
    assert options["STREAMLIT_BROWSER_GATHER_USAGE_STATS"] == "false"
    assert options["STREAMLIT_SERVER_MAX_UPLOAD_SIZE"] == "10"
    assert set(options) <= {option.env_var for option in config._config_options_template.values()}
