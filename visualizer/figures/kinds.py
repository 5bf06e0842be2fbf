"""The kinds of traces that figures may have. A browser learns to draw these and no others."""

FLAT = ("contour", "heatmap", "scatter")
SPACE = ("mesh3d", "scatter3d")
