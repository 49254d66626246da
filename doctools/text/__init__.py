"""Plain functions on text: folding, segmenting, sounds, shapes, dates."""
