"""What a screen reader says of the drawing of the network; live numbers in double braces."""

NETWORK = (
    "The network: {input_1} {{input_1}} times w₁ {{weight_1}}, plus {input_2} {{input_2}} times "
    "w₂ {{weight_2}}, plus the bias {{bias}}, gives z = {{z}}; the prediction is {{prediction}}: "
    "{{answer}}."
)
