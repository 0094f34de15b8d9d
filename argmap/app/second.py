"""The choice of a language model as second reader: what would leave the machine stands beside the switch."""

import os

import streamlit as st

from argmap.backends.llm.address import MODEL, URL, notice
from argmap.errors import ArgmapError
from argmap.settings import LlmSettings
from argmap.view import plain

NONE = "Second reader: none; nothing leaves this machine"


def offer_reader() -> None:
    """Address, model and bound, what follows from them, and the switch; it is off until it is turned on."""
    state = st.session_state
    state.setdefault("llm_url", os.environ.get(URL, ""))
    state.setdefault("llm_model", os.environ.get(MODEL, ""))
    state.setdefault("llm_tokens", LlmSettings().max_tokens)
    with st.expander(label_of(chosen())):
        st.text_input(
            "Address of a language model's server (OpenAI-compatible)",
            key="llm_url",
            placeholder="http://localhost:11434/v1",
            on_change=turn_off,
        )
        model, most = st.columns(2)
        model.text_input("Model", key="llm_model", placeholder="qwen3:8b", on_change=turn_off)
        most.number_input("Tokens for a thread, at most", 0, step=10_000, key="llm_tokens", on_change=turn_off)
        try:
            said, fit = notice(wished()), True
        except ArgmapError as error:
            said, fit = str(error), False
        st.caption(plain(said))
        st.toggle("Send it the threads that I map from now on", key="llm_on", disabled=not fit)


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


def label_of(llm: LlmSettings | None) -> str:
    """The closed choice in one line."""
    return plain(f"Second reader: {llm.model}; threads are sent to {llm.url}") if llm else NONE
