"""The request and response models: what goes over the wire, and what the client may send."""
