"""The count per kind of group as a table: the same on every page, in every document and file. Pure."""

from metrics import dutch
from metrics.comparing.picture import Picture
from metrics.comparing.sentences.holds import said_of
from metrics.groups.robustness import Vote
from pages.ui.parts.tables import Cell, Column, Row, Table


def table(picture: Picture, *, title: str, unit: str, decimals: int, source: str) -> Table | None:
    """Return in how many groups of each kind the picture holds, and what the groups' figures are.

    `title`: the figure with its period ('Lasten per inwoner 2023'). A kind that cannot be made says why. None where
    the gemeente or its group has no figure to compare.
    """
    if picture.relation is None or not picture.votes:
        return None
    votes, said = picture.votes, said_of(picture.relation)
    rows: list[Row] = [
        {
            "soort": vote.title,
            "aantal": f"{vote.holds_n} van {vote.total_n}"
            if vote.total_n
            else Cell(None, "leeg", vote.reason),
            "groep": _range(vote, unit, decimals),
        }
        for vote in votes
    ]
    by_median = any(vote.how == "median" for vote in votes)
    how = "Per groep de middelste gemeente: dit cijfer is niet op te tellen." if by_median else ""
    return Table(
        f"{title}: {said} dan in de groep?"
        if said != "ongeveer even hoog"
        else f"{title}: {said} als in de groep?",
        (
            Column("soort", "Soort groep"),
            Column("aantal", f"In hoeveel groepen {said}", align="right"),
            Column("groep", "Cijfer van die groepen", unit, decimals),
        ),
        tuple(rows),
        row_header="soort",
        notes=tuple(
            text
            for text in ("Elke soort telt één keer: groepen van dezelfde soort lijken veel op elkaar.", how)
            if text
        ),
        source=source,
    )


def _range(vote: Vote, unit: str, decimals: int) -> Cell:
    if vote.low is None or vote.high is None:
        return Cell(None, "leeg")
    low, high = dutch.value(vote.low, unit, decimals), dutch.value(vote.high, unit, decimals)
    return Cell(vote.low, printed=low if low == high else f"{low} tot {high}", upto=vote.high)
