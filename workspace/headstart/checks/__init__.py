"""The checks of `inv check` and `inv doctor`."""
