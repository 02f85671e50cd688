"""The page that each release carries, to be read in a browser, and what serves it here."""

from claims.explorer.contents import FOLDER, files

__all__ = ["FOLDER", "files"]
