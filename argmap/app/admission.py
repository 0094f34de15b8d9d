"""Who may use the app, and what the server may write down of it."""

import logging
from pathlib import Path

import streamlit as st

from argmap.screen.quiet import wordless


def is_admitted() -> bool:
    """Whether this person may use the app: everyone, unless the server's secrets ask for a login (see SECURITY.md)."""
    if not st.secrets.load_if_toml_exists() and any(Path(name).exists() for name in st.get_option("secrets.files")):
        st.error("The server's secrets.toml cannot be read; nobody is let in before it is mended.")
        return False
    if st.user.get("is_logged_in", True):
        return True
    st.button("Log in", on_click=st.login, type="primary")
    return False


@st.cache_resource
def keep_log_wordless() -> None:
    """No words of a thread in the server's log."""
    logging.getLogger("streamlit.error_util").addFilter(wordless)
