"""What sentences are made with: what an indicator is called."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """An indicator as sentences speak of it.

    `level` has {periode}, {in_naam} (as `dutch.inside`), {waarde};
    `noun` stands after 'de laagste' (plural) or 'het laagste';
    `change` is what a trend is about, with its verb in the right number; `again` the same said a second time.
    """

    indicator: str
    unit: str
    decimals: int
    level: str
    noun: str
    change: str
    plural: bool
    again: str = ""

    @property
    def article(self) -> str:
        """Article of `noun`."""
        return "de" if self.plural else "het"


SUBJECTS: dict[str, Subject] = {
    subject.indicator: subject
    for subject in (
        Subject(
            "lasten_per_inwoner",
            "eur",
            0,
            "In {periode} waren de lasten voor jeugdzorg {in_naam} {waarde} per inwoner.",
            "lasten per inwoner",
            "de lasten per inwoner",
            True,
            "de lasten",
        ),
        Subject(
            "lasten_per_jongere_met_jeugdzorg",
            "eur",
            0,
            "In {periode} waren de lasten {in_naam} {waarde} per jongere met jeugdzorg.",
            "lasten per jongere met jeugdzorg",
            "de lasten per jongere met jeugdzorg",
            True,
            "de lasten",
        ),
        Subject(
            "zonder_verblijf",
            "pct",
            1,
            "In {periode} kreeg {waarde} van de jongeren tot 23 jaar {in_naam} jeugdhulp zonder verblijf.",
            "percentage jongeren met jeugdhulp zonder verblijf",
            "het gebruik van jeugdhulp zonder verblijf",
            False,
            "het gebruik",
        ),
        Subject(
            "met_verblijf",
            "pct",
            1,
            "In {periode} kreeg {waarde} van de jongeren tot 23 jaar {in_naam} jeugdhulp met verblijf.",
            "percentage jongeren met jeugdhulp met verblijf",
            "het gebruik van jeugdhulp met verblijf",
            False,
            "het gebruik",
        ),
        Subject(
            "natura_jeugdhulp",
            "pct",
            1,
            "In {periode} kreeg {waarde} van de jongeren tot 18 jaar {in_naam} jeugdhulp in natura.",
            "percentage jongeren tot 18 jaar met jeugdhulp in natura",
            "het gebruik van jeugdhulp in natura",
            False,
            "het gebruik",
        ),
        Subject(
            "wijkteam_aandeel",
            "pct",
            0,
            "In {periode} kreeg {waarde} van de jongeren met jeugdhulp zonder verblijf {in_naam} hulp van het "
            "wijkteam.",
            "deel met hulp van het wijkteam",
            "het deel met hulp van het wijkteam",
            False,
            "het deel",
        ),
        Subject(
            "natura_verblijf",
            "pct",
            1,
            "In {periode} kreeg {waarde} van de jongeren tot 18 jaar met jeugdhulp {in_naam} jeugdhulp met verblijf.",
            "deel met verblijf",
            "het deel met verblijf",
            False,
            "het deel",
        ),
    )
}
