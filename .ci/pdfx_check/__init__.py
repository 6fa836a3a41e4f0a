"""Checks finished files against PDF/X-4 and PDF/X-1a, one check per clause.

It reads with pikepdf and fontTools and knows nothing of the writer. Clauses have
names: S structure, I identification, O output intent, B boxes, C colour, F fonts,
G graphics, T transparency, A annotations and actions, P what this product adds
to the standards. X-4 is ISO 15930-7:2010, X-1a is ISO 15930-1:2001.
"""
