"""Listings as a table: a spreadsheet whose columns an editor matches goes in, one that opens safely comes out."""
