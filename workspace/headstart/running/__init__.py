"""The application in development: what `inv up` runs."""
