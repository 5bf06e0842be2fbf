"""The Visualizer: a neural network to take apart and put together."""
