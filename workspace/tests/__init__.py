"""Tests of the workspace: real servers, real processes, real files, none of them the checkout's own."""
