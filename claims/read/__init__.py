"""Articles from files, one file a format, behind `read`."""

from claims.read.front import read, sources
from claims.read.limits import MAX_ARTICLE_BYTES, MAX_PDF_BYTES
from claims.read.unparsed import Item, Unparsed

__all__ = ["MAX_ARTICLE_BYTES", "MAX_PDF_BYTES", "Item", "Unparsed", "read", "sources"]
