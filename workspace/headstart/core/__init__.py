"""The foundation of all other packages: paths, errors, programs, git and files."""
