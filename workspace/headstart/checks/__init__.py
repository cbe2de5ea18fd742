"""What `inv check` and `inv doctor` look at."""
