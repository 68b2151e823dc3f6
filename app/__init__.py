"""Forward Pass: draw a digit and watch a neural network read it."""
