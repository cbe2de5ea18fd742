"""``inv upgrade``: merge a newer version of Headstart into a product.

The recorded version and the new one are both rendered with the product's answers. Git merges the difference
in a copy of the checkout. The result is copied into the checkout, and generated files are regenerated.
"""
