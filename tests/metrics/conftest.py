"""Hypothesis without a time limit per example: the suite shares its cores, and a slow example is no fault."""

from hypothesis import settings

settings.register_profile("shared_cores", deadline=None)
settings.load_profile("shared_cores")
