"""Tests of the tasks, as somebody types them."""
