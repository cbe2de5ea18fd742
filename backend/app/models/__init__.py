"""The tables. Importing the package loads every model, so that the metadata is complete.

A new model is a new file, here or in a subpackage. It need not be listed anywhere.
"""

from importlib import import_module
from pkgutil import walk_packages

for _module in walk_packages(__path__, f"{__name__}."):
    import_module(_module.name)
