"""`argmap cache`: what is remembered of texts that were read before."""

import click


@click.command()
@click.argument("action", metavar="[clear]", type=click.Choice(["clear"]), required=False)
def cache(action: str | None) -> None:
    """Show how much is remembered of what was read, or forget it.

    A thread that has grown costs what its new posts cost, and its map is the same as without. What is kept are numbers,
    by a hash of their text, never the text. ARGMAP_CACHE names another folder, or is `off`.
    """
    from argmap.backends.cache import Store, cache_root

    store, root = Store(), cache_root()
    if root is None:
        click.echo("off")
        return
    answers = list((root / "answers").glob("*.json"))
    held = store.size() + sum(path.stat().st_size for path in answers)
    if action:
        store.clear()
        for path in answers:
            path.unlink(missing_ok=True)
    click.echo(f"{root}: {held / 1e6:.1f} MB{' forgotten' if action else ''}")
