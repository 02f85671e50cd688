"""How the shipped attribution model is made; `claims` never imports it. README.md is its card."""
