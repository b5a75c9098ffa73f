# SPDX-License-Identifier: Apache-2.0
"""Trajectories of PyTorch's optimizers on a small logistic regression.

Written with Python 3.11 and torch 1.13.0a0 (Debian's python3-torch), double precision, one thread:

    /usr/bin/python3 torch_trajectories.py > torch_trajectories.txt

Problem: X is 12 x 3 with x_ij = ((7 i + 3 j j + 5 i j) mod 11 - 5) / 4, y_i = 1 where (i i + i) mod 3
is 0, otherwise 0, i and j from 0. The loss is the mean over i of log(1 + exp(z_i)) - y_i z_i with
z = X w + b, from w = (0.5, -1, 2) and b = 0.25.

Formulas, with the gradient g:
    sgd              theta = theta - lr g
    momentum         v = mu v + g; theta = theta - lr v
    nesterov         v = mu v + g; theta = theta - lr (g + mu v)
    adagrad          s = s + g^2; theta = theta - lr g / (sqrt(s) + eps)
    rmsprop          v = alpha v + (1 - alpha) g^2; theta = theta - lr g / (sqrt(v) + eps)
    adam             m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2;
                     theta = theta - lr / (1 - b1^t) m / (sqrt(v) / sqrt(1 - b2^t) + eps)

Output: a line "rule step w1 w2 w3 b" for each rule and step, digits enough to give the same doubles.
"""

import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

STEPS = 60
X = torch.tensor(
    [[((7 * i + 3 * j * j + 5 * i * j) % 11 - 5) / 4 for j in range(3)] for i in range(12)])
Y = torch.tensor([[1.0 if (i * i + i) % 3 == 0 else 0.0] for i in range(12)])

RULES = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.5),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
    "nesterov": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.8, nesterov=True),
    "adagrad": lambda p: torch.optim.Adagrad(p, lr=0.3, eps=1e-10),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.02, alpha=0.9, eps=1e-8),
    "adam": lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.9, 0.999), eps=1e-8),
    "adam_other": lambda p: torch.optim.Adam(p, lr=0.1, betas=(0.7, 0.8), eps=1e-3),
}

print("# torch", torch.__version__)
for name, make in RULES.items():
    w = torch.tensor([[0.5], [-1.0], [2.0]], requires_grad=True)
    b = torch.tensor([[0.25]], requires_grad=True)
    optimizer = make([w, b])
    for step in range(1, STEPS + 1):
        optimizer.zero_grad()
        z = X @ w + b
        torch.nn.functional.binary_cross_entropy_with_logits(z, Y).backward()
        optimizer.step()
        values = w.detach().flatten().tolist() + b.detach().flatten().tolist()
        print(name, step, *(repr(value) for value in values))
