"""The tools of this machine: found, installed, updated."""
