"""The passes of one training: weight and bias of every layer, as a model has them."""

from torch import Tensor
from torch.nn import functional as F

from visualizer.core.passes import Examples, Kernels, Trace


class OneTraining(Kernels):
    """One training: weight and bias of every layer, as ``model.parameters()`` has them.

    Values are a list of ``weight, bias, weight, bias, …``; shapes ``(n_units, n_inputs)`` and
    ``(n_units,)``.
    """

    def lay_out(self, parameters: Tensor) -> list[Tensor]:
        """Return flat parameters as values, each in memory of its own."""
        return [part.clone() for pair in self._task.architecture.split(parameters) for part in pair]

    def examples(self, inputs: Tensor, targets: Tensor) -> Examples:
        """Return the very rows."""
        return Examples(inputs, inputs, targets, self._share(inputs, targets))

    def forward(self, values: list[Tensor], examples: Examples) -> Trace:
        """Return the pass forward."""
        seen, sums, activations = examples.inputs, [], []
        parts = iter(values)
        for activate in self._activate:
            z = F.linear(seen, next(parts), next(parts))
            seen = activate(z)
            sums.append(z)
            activations.append(seen)
        predictions = self._answer(seen)
        return self._compare(predictions, examples.targets), predictions, sums, activations

    def look(self, values: list[Tensor], examples: Examples) -> tuple[list[Tensor], Trace]:
        """Return ∂loss/∂parameters, laid out like ``values``, and the pass forward."""
        trace = self.forward(values, examples)
        kept, predictions, sums, activations = trace
        signals = self._slopes(kept, examples.targets, examples.share)
        signals = self._answer_back(signals, activations[-1], predictions)
        gradients: list[Tensor] = []
        for layer in range(len(sums) - 1, -1, -1):
            signals = self._activate_back[layer](signals, sums[layer], activations[layer])
            seen = activations[layer - 1] if layer else examples.inputs
            gradients += (signals.sum(dim=0), signals.t().mm(seen))
            if layer:
                signals = signals.mm(values[2 * layer])
        gradients.reverse()
        return gradients, trace


class OneLayer(OneTraining):
    """One training of one layer, in as few calls as it takes."""

    def look(self, values: list[Tensor], examples: Examples) -> tuple[list[Tensor], Trace]:
        """Return ∂loss/∂parameters, laid out like ``values``, and the pass forward."""
        inputs, _, targets, share = examples
        weight, bias = values
        sums = F.linear(inputs, weight, bias)
        activations = self._activate[0](sums)
        predictions = self._answer(activations)
        kept = self._compare(predictions, targets)
        signals = self._answer_back(self._slopes(kept, targets, share), activations, predictions)
        signals = self._activate_back[0](signals, sums, activations)
        gradients = [signals.t().mm(inputs), signals.sum(dim=0)]
        return gradients, (kept, predictions, [sums], [activations])
