"""Several records that are one, and one that is several: looked at first, done in one go, taken back whole."""

from __future__ import annotations

from kb.curation.merging.merge import MergeAdmin
from kb.curation.merging.split import SplitAdmin
from kb.curation.merging.touched import Line, Touched

__all__ = ["Line", "MergeAdmin", "SplitAdmin", "Touched"]
