"""The models. Importing the package loads all of them, so that the metadata is complete.

To add a model, add a file here or in a subpackage.
"""

from importlib import import_module
from pkgutil import walk_packages

for _module in walk_packages(__path__, f"{__name__}."):
    import_module(_module.name)
