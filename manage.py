#!/usr/bin/env python
"""Runs the project's commands, in development mode unless the environment says otherwise."""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.config.settings")
    os.environ.setdefault("KB_MODE", "development")
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    try:
        execute_from_command_line(sys.argv)
    except DatabaseError as error:
        # SQLite's and PostgreSQL's words for the same.
        if "no such table" in str(error) or ("relation" in str(error) and "does not exist" in str(error)):
            sys.exit("The database lacks tables. Run `manage.py migrate` first.")
        raise


if __name__ == "__main__":
    main()
