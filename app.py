"""Eigenwijzer: home ('Kies een gemeente') and the server.

`streamlit run app.py` executes this file twice over: once as a module, to find `app` (the server), and as
`__main__` for every visit and rerun of the home page. AppTest runs the second only.
"""

if __name__ == "__main__":
    from pages.ui import frame, home

    with frame.page("app") as page:
        home.heading(page)
        home.search_field(page)
        home.intro()
        home.report_five(page)
        home.what_is_loaded(page)
else:
    import streamlit as st

    from pages.ui import server

    # Streamlit finds the server by reading this line, so it must be an assignment of `st.App(...)`.
    app = st.App(__file__, **server.settings())
