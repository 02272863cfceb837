"""How static files are named in production: by what is in them, so that browsers keep them for a year."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Compressed files whose names hold their hash, also where one script imports another.

    The names are put in by regular expressions: ``import { a } from "./b.js";`` and ``import("./b.js")`` in this
    form, the name as a plain string, are seen; other forms still work, but are fetched by the plain name, which
    browsers ask for again every minute. Scripts may not import each other in a circle.
    """

    support_js_module_import_aggregation = True
