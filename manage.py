#!/usr/bin/env python
"""Runs the project's commands, in development mode unless the environment says otherwise."""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.config.settings")
    os.environ.setdefault("KB_MODE", "development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
