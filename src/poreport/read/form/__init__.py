"""Rows of cells to the answers of a form: its printed labels are found, and what stands between is read."""
