"""The tables. Importing the package loads every model, so that the metadata is complete.

A new model is a new file: nothing lists them.
"""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
