"""A learned attribution extractor in the making; `claims` never imports it. See README.md here."""
