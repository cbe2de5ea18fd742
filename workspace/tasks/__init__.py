"""The tasks' bodies, thin: what they do is done by the modules of `workspace`."""
