"""Pictures for those who look at one picture: SVG made of a board, and the PNG of it.

A number nobody gave is not drawn. Where demonstration data stands behind a figure, the picture says so.
"""

from bot.reports.pictures.course import target
from bot.reports.pictures.overview import glance
from bot.reports.pictures.raster import png
from bot.reports.pictures.workload import department

__all__ = ["department", "glance", "png", "target"]
