"""Hypothesis strategies for consistent and absurd documents, and a mutation that breaks each rule.

For the tests of poreport and of anyone who builds on it. Needs the extra `testing`.
"""

from poreport.testing.brott import Brott, Mutation

__all__ = ["Brott", "Mutation"]
