"""What reading refuses, said so that the person who gave the file knows what to do."""

from __future__ import annotations


class UnreadableFile(ValueError):
    """A file that cannot be read as a thesis.

    ``code`` is stable (``empty``, ``binary``, ``too_large``, ``not_a_thesis``, ``no_text_layer``, ``damaged``,
    ``unknown_format``); ``message`` says what is wrong, ``remedy`` what to do about it.
    """

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.code = code
        self.message = message
        self.remedy = remedy
