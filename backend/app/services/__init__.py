"""Use cases. A service commits once, at the end of a use case that succeeded."""
