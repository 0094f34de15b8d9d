"""The card of a model folder: what is known of it, and the hashes of the files beside it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path


def write_card(out: Path, card: Mapping[str, object], files: Sequence[str]) -> None:
    """The card with the hashes of the files beside it."""
    hashes = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in files}
    (out / "card.json").write_text(json.dumps({**card, "sha256": hashes}, indent=1) + "\n", "utf-8")
