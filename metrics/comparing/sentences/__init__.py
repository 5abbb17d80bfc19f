"""Sentences that the figures write themselves: what a figure was, beside whom it was higher or lower, how it went.

The rules (teksten 1), each a test: year in the sentence and past tense; printed values are compared, not the
hidden decimals; equal as printed is 'even hoog als', under 5% of the smaller value 'ongeveer even hoog'; 'hoger'
and 'lager' and no judgement; 'alle' only if all, else 'drie van de vier' with the others named; ties 'samen met';
no trend across a break; whoever has no figure is named; no word of cause. Pure: how a number is written comes in
as `Words` (the module `metrics.dutch` is one).
"""

from metrics.comparing.sentences.changes import Moment, growth, trend, trend_title
from metrics.comparing.sentences.levels import Standing, headline, level, missing, rank, standing
from metrics.comparing.sentences.words import SUBJECTS, Subject, Words, moment, number_word

__all__ = [
    "SUBJECTS",
    "Moment",
    "Standing",
    "Subject",
    "Words",
    "growth",
    "headline",
    "level",
    "missing",
    "moment",
    "number_word",
    "rank",
    "standing",
    "trend",
    "trend_title",
]
