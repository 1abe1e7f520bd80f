"""How are static files named? By their content, ES modules and their imports too."""

from __future__ import annotations

from servestatic.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names for everything; without the module support browsers would keep old modules for ever."""

    support_js_module_import_aggregation = True
