"""The workloads on PyTorch: a function for each, which takes the inputs (NHWC) and gives a trial.

A trial returns the loss of a training step, or a function that gives the outputs, NHWC again. On a CPU everything has been
computed when a call returns.
"""

import torch
import torch.nn.functional as F


def trials_of(layout):
    image_format = torch.channels_last if layout == 'channels-last' else torch.contiguous_format

    def image(t):
        """NHWC to what PyTorch takes, laid in memory as the layout says."""
        return t.permute(0, 3, 1, 2).contiguous(memory_format=image_format)

    def filter_of(t):
        return t.permute(3, 2, 0, 1).contiguous(memory_format=image_format)

    def network(inputs):
        net = Network(layout, inputs)
        return net.to(memory_format=image_format)

    def training_step(inputs):
        net = network(inputs)
        adam = torch.optim.Adam(net.parameters(), lr=1e-3, betas=(0.9, 0.999), eps=1e-7, fused=True)
        batches = [(image(x), y.long()) for x, y in zip(inputs['images'], inputs['labels'])]
        step = 0

        def trial():
            nonlocal step
            x, y = batches[step % len(batches)]
            step += 1
            adam.zero_grad()
            loss = F.cross_entropy(net(x), y)
            loss.backward()
            adam.step()
            return loss.item()

        return trial

    def prediction(inputs):
        net = network(inputs)
        x = image(inputs['images'])
        return forward(lambda: net(x), lambda logits: {'logits': logits})

    def convolution_forward(inputs):
        x, weights = image(inputs['x']), filter_of(inputs['filter'])
        return forward(lambda: F.conv2d(x, weights), lambda y: {'y': y.permute(0, 2, 3, 1)})

    def convolution_backward(of_input):
        def prepare(inputs):
            x, weights, upstream = image(inputs['x']), filter_of(inputs['filter']), image(inputs['dY'])
            mask = [of_input, not of_input, False]

            def compute():
                gradients = torch.ops.aten.convolution_backward(
                    upstream, x, weights, None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1, mask
                )
                return gradients[0 if of_input else 1]

            if of_input:
                return forward(compute, lambda found: {'dX': found.permute(0, 2, 3, 1)})
            return forward(compute, lambda found: {'dFilter': found.permute(2, 3, 1, 0)})

        return prepare

    trials = {'article-training-step': training_step, 'article-prediction': prediction}
    for layer in (1, 2, 3):
        trials[f'convolution-{layer}-forward'] = convolution_forward
        trials[f'convolution-{layer}-by-filter'] = convolution_backward(of_input=False)
        trials[f'convolution-{layer}-by-input'] = convolution_backward(of_input=True)
    if layout == 'nchw':  # the others have no images, they are the same in both layouts
        trials['mat-mul-1024'] = mat_mul
        trials['lstm-training-step'] = lstm_training_step
    return trials


class Network(torch.nn.Module):
    """The article's, from the weights of the inputs."""

    def __init__(self, layout, inputs):
        super().__init__()
        parameter = lambda t: torch.nn.Parameter(t.clone())
        self.filters = torch.nn.ParameterList(
            parameter(inputs[f'filter{layer}'].permute(3, 2, 0, 1).contiguous()) for layer in (1, 2, 3)
        )
        self.biases = torch.nn.ParameterList(parameter(inputs[f'bias{layer}']) for layer in (1, 2, 3, 4, 5))
        hidden = inputs['weights4'].t()
        if layout == 'nchw':
            # Its images are flattened channel by channel.
            hidden = hidden.reshape(64, 4, 4, 64).permute(0, 3, 1, 2).reshape(64, 1024)
        self.weights4 = parameter(hidden.contiguous())
        self.weights5 = parameter(inputs['weights5'].t().contiguous())
        self.layout = layout

    def forward(self, x):
        x = F.max_pool2d(F.relu(F.conv2d(x, self.filters[0], self.biases[0])), 2)
        x = F.max_pool2d(F.relu(F.conv2d(x, self.filters[1], self.biases[1])), 2)
        x = F.relu(F.conv2d(x, self.filters[2], self.biases[2]))
        x = x.flatten(1) if self.layout == 'nchw' else x.permute(0, 2, 3, 1).flatten(1)
        return F.linear(F.relu(F.linear(x, self.weights4, self.biases[3])), self.weights5, self.biases[4])


def mat_mul(inputs):
    a, b = inputs['a'], inputs['b']
    return forward(lambda: a @ b, lambda product: {'product': product})


def lstm_training_step(inputs):
    x, upstream = inputs['x'].requires_grad_(), inputs['dH']
    lstm = torch.nn.LSTM(x.shape[2], upstream.shape[2], batch_first=True)
    # Its gates are in Keras' order; it has a bias for each of the two products, one is enough.
    with torch.no_grad():
        lstm.weight_ih_l0.copy_(inputs['inputWeights'].t())
        lstm.weight_hh_l0.copy_(inputs['recurrentWeights'].t())
        lstm.bias_ih_l0.copy_(inputs['bias'])
        lstm.bias_hh_l0.zero_()
    differentiated = [x, *lstm.parameters()]

    def trial():
        h, _ = lstm(x)
        gradients = torch.autograd.grad(h, differentiated, upstream)

        def read():
            return {
                'h': h,
                'dX': gradients[0],
                'dInputWeights': gradients[1].t(),
                'dRecurrentWeights': gradients[2].t(),
                'dBias': gradients[3],
            }

        return read

    return trial


def forward(compute, read):
    def trial():
        with torch.no_grad():
            outputs = compute()
        return lambda: read(outputs)

    return trial
