"""x"""
from claims.attribute.find import candidates
