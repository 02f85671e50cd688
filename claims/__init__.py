"""News articles into a versioned, checked, reproducible dataset of claims."""
