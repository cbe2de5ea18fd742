"""Which tests a change can affect: for each one it is written down what it used when it last ran.

That is: the functions that it ran, itself or through its fixtures; the modules that are loaded for it; the
files that it read and the folders that it listed; and, of the programs that it started, what they load.
"""
