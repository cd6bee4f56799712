"""The mapped classes, one module per noun; they decide nothing."""
