"""Every table there is, whichever module it is in."""

from importlib import import_module
from pkgutil import iter_modules

from sqlalchemy import MetaData, Table

from viewpoint.storage import tables
from viewpoint.storage.tables.base import Base
from viewpoint.storage.tables.releases import ReleaseBase

for _module in iter_modules(tables.__path__):
    import_module(f"{tables.__name__}.{_module.name}")

METADATA: list[MetaData] = [Base.metadata, ReleaseBase.metadata]
TABLES: list[Table] = [table for metadata in METADATA for table in metadata.sorted_tables]
