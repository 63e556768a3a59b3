"""Makes fixtures/pytorch.json: torch.nn.LSTM, GRU and RNN (stacked, bidirectional, with states), and Adam and AdamW.

usage: python make_pytorch.py
Arrays are torch's own, in its layouts and gate orders; tst_pytorch.cpp turns them into ours, so the turning is tested, too. Sizes are
2, 3 and 5 and all weights differ. torch 2.13.0, CPU, float32.
"""
import json
import pathlib

import torch

BATCH, STEPS, FEATURES = 2, 5, 3


def numbers(tensor):
    return json.loads(json.dumps(tensor.detach().tolist()), parse_float=lambda text: float(f"{float(text):.9g}"))


def named(pairs):
    return {name: numbers(value) for name, value in pairs}


def pass_case(kind, hidden, generator, **options):
    """loss = sum of every output times a number of its own, so that each has a gradient."""
    draw = lambda *shape: torch.randn(*shape, generator=generator)
    net = getattr(torch.nn, kind)(FEATURES, hidden, batch_first=True, **options)
    for weight in net.parameters():
        weight.data = 0.5 * draw(*weight.shape)
    count = net.num_layers * (2 if net.bidirectional else 1)
    leaves = [draw(BATCH, STEPS, FEATURES)] + [0.5 * draw(count, BATCH, hidden) for _ in range(2 if kind == "LSTM" else 1)]
    for leaf in leaves:
        leaf.requires_grad_()
    output, states = net(leaves[0], tuple(leaves[1:]) if kind == "LSTM" else leaves[1])
    outputs = [output, *(states if kind == "LSTM" else [states])]
    seeds = [draw(*o.shape) for o in outputs]
    sum((o * s).sum() for o, s in zip(outputs, seeds)).backward()
    return {"kind": kind, "hidden": hidden, "layers": net.num_layers, "bidirectional": net.bidirectional, "bias": net.bias,
            "nonlinearity": options.get("nonlinearity", "tanh"),
            "weights": named(net.named_parameters()), "x": numbers(leaves[0]), "states": [numbers(s) for s in leaves[1:]],
            "outputs": [numbers(o) for o in outputs], "seeds": [numbers(s) for s in seeds],
            "gradients": {name: numbers(w.grad) for name, w in net.named_parameters()},
            "input_gradients": [numbers(leaf.grad) for leaf in leaves]}


def training_case(kind, optimizer, generator, **arguments):
    """Ten steps on mean((y - target)^2). torch's LSTM adds two biases, each of which Adam would move: one stays at 0. torch adds
    epsilon after the correction of v's bias and Keras, as we, before: it is too small here for that to be seen."""
    draw = lambda *shape: torch.randn(*shape, generator=generator)
    net, head = getattr(torch.nn, kind)(FEATURES, 5, batch_first=True), torch.nn.Linear(5, 2)
    for weight in [*net.parameters(), *head.parameters()]:
        weight.data = 0.5 * draw(*weight.shape)
    if kind != "GRU":
        net.bias_hh_l0.data.zero_()
        net.bias_hh_l0.requires_grad_(False)
    x, target = draw(BATCH, STEPS, FEATURES), draw(BATCH, 2)
    weights = [w for w in [*net.parameters(), *head.parameters()] if w.requires_grad]
    steps = getattr(torch.optim, optimizer)(weights, eps=1e-12, **arguments)
    state = lambda: named([*net.named_parameters(), *((f"head_{name}", w) for name, w in head.named_parameters())])
    start, losses = state(), []
    for _ in range(10):
        steps.zero_grad()
        loss = ((head(net(x)[0][:, -1]) - target) ** 2).mean()
        losses.append(numbers(loss))
        loss.backward()
        steps.step()
    return {"kind": kind, "optimizer": optimizer, "arguments": {k: list(v) if isinstance(v, tuple) else v for k, v in arguments.items()},
            "x": numbers(x), "target": numbers(target), "start": start, "losses": losses, "end": state()}


def main():
    generator = torch.Generator().manual_seed(3)
    kinds = [("LSTM", {}), ("GRU", {}), ("RNN", {}), ("RNN", {"nonlinearity": "relu"})]
    shapes = [dict(), dict(bias=False), dict(num_layers=2), dict(bidirectional=True), dict(num_layers=3, bidirectional=True)]
    passes = [pass_case(kind, 2 if "num_layers" in shape else 5, generator, **more, **shape) for kind, more in kinds for shape in shapes]
    trained = [training_case(kind, optimizer, generator, **arguments) for kind in ("LSTM", "GRU")
               for optimizer, arguments in (("Adam", dict(lr=0.01)), ("Adam", dict(lr=0.02, betas=(0.8, 0.99), amsgrad=True)),
                                            ("AdamW", dict(lr=0.01)), ("AdamW", dict(lr=0.02, weight_decay=0.1)))]
    text = '{"torch": "%s", "passes": [\n%s\n], "trained": [\n%s\n]}\n' % (
        torch.__version__, *(",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) for cases in (passes, trained)))
    (pathlib.Path(__file__).parent / "fixtures" / "pytorch.json").write_text(text)
    print(len(passes), "passes,", len(trained), "trainings")


main()
