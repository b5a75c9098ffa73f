# SPDX-License-Identifier: Apache-2.0
"""Evaluations that SciPy's minimizers need on the problems of More, Garbow and Hillstrom (1981).

Writes scipy_counts.csv beside this file: problem, factor of the start, then for BFGS, L-BFGS-B
(10 pairs) and CG the number of values (each with its gradient) and the sum of squares reached, and
the same for least_squares with method 'lm' (MINPACK; residuals, one Jacobian an iteration).
Gradient tolerance 1e-8, no tolerance on values. Derivatives are complex steps, exact to rounding.

Run with Python 3 and SciPy; the table in the repository is of the version that its first line
names: python3 scipy_counts.py
"""

import os
import sys

import numpy as np
import scipy
from scipy.optimize import least_squares, minimize


def rosenbrock(x):
    return [10 * (x[1] - x[0] ** 2), 1 - x[0]]


def freudenstein_roth(x):
    a, b = x
    return [-13 + a + ((5 - b) * b - 2) * b, -29 + a + ((b + 1) * b - 14) * b]


def powell_badly_scaled(x):
    return [1e4 * x[0] * x[1] - 1, np.exp(-x[0]) + np.exp(-x[1]) - 1.0001]


def brown_badly_scaled(x):
    return [x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2]


def beale(x):
    return [y - x[0] * (1 - x[1] ** i) for i, y in ((1, 1.5), (2, 2.25), (3, 2.625))]


def jennrich_sampson(x):
    i = np.arange(1, 11)
    return 2 + 2 * i - np.exp(i * x[0]) - np.exp(i * x[1])


def bard(x):
    y = np.array([.14, .18, .22, .25, .29, .32, .35, .39, .37, .58, .73, .96, 1.34, 2.10, 4.39])
    u = np.arange(1, 16)
    v = 16 - u
    return y - (x[0] + u / (v * x[1] + np.minimum(u, v) * x[2]))


def gaussian(x):
    half = [.0009, .0044, .0175, .0540, .1295, .2420, .3521]
    y = np.array(half + [.3989] + half[::-1])
    t = (8 - np.arange(1, 16)) / 2
    return x[0] * np.exp(-x[1] * (t - x[2]) ** 2 / 2) - y


def box_three(x):
    t = np.arange(1, 11) / 10
    return np.exp(-t * x[0]) - np.exp(-t * x[1]) - x[2] * (np.exp(-t) - np.exp(-10 * t))


def powell_singular(x):
    return [x[0] + 10 * x[1], 5 ** .5 * (x[2] - x[3]), (x[1] - 2 * x[2]) ** 2,
            10 ** .5 * (x[0] - x[3]) ** 2]


def wood(x):
    return [10 * (x[1] - x[0] ** 2), 1 - x[0], 90 ** .5 * (x[3] - x[2] ** 2), 1 - x[2],
            10 ** .5 * (x[1] + x[3] - 2), .1 ** .5 * (x[1] - x[3])]


def kowalik_osborne(x):
    y = np.array([.1957, .1947, .1735, .16, .0844, .0627, .0456, .0342, .0323, .0235, .0246])
    u = np.array([4, 2, 1, .5, .25, .167, .125, .1, .0833, .0714, .0625])
    return y - x[0] * (u ** 2 + u * x[1]) / (u ** 2 + u * x[2] + x[3])


def brown_dennis(x):
    t = np.arange(1, 21) / 5
    return (x[0] + t * x[1] - np.exp(t)) ** 2 + (x[2] + x[3] * np.sin(t) - np.cos(t)) ** 2


def biggs(x):
    t = np.arange(1, 14) / 10
    y = np.exp(-t) - 5 * np.exp(-10 * t) + 3 * np.exp(-4 * t)
    return (x[2] * np.exp(-t * x[0]) - x[3] * np.exp(-t * x[1]) + x[5] * np.exp(-t * x[4]) - y)


def watson(x):
    n = len(x)
    t = np.arange(1, 30)[:, None] / 29
    j = np.arange(n)[None, :]
    powers = t ** j
    slopes = np.where(j == 0, 0, j * t ** np.maximum(j - 1, 0))
    return np.concatenate([slopes @ x - (powers @ x) ** 2 - 1, [x[0], x[1] - x[0] ** 2 - 1]])


def extended_rosenbrock(x):
    return np.concatenate([rosenbrock(x[k:k + 2]) for k in range(0, len(x), 2)])


def extended_powell(x):
    return np.concatenate([powell_singular(x[k:k + 4]) for k in range(0, len(x), 4)])


def variably_dimensioned(x):
    s = np.sum(np.arange(1, len(x) + 1) * (x - 1))
    return np.concatenate([x - 1, [s, s ** 2]])


def trigonometric(x):
    n = len(x)
    return n - np.sum(np.cos(x)) + np.arange(1, n + 1) * (1 - np.cos(x)) - np.sin(x)


def brown_almost_linear(x):
    return np.concatenate([(x + np.sum(x) - (len(x) + 1))[:-1], [np.prod(x) - 1]])


def broyden_tridiagonal(x):
    padded = np.concatenate([[0], x, [0]])
    return (3 - 2 * x) * x - padded[:-2] - 2 * padded[2:] + 1


def chebyquad(x):
    n = len(x)
    z = 2 * x - 1
    previous, now, means = z * 0 + 1, z, []
    for i in range(1, n + 1):
        means.append(np.mean(now) - (0 if i % 2 else -1 / (i * i - 1)))
        previous, now = now, 2 * z * now - previous
    return means


PROBLEMS = [
    ("ROSENBROCK", rosenbrock, [-1.2, 1]),
    ("FREUDENSTEIN_ROTH", freudenstein_roth, [.5, -2]),
    ("POWELL_BADLY_SCALED", powell_badly_scaled, [0, 1]),
    ("BROWN_BADLY_SCALED", brown_badly_scaled, [1, 1]),
    ("BEALE", beale, [1, 1]),
    ("JENNRICH_SAMPSON", jennrich_sampson, [.3, .4]),
    ("BARD", bard, [1, 1, 1]),
    ("GAUSSIAN", gaussian, [.4, 1, 0]),
    ("BOX_THREE", box_three, [0, 10, 20]),
    ("POWELL_SINGULAR", powell_singular, [3, -1, 0, 1]),
    ("WOOD", wood, [-3, -1, -3, -1]),
    ("KOWALIK_OSBORNE", kowalik_osborne, [.25, .39, .415, .39]),
    ("BROWN_DENNIS", brown_dennis, [25, 5, -5, -1]),
    ("BIGGS_EXP6", biggs, [1, 2, 1, 1, 1, 1]),
    ("WATSON", watson, [0] * 6),
    ("EXTENDED_ROSENBROCK", extended_rosenbrock, [-1.2, 1] * 5),
    ("EXTENDED_POWELL", extended_powell, [3, -1, 0, 1] * 3),
    ("VARIABLY_DIMENSIONED", variably_dimensioned, [1 - i / 10 for i in range(1, 11)]),
    ("TRIGONOMETRIC", trigonometric, [.1] * 10),
    ("BROWN_ALMOST_LINEAR", brown_almost_linear, [.5] * 10),
    ("BROYDEN_TRIDIAGONAL", broyden_tridiagonal, [-1] * 10),
    ("CHEBYQUAD", chebyquad, [i / 9 for i in range(1, 9)]),
]


def jacobian(residuals, x):
    columns = []
    for k in range(len(x)):
        moved = x.astype(complex)
        moved[k] += 1e-30j
        columns.append(np.imag(np.asarray(residuals(moved), dtype=complex)) / 1e-30)
    return np.array(columns).T


def main():
    np.seterr(all="ignore")
    rows = [f"# SciPy {scipy.__version__}, Python {sys.version.split()[0]}",
            "problem,factor,bfgs,bfgs sum,l-bfgs-b,l-bfgs-b sum,cg,cg sum,lm,lm jacobians,lm sum"]
    for name, residuals, start in PROBLEMS:
        for factor in (1, 10):
            x0 = factor * np.asarray(start, dtype=float)
            if name == "WATSON" and factor != 1:
                x0 = np.full(len(start), float(factor))  # as MINPACK does where the start is 0
            r = lambda x: np.asarray(residuals(x), dtype=float)
            f = lambda x: .5 * np.sum(r(x) ** 2)
            g = lambda x: jacobian(residuals, x).T @ r(x)
            cells = [name, str(factor)]
            for method, options in (("BFGS", {"gtol": 1e-8, "maxiter": 5000}),
                                    ("L-BFGS-B", {"gtol": 1e-8, "ftol": 0, "maxcor": 10,
                                                  "maxiter": 5000, "maxfun": 50000}),
                                    ("CG", {"gtol": 1e-8, "maxiter": 5000})):
                found = minimize(f, x0, jac=g, method=method, options=options)
                cells += [str(found.nfev), f"{2 * found.fun:.6g}"]
            if len(r(x0)) >= len(x0):
                try:
                    found = least_squares(r, x0, jac=lambda x: jacobian(residuals, x), method="lm",
                                          x_scale="jac", ftol=1e-15, xtol=1e-15, gtol=1e-15)
                    cells += [str(found.nfev), str(found.njev), f"{2 * found.cost:.6g}"]
                except ValueError as refused:
                    cells += ["", "", "refused: " + str(refused).replace(",", ";")]
            else:
                cells += ["", "", "fewer residuals than parameters"]
            rows.append(",".join(cells))
    target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "scipy_counts.csv")
    with open(target, "w", encoding="utf-8") as out:
        out.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
