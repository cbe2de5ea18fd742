"""``inv upgrade``: what changed in Headstart since a product was made, merged into the product.

The recorded version and the new one are both rendered with the product's answers. Git merges the difference
in a copy of the checkout. The result is copied into the checkout, and what tools generate is generated again.
"""
