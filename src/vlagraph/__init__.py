"""vlagraph: what to learn for vision-language-action robotics, in which order, and with which papers."""

__all__ = ["__version__"]

__version__ = "0.1.0"
