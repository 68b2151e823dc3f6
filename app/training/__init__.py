"""Training in NumPy: data, augmentation, back-propagation, recipes."""
