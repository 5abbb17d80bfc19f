"""Does a statement hold with other groups: a dot a kind of group, and apart how sensitive the report's own group is."""

from collections.abc import Mapping, Sequence

import htpy as h

from metrics import dutch
from metrics.comparing.sentences.holds import WAYS
from metrics.groups.robustness import Vote
from metrics.report.claims import Elsewhere

QUESTION = (
    "Klopt dit ook met andere groepen? Elke stip is een soort groep en telt één keer: dicht is ja, half is deels, "
    "open is nee."
)


def block(beyond: Mapping[str, Elsewhere], titles: Mapping[str, str], names: Mapping[str, str]) -> h.Node:
    """Return the votes and the sensitivity of every indicator a statement is about; nothing where it has none."""
    if not beyond:
        return None
    return h.div(".ew-stippen")[
        h.p(".ew-tekst")[QUESTION],
        (
            h.div(".ew-stipdeel")[
                len(beyond) > 1 and h.p(".ew-stipkop")[titles[indicator]],
                (_row(vote) for vote in one.votes),
                h.p(".ew-tekst")[counted(one.said)],
                (h.p(".ew-noot")[line] for line in sensitive(one, names)),
            ]
            for indicator, one in beyond.items()
        ),
    ]


def counted(said: Sequence[Vote]) -> str:
    """Return in how many kinds of group the statement holds, each with one vote."""
    if len(said) == 1:
        return f"Klopt{'' if said[0].holds else ' niet'} in de enige soort groep die te maken is."
    return f"Klopt in {dutch.count(sum(vote.holds for vote in said))} van de {len(said)} soorten groepen."


def answer(vote: Vote) -> str:
    """Return what one kind of group says: 'ja', 'nee', 'deels: in 3 van 16 groepen', or why it says nothing."""
    if not vote.total_n:
        return f"niet te maken. {vote.reason}"
    many = f" in {vote.holds_n} van {vote.total_n} groepen" if vote.total_n > 1 else ""
    if vote.holds:
        return f"ja{f':{many}' if many else ''}"
    return f"deels:{many}" if vote.holds_n else f"nee{f':{many}' if many else ''}"


def sensitive(one: Elsewhere, names: Mapping[str, str]) -> tuple[str, ...]:
    """Say what leaving one gemeente out and another way of adding up do to the report's own group: no votes."""
    lines = []
    if one.without:
        holds_n = sum(holds for _, holds in one.without)
        failing = [names.get(code, code) for code, holds in one.without if not holds]
        without = f" Niet zonder {dutch.names(failing)}." if failing and holds_n else ""
        lines.append(
            f"De groep van het rapport, steeds met een andere gemeente eruit: klopt in {holds_n} van "
            f"{len(one.without)}.{without}"
        )
    if one.ways:
        holding = [WAYS[way] for way, holds in one.ways if holds]
        told = f"klopt met {dutch.names(holding)}" if holding else "klopt op geen enkele manier"
        failing = [WAYS[way] for way, holds in one.ways if not holds]
        rest = f", niet met {dutch.names(failing)}" if holding and failing else ""
        lines.append(f"De groep van het rapport, anders samengenomen: {told}{rest}.")
    return tuple(lines)


def _row(vote: Vote) -> h.Element:
    said = answer(vote)
    if not vote.total_n:
        return h.p(".ew-stiprij")[h.span(".ew-stipnaam")[vote.title], h.span(".ew-stiptal.ew-geen")[said]]
    look = ".ew-stip.ew-stip-ja" if vote.holds else ".ew-stip.ew-stip-deels" if vote.holds_n else ".ew-stip"
    return h.p(".ew-stiprij")[
        h.span(".ew-stipnaam")[vote.title],
        h.span(look, role="img", aria_label=f"{vote.title}: {said}"),
        h.span(".ew-stiptal", aria_hidden="true")[said],
    ]
