"""`argmap app` leaves nothing running once its process is ended."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

import pytest


def answers(port: int) -> bool:
    with socket.socket() as line:
        line.settimeout(1)
        return line.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a child process")
def test_ending_the_command_ends_the_server() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "argmap", "app", "--no-browser", "--port", str(port)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
    end = time.monotonic() + 60
    try:
        while not answers(port):
            assert time.monotonic() < end, "the app did not answer"
            assert process.poll() is None, "the app ended before it answered"
            time.sleep(0.1)
        process.kill()
        process.wait()
        assert not answers(port)
    finally:  # whatever it has started
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
