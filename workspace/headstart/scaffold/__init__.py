"""Code generation: `inv new`, `inv drop`, `inv init`, `inv eject` and `inv upgrade`.

A specification becomes a plan, which is data. The plan is shown, or carried out completely or not at all.
"""
