"""Eigenwijzer: home ('Kies een gemeente') and the server.

`streamlit run app.py` executes this file twice over: once as a module, to find `app` (the server), and as
`__main__` for every visit and rerun of the home page. AppTest runs the second only.
"""

if __name__ == "__main__":
    import streamlit as st

    from pages.ui.home import sections
    from pages.ui.site import frame

    with frame.page("app") as page:
        sections.heading(page)
        answers, drawing = st.columns([3, 2], gap="large")
        with answers:
            sections.search_field(page)
            sections.intro()
            sections.example_answer(page)
            sections.what_is_loaded(page)
        with drawing:
            sections.small_map(page)
        sections.report_five(page)
else:
    from pages.ui.site.serving import memory

    memory.seldom()
    import streamlit as st

    from pages.ui.site.serving import server

    # Streamlit finds the server by reading this line, so it must be an assignment of `st.App(...)`.
    app = st.App(__file__, **server.settings())
