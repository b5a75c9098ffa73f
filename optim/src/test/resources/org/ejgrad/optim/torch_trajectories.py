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
    sgd_all          d = g + wd theta; v = d at step 1, then mu v + (1 - damp) d; theta = theta - lr v
    sgd_nesterov     d = g + wd theta; v = mu v + d; theta = theta - lr (d + mu v)
    asgd             eta = lr / (1 + lambd lr (t - 1))^alpha; theta = (1 - lambd eta) theta - eta g
    adagrad_other    s from initial_accumulator_value, lr / (1 + (t - 1) lr_decay) for lr
    adadelta         s = rho s + (1 - rho) g^2; d = g sqrt(u + eps) / sqrt(s + eps);
                     u = rho u + (1 - rho) d^2; theta = theta - lr d
    rmsprop_centered sqrt(v - a^2) for sqrt(v), a = alpha a + (1 - alpha) g
    rmsprop_momentum b = mu b + g / (sqrt(v) + eps); theta = theta - lr b
    adamax           u = max(b2 u, |g| + eps); theta = theta - lr / (1 - b1^t) m / u
    amsgrad          w = max(w, v) for v in adam's root
    adamw            theta = (1 - lr wd) theta, then adam
    nadam            Dozat's with momentum_decay; foreach, as the other loop multiplies mu_product once
                     too often
    radam            adam's m / (1 - b1^t) times r sqrt(1 - b2^t) / (sqrt(v) + eps) once rho_t > 5
    rprop            Riedmiller and Braun's, gradients of changed sign set to 0
    adam             m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2;
                     theta = theta - lr / (1 - b1^t) m / (sqrt(v) / sqrt(1 - b2^t) + eps)

Output: a line "rule step w1 w2 w3 b" for each rule and step, digits enough to give the same doubles;
then a line "schedule name step rate" for each schedule and step, with the rate that step is taken at.
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
    "sgd_all": lambda p: torch.optim.SGD(
        p, lr=0.2, momentum=0.7, dampening=0.3, weight_decay=0.05),
    "sgd_nesterov": lambda p: torch.optim.SGD(
        p, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.02),
    "asgd": lambda p: torch.optim.ASGD(p, lr=0.5, lambd=0.01, alpha=0.6),
    "asgd_other": lambda p: torch.optim.ASGD(p, lr=0.3, lambd=0.2, alpha=0.9),
    "adagrad_other": lambda p: torch.optim.Adagrad(
        p, lr=0.3, lr_decay=0.05, initial_accumulator_value=0.1, eps=1e-3),
    "adadelta": lambda p: torch.optim.Adadelta(p, lr=1.0, rho=0.9, eps=1e-6),
    "adadelta_other": lambda p: torch.optim.Adadelta(p, lr=0.7, rho=0.8, eps=1e-3),
    "rmsprop_centered": lambda p: torch.optim.RMSprop(
        p, lr=0.01, alpha=0.9, eps=1e-3, centered=True),
    "rmsprop_momentum": lambda p: torch.optim.RMSprop(
        p, lr=0.005, alpha=0.9, eps=1e-3, momentum=0.7),
    "adamax": lambda p: torch.optim.Adamax(p, lr=0.05),
    "adamax_other": lambda p: torch.optim.Adamax(p, lr=0.1, betas=(0.7, 0.8), eps=1e-3),
    "amsgrad": lambda p: torch.optim.Adam(p, lr=0.05, amsgrad=True),
    "amsgrad_other": lambda p: torch.optim.Adam(
        p, lr=0.1, betas=(0.7, 0.8), eps=1e-3, amsgrad=True),
    "adamw": lambda p: torch.optim.AdamW(p, lr=0.05, weight_decay=0.01),
    "adamw_other": lambda p: torch.optim.AdamW(
        p, lr=0.1, betas=(0.7, 0.8), eps=1e-3, weight_decay=0.3),
    "nadam": lambda p: torch.optim.NAdam(p, lr=0.05, foreach=True),
    "nadam_other": lambda p: torch.optim.NAdam(
        p, lr=0.05, betas=(0.7, 0.8), eps=1e-3, momentum_decay=0.2, foreach=True),
    "radam": lambda p: torch.optim.RAdam(p, lr=0.05),
    "radam_other": lambda p: torch.optim.RAdam(p, lr=0.05, betas=(0.7, 0.9), eps=1e-3),
    "rprop": lambda p: torch.optim.Rprop(p, lr=0.05),
    "rprop_other": lambda p: torch.optim.Rprop(
        p, lr=0.1, etas=(0.4, 1.3), step_sizes=(1e-3, 0.3)),
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

L = torch.optim.lr_scheduler
SCHEDULES = {
    "linear": lambda o: L.LinearLR(o, start_factor=1.0, end_factor=0.25, total_iters=20),
    "polynomial": lambda o: L.PolynomialLR(o, total_iters=40, power=2.5),
    "step": lambda o: L.StepLR(o, step_size=7, gamma=0.6),
    "multi_step": lambda o: L.MultiStepLR(o, milestones=[5, 17, 30], gamma=0.3),
    "exponential": lambda o: L.ExponentialLR(o, gamma=0.93),
    "restarts": lambda o: L.CosineAnnealingWarmRestarts(o, T_0=10, T_mult=1, eta_min=0.05),
    "restarts_growing": lambda o: L.CosineAnnealingWarmRestarts(o, T_0=5, T_mult=2, eta_min=0.05),
    "one_cycle": lambda o: L.OneCycleLR(o, max_lr=0.8, total_steps=60),
    "one_cycle_linear": lambda o: L.OneCycleLR(
        o, max_lr=0.8, total_steps=60, pct_start=0.4, div_factor=10, final_div_factor=100,
        anneal_strategy="linear"),
    "triangular": lambda o: L.CyclicLR(
        o, base_lr=0.1, max_lr=0.8, step_size_up=8, step_size_down=5, cycle_momentum=False),
    "triangular2": lambda o: L.CyclicLR(
        o, base_lr=0.1, max_lr=0.8, step_size_up=8, mode="triangular2", cycle_momentum=False),
    "exp_range": lambda o: L.CyclicLR(
        o, base_lr=0.1, max_lr=0.8, step_size_up=8, mode="exp_range", gamma=0.97,
        cycle_momentum=False),
    "sequential": lambda o: L.SequentialLR(
        o, [L.LinearLR(o, start_factor=0.1, total_iters=10), L.ExponentialLR(o, gamma=0.9)], [10]),
}
for name, make in SCHEDULES.items():
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.4)
    schedule = make(optimizer)
    for step in range(1, STEPS + 1):
        print("schedule", name, step, repr(float(optimizer.param_groups[0]["lr"])))
        optimizer.step()
        if step < STEPS:
            schedule.step()
