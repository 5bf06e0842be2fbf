"""The few words that stand in pictures: of the loss over two parameters, and of single misses."""

# The loss over two parameters
LOW_LOSS = "low loss"
HIGH_LOSS = "high loss"
HEIGHT = "height: loss (MSE)"
PLACE = "%{x:.2f}, %{y:.2f}<br>loss %{z:.4~g}<extra></extra>"
ROUGH_PLACE = "%{x:.2f}, %{y:.2f}<br>loss %{z:.2~g}<extra></extra>"  # of a map between two slices
GRADIENT = "gradient"

# Single misses
PREDICTION = "prediction"
SQUARED_ERROR = "squared error"
MISS = "prediction %{x:.4~g}<br>squared error %{y:.4~g}<extra></extra>"
STUDENT_CELL = "{student}<br>{square}"
MEAN_CELL = "mean<br>{mean}"
