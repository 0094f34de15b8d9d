"""`argmap app` leaves nothing running once its process is ended."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import Any

import pytest


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a child process")
def test_ending_the_command_ends_the_server(ports: Any) -> None:
    port = ports.free()
    command = [sys.executable, "-m", "argmap", "app", "--no-browser", "--port", str(port)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        ports.wait(port, process)
        process.kill()
        process.wait()
        assert not ports.answers(port)
    finally:  # whatever it has started
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
