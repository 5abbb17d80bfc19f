"""Over Eigenwijzer: who makes it and who does not, accessibility, privacy, how to report an error."""

from pages.ui import frame, over, show

with frame.page("over") as page:
    page.title("Over Eigenwijzer", "Wie het maakt, voor wie het toegankelijk is en wat het van u bewaart")
    over.makers()
    for anchor, title, body in over.sections(page):
        show.section(title, anchor=anchor)
        body()
