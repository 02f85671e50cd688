"""What writes the documentation, and what its site needs besides."""
