"""What can go wrong between the world and the store.

`message_nl` is for the screen: what is wrong, where (table, column, record; at most five rows) and what to
do. `str(error)` is for the command line: English where that is given, else the Dutch text.
"""


class LoaderError(Exception):
    """Base of everything the loaders raise on purpose: shown as it is, without a traceback."""

    def __init__(self, message_nl: str, message_en: str | None = None) -> None:
        super().__init__(message_en or message_nl)
        self.message_nl = message_nl


class DataFileError(LoaderError):
    """A file in `data/` cannot be used: names the file, the record, the field and the remedy."""

    def __init__(self, file: str, problem: str, remedy: str, record: str = "", field: str = "") -> None:
        self.file, self.record, self.field = file, record, field
        places = [f"record {record}" if record else "", f"veld {field}" if field else ""]
        where = ", ".join(place for place in places if place)
        super().__init__(f"{file}{f' ({where})' if where else ''}: {problem} {remedy}")


class TableError(LoaderError):
    """A table of a source cannot be used as it came in; `problems` lists everything that was found, in
    Dutch.
    """

    def __init__(self, source_id: str, problems: list[str]) -> None:
        self.source_id, self.problems = source_id, problems
        text = " ".join(problems)
        super().__init__(
            f"{source_id}: {text}", f"{source_id} is not used ({len(problems)} problem(s)): {text}"
        )


class StoreError(LoaderError):
    """There is no build, or the one that is pointed at cannot be read."""
