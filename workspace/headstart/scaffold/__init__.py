"""Resources through all layers with one command, and out again; and the project's own name.

A specification becomes a plan, which is data; the plan is shown, or carried out as a whole or not at all.
"""
