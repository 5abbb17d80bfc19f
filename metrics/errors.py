"""Errors of the metrics: each can be shown to a person."""


class MetricsError(Exception):
    """A comparison that cannot be made. `message_nl` says in plain Dutch what, why and what to do."""

    def __init__(self, message_nl: str, message_en: str | None = None) -> None:
        super().__init__(message_en or message_nl)
        self.message_nl = message_nl


class UsageError(MetricsError):
    """The arguments do not go together: what was asked was not understood."""
