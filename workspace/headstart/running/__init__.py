"""The application in development, run by `inv up`."""
