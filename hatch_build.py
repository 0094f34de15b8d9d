"""Put what stands beside the package in a checkout inside it in a wheel, where argmap/places.py finds it."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = ("app.py", "corpora", "models", ".streamlit/config.toml")


class Carry(BuildHookInterface[Any]):
    """Add the files to a wheel; an editable installation finds them in the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """See hatchling's `BuildHookInterface`."""
        if version == "standard":
            build_data["force_include"] |= {name: f"argmap/shipped/{name}" for name in CARRIED}
