"""Articles from files, one file a format, behind `read`."""

from claims.read.front import read
from claims.read.limits import MAX_ARTICLE_BYTES, MAX_PDF_BYTES

__all__ = ["MAX_ARTICLE_BYTES", "MAX_PDF_BYTES", "read"]
