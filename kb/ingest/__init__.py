"""Reading a thesis apart: bytes in, a :class:`~kb.ingest.draft.ThesisDraft` out.

Pure Python: nothing in this room knows Django or the database. ``parse.py`` reads as a table of
contents of the stages.
"""
