"""The store: two DuckDB files in a programme's folder, uploads and their undo, versions, closings and the journal."""

from valuemodel.store.journal import Entry
from valuemodel.store.load import load_file, store_tidy
from valuemodel.store.load_report import LoadReport
from valuemodel.store.store import Store
from valuemodel.store.uploads import Upload
from valuemodel.store.versions import Version

__all__ = ["Entry", "LoadReport", "Store", "Upload", "Version", "load_file", "store_tidy"]
