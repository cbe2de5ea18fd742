"""Finds, installs and updates the tools on this machine."""
