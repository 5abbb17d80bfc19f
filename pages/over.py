"""Over Eigenwijzer: who makes it and who does not, accessibility, privacy, how to report an error."""

from pages.ui.over import sections
from pages.ui.site import frame, show

with frame.page("over") as page:
    page.title("Over Eigenwijzer", "Wie het maakt, voor wie het toegankelijk is en wat het van u bewaart")
    sections.makers()
    for anchor, title, body in sections.sections(page):
        show.section(title, anchor=anchor)
        body()
