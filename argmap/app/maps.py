"""The library on the screen: open, rename, duplicate, delete and bring back maps; the changes made in the open one."""

from datetime import datetime

import streamlit as st

from argmap.app import desk
from argmap.app.review import check_posts
from argmap.errors import ArgmapError
from argmap.screen import plain
from argmap.screen.escape import counted
from argmap.work.corrections.journal import Redo, Undo
from argmap.work.corrections.words import history
from argmap.work.library import Card, Work

LISTED = 30
CHANGES = 50


def offer_maps() -> None:
    """All maps, the one used last first; the open one can be renamed."""
    library, opened = desk.library(), desk.work()
    cards = library.cards()
    if opened is not None and (card := next((card for card in cards if card.id == opened.id), None)):
        st.text_input("Name of this map", card.name, key=f"name-{card.id}", on_change=_rename, args=(card.id,))
    st.caption(f"{len(cards)} saved on this computer, as you work" if cards else "Nothing is saved yet")
    for card in cards[:LISTED]:
        _row(card, here=opened is not None and card.id == opened.id)
    if len(cards) > LISTED:
        st.caption(f"and {len(cards) - LISTED} older ones")
    if deleted := library.cards(deleted=True):
        with st.expander(f"Deleted ({len(deleted)}), kept for thirty days"):
            for card in deleted[:LISTED]:
                name, back = st.columns([5, 2], vertical_alignment="center")
                name.markdown(plain(card.name))
                back.button("Restore", key=f"restore-{card.id}", on_click=_do, args=("restore", card.id))


def _row(card: Card, *, here: bool) -> None:
    """One map: its name opens it."""
    name, copy, delete = st.columns([7, 1.2, 1.2], vertical_alignment="center")
    label = f"{'▸ ' if here else ''}{plain(card.name)}"
    name.button(label, key=f"open-{card.id}", type="tertiary", on_click=desk.show, args=(card.id,), help=about(card))
    copy.button(
        ":material/content_copy:", key=f"copy-{card.id}", help="Duplicate", on_click=_do, args=("duplicate", card.id)
    )
    delete.button(":material/delete:", key=f"delete-{card.id}", help="Delete", on_click=_delete, args=(card,))


def about(card: Card) -> str:
    """What is told of a map in the list."""
    changes = f", {counted(card.version, 'change')}" if card.version else ""
    return (
        f"{counted(card.posts, 'post')}, {counted(card.claims, 'claim')}{changes}; last changed {day(card.changed_at)}"
    )


def day(time: str) -> str:
    """The day and minute of a time, as it is here.

    >>> day("not a time")
    'not a time'
    """
    try:
        return f"{datetime.fromisoformat(time).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return time


def offer_changes(opened: Work) -> None:
    """What was corrected, the latest first, with undo and redo, and a new run of the model."""
    undo, redo, again = st.columns([1, 1, 1.4])
    undo.button(
        "Undo",
        icon=":material/undo:",
        disabled=not opened.state.done,
        on_click=desk.do,
        args=(Undo(),),
        width="stretch",
    )
    redo.button(
        "Redo",
        icon=":material/redo:",
        disabled=not opened.state.undone,
        on_click=desk.do,
        args=(Redo(),),
        width="stretch",
    )
    again.button(
        "Map again",
        icon=":material/refresh:",
        on_click=desk.map_again,
        args=(opened,),
        width="stretch",
        help="Runs the model on the thread as you corrected it; your corrections stay",
    )
    if any(post.source for post in opened.argument_map.thread.posts):
        st.button(
            "Check the posts",
            icon=":material/splitscreen:",
            on_click=check_posts,
            args=(opened,),
            width="stretch",
            help="Where a post of this paste begins and whom it answers, the doubtful places first",
        )
    changes = history(opened.journal)
    if not changes:
        st.caption("No corrections yet. Open a claim to correct it; everything is saved as you go and can be undone.")
    for when, words in list(reversed(changes))[:CHANGES]:
        st.markdown(f"{plain(words)}  \n:small[{plain(day(when))}]")


def _rename(id: int) -> None:
    _try("rename", id, st.session_state[f"name-{id}"])


def _delete(card: Card) -> None:
    """Deletes a map; the next run offers to bring it back."""
    if not _try("delete", card.id):
        return
    st.session_state.deleted = card
    opened = desk.work()
    if opened is not None and opened.id == card.id:
        desk.leave()


def offer_restore() -> None:
    """The way back of the map that was deleted last, until something else is done."""
    card: Card | None = st.session_state.pop("deleted", None)
    if card is None:
        return
    words, back = st.columns([7, 1.3], vertical_alignment="center")
    words.info(f"“{plain(card.name)}” was deleted.")
    back.button("Undo", key="undo-delete", on_click=_restore, args=(card.id,), width="stretch")


def _restore(id: int) -> None:
    if _try("restore", id):
        desk.show(id)


def _do(what: str, id: int) -> None:
    _try(what, id)


def _try(what: str, *arguments: object) -> bool:
    """Does something to the library; whether it was done."""
    try:
        getattr(desk.library(), what)(*arguments)
    except ArgmapError as error:
        desk.fail(error)
        return False
    return True
