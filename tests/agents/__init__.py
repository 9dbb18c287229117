"""Tests; the folders mirror src/vlagraph."""
