"""Selection of the tests that may be affected by changes, from the dependencies recorded in their last run.

Dependencies are the functions a test or its fixtures ran, the modules loaded for it, the files it read, the
folders it listed, and the modules loaded by programs it started. A dependency is a string: the path of a
file, ``path::function``, ``path::`` for the top level of a module, ``folder/`` for the list of its files, or
``folder/**`` for all files below it.
"""
