"""The app's Streamlit panels; app.py says in which order they stand."""
