"""The choice of a language model as second reader: what would leave the machine stands beside the switch."""

import os

import streamlit as st

from argmap.backends.llm.address import MODEL, URL, notice
from argmap.errors import ArgmapError
from argmap.screen import plain
from argmap.settings import LlmSettings

NONE = "No thread leaves this machine."


def offer_reader() -> None:
    """Address, model and bound, what follows from them, and the switch; it is off until it is turned on."""
    with st.expander("A language model as second reader"):
        st.text_input(
            "Address of its server (OpenAI-compatible)",
            os.environ.get(URL, ""),
            key="llm_url",
            placeholder="http://localhost:11434/v1",
            on_change=turn_off,
        )
        model, most = st.columns(2)
        model.text_input(
            "Model", os.environ.get(MODEL, ""), key="llm_model", placeholder="qwen3:8b", on_change=turn_off
        )
        most.number_input(
            "Tokens for a thread, at most",
            min_value=0,
            value=LlmSettings().max_tokens,
            step=10_000,
            key="llm_tokens",
            on_change=turn_off,
        )
        try:
            said, fit = notice(wished()), True
        except ArgmapError as error:
            said, fit = str(error), False
        st.caption(plain(said))
        st.toggle("Send it the threads that I map from now on", key="llm_on", disabled=not fit)
    st.caption(plain(where_to(chosen())))


def turn_off() -> None:
    """Another address, model or bound has to be agreed to anew."""
    st.session_state.llm_on = False


def wished() -> LlmSettings:
    """What the fields say."""
    state = st.session_state
    return LlmSettings(url=state.llm_url.strip(), model=state.llm_model.strip(), max_tokens=state.llm_tokens)


def chosen() -> LlmSettings | None:
    """The language model that reads along; None unless it is turned on."""
    return wished() if st.session_state.get("llm_on") else None


def where_to(llm: LlmSettings | None) -> str:
    """Where threads go, in one line."""
    return f"Threads that you map are sent to the model {llm.model} at {llm.url}." if llm else NONE
