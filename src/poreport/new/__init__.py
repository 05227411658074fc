"""A data file to fill in: an empty one with the questions of the form, or next year's from this year's."""

from poreport.new.carry import carry_over
from poreport.new.skeleton import skeleton, skeleton_from

__all__ = ["carry_over", "skeleton", "skeleton_from"]
