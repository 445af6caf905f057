"""How static files are kept in production: each under its hash, modules importing each other by theirs."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedModules(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """After an update a browser never mixes new modules with old ones from its cache."""

    support_js_module_import_aggregation = True
    max_post_process_passes = 12  # a module gets its hash after all that it imports have theirs
