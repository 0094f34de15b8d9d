"""The workbench of a page, asked from a test; its own module, as test modules are imported each by its own file."""

from typing import Any

import pytest


def bench(page: Any, code: str, argument: Any = None) -> Any:
    """The value of JavaScript about `bench`, the workbench of the page."""
    return page.locator(".am").evaluate(f"(root, argument) => {{ const bench = root.bench; return {code}; }}", argument)


def until(page: Any, code: str, argument: Any = None) -> None:
    """Waits until JavaScript about `bench` is true."""
    for _ in range(400):
        if bench(page, code, argument):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"waited in vain for {code}")
