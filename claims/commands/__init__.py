"""Commands of the command line, one file each; `claims.cli` registers them."""
