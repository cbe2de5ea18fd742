"""A three-way merge of source code along its syntax tree, so that formatting and order do not matter."""
