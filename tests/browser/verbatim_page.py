"""A page of texts from outside, each in every kind of element that a page shows some in."""

import plotly.graph_objects as go
import streamlit as st

from dashboard.shared.verbatim import verbatim, verbatim_in_plotly
from tests.support.payloads import PAYLOADS

st.title("From outside")
for k, text in enumerate(PAYLOADS):
    with st.container(key=f"text-{k}"):
        st.markdown(verbatim(text))
        st.markdown(f":small[{verbatim(text)}]")
        st.markdown(f"before {verbatim(text)} after")
        st.subheader(verbatim(text), anchor=False)
        st.error(verbatim(text), icon=":material/error:")
        st.page_link("https://here.test", label=f"{verbatim(text)}: after")
figure = go.Figure()
for text in PAYLOADS:
    figure.add_scatter(x=[0, 1], y=[0, 1], name=verbatim_in_plotly(text))
figure.update_layout(height=60 + 24 * len(PAYLOADS), showlegend=True)
st.plotly_chart(figure, key="chart")
