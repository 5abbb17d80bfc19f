"""Sentences that the figures write themselves: what a figure was, beside whom it was higher or lower, how it went.

The rules (teksten 1), each a test: year in the sentence and past tense; printed values are compared, not the
hidden decimals; equal as printed is 'even hoog als', under 5% of the smaller value 'ongeveer even hoog'; 'hoger'
and 'lager' and no judgement; 'alle' only if all, else 'drie van de vier' with the others named; ties 'samen met';
no trend across a break; whoever has no figure is named; no word of cause. Numbers, periods and lists are written by
`metrics.dutch`.
"""

from metrics.comparing.sentences.changes import beside_plan, growth, moved, told_growth
from metrics.comparing.sentences.course import (
    Moment,
    moment_of,
    moments_of,
    story,
    title_of,
    trend,
    trend_title,
)
from metrics.comparing.sentences.levels import (
    Standing,
    headline,
    joined,
    level,
    missing,
    rank,
    rank_among,
    rank_in_country,
    rank_of_areas,
    ranked,
    standing,
)
from metrics.comparing.sentences.words import (
    SUBJECTS,
    Subject,
)

__all__ = [
    "SUBJECTS",
    "Moment",
    "Standing",
    "Subject",
    "beside_plan",
    "growth",
    "told_growth",
    "headline",
    "joined",
    "level",
    "missing",
    "moment_of",
    "moments_of",
    "moved",
    "rank",
    "rank_among",
    "rank_in_country",
    "rank_of_areas",
    "ranked",
    "standing",
    "story",
    "title_of",
    "trend",
    "trend_title",
]
