"""Where argmap's own files lie: beside the package in a checkout, in the package's `shipped` where it was installed."""

from pathlib import Path

PACKAGE = Path(__file__).parent
SHIPPED = PACKAGE / "shipped"
ROOT = SHIPPED if SHIPPED.is_dir() else PACKAGE.parent
MODELS = ROOT / "models"
CORPORA = ROOT / "corpora"
THREADS = CORPORA / "threads"
DIRECTIONS = CORPORA / "directions"
APP = ROOT / "app.py"
SERVER = ROOT / ".streamlit" / "config.toml"
"""How the app is served: options of Streamlit."""
FRONT = PACKAGE / "screen" / "front"
"""The scripts, styles and pictures of the screen."""
