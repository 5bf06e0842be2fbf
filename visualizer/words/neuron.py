"""What an activation function can take away."""

from visualizer.words.lesson import Lesson

TITLE = "Inside the neuron"
LEAD = (
    "Each input is multiplied by its **weight**, the products are added up, and the **bias** "
    "shifts the sum. The sum z goes through an activation function, and a sigmoid turns what is "
    "left of it into a chance between 0 and 100 %."
)

LESSON = Lesson(
    question="The activation is ReLU. Is there a weight that makes this neuron say “fail”?",
    options=("Yes, a negative one", "Only for lazy students", "No, never"),
    correct=2,
    why=(
        "ReLU turns every negative sum into 0, and sigmoid(0) is one half, which still counts as "
        "“pass”."
    ),
    answers=(
        "A negative weight makes z negative, that is true. But ReLU turns every negative z into "
        "0, and sigmoid(0) is {floor_relu}: “pass”, just. With SiLU the lowest is {floor_silu}, "
        "and with no activation at all every answer is possible.",
        "Even if both inputs are 0: then z is the bias, ReLU makes it 0 or more, and "
        "sigmoid(0) is {floor_relu}: “pass”, just. With SiLU the lowest is {floor_silu}, and with "
        "no activation at all every answer is possible.",
        "ReLU is never below 0, and sigmoid(0) is {floor_relu}: “pass”, just. With SiLU the lowest "
        "is {floor_silu}. To be able to say “fail”, the program on the page “Training” leaves the "
        "activation after the sum out.",
    ),
    code="""\
inputs = torch.tensor([[{input_1}, {input_2}]])  # {column_1}, {column_2}
weight = torch.tensor([[{weight_1}], [{weight_2}]])
bias = torch.tensor({bias})

z = inputs @ weight + bias         # {z}
hidden = {activation_code}(z)  # {activation}
prediction = torch.sigmoid(hidden)  # {output}""",
)

# Live numbers stand in double braces where a name or a function is filled in first.

STUDENT, NEURON = "The student", "The neuron"
SAID = "z = {z}, {answer}, {prediction} chance to pass"
"""What a screen reader is told after each change."""

TERM_BY_TERM = "Term by term"
TERMS = (
    "{input_1}: {{input_1}} × {{weight_1}} = {{term_1}}",
    "{input_2}: {{input_2}} × {{weight_2}} = {{term_2}}",
    "z = {{term_1}} {{term_2}} {{bias}} = {{z}}",
    "{function}(z) = {{activation}}",
    "sigmoid({{activation}}) = {{output}} = {{prediction}}, so the answer is {{answer}}",
    "{{hint}}{{no_way}}",
)

PRODUCT = "Row times column: two students, two neurons at once"
PRODUCT_SAID = (
    "The first row is your student, the first column your neuron, and the product at the top left "
    "is z before the bias is added. The second student and the second neuron only show that one "
    "product of matrices computes all of them at once."
)
MATRIX = (
    "  students          weights              products",
    "[ {row_1} {row_2} ]   [ {column_1} {second_1} ]   [ {cell_11} {cell_12} ]",
    "[ {row_3} {row_4} ] · [ {column_2} {second_2} ] = [ {cell_21} {cell_22} ]",
)

LOWEST = "lowest prediction of all"
TRY = "Try this: drag until z is negative. Can you make the neuron say “fail”?"
FAIL = "z is negative, {function}(z) too, and sigmoid makes it less than 50 %: “fail”."
HARDLY_FAIL = (
    "“Fail”, but never with conviction: {function} lets only a little of a negative z through, so "
    "no weight in the world takes this prediction below {{floor}}."
)
STILL_PASS = (
    "z is negative, but {function}(z) is so close to 0 that sigmoid makes 50 % of it: still "
    "“pass”. Another z can do better."
)
NEVER_FAIL = (
    "z is negative, and still the answer is “pass”: {function}(z) is never below 0, and sigmoid(0) "
    "is 50 %. No weight in the world takes this prediction below {{floor}}."
)
