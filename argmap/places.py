"""Where argmap's own files lie: the weights, the corpora and the app stand beside the package in a checkout."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
MODELS = ROOT / "models"
CORPORA = ROOT / "corpora"
THREADS = CORPORA / "threads"
DIRECTIONS = CORPORA / "directions"
APP = ROOT / "app.py"
FRONT = Path(__file__).parent / "screen" / "front"
"""The scripts, styles and pictures of the screen."""
