"""Tests of vlagraph; a test's name is one sentence of behaviour."""
