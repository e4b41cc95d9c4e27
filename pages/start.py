"""Start: the objectives, the decision, where we stand and what is next."""

import streamlit as st

from valuemodel.ui import context

here = context.current()
st.title("Start")
