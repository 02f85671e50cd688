"""A release in the formats of others: for the web of data, spreadsheets and annotation tools."""

from claims.export.run import FORMATS, Exported, export

__all__ = ["FORMATS", "Exported", "export"]
