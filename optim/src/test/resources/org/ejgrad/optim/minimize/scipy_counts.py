# SPDX-License-Identifier: Apache-2.0
"""Evaluations that SciPy's minimizers need on the problems of More, Garbow and Hillstrom (1981).

Writes scipy_counts.csv beside this file: problem, factor of the start, then for each method of
minimize the number of values and the sum of squares reached, and the same for least_squares with
method 'lm' (MINPACK; residuals, one Jacobian an iteration), without tolerance. L-BFGS-B has 10
pairs. Gradient tolerance 1e-8, no tolerance on values; Newton-CG, which has none on the gradient,
stops at steps of 1e-8. A run that asks for value number CAP + 1 is cut off, and counts as CAP; one
that does not come back from a step within a minute is noted as endless.

Derivatives are complex steps, exact to rounding; Hessians are J'J, so exact, plus residuals times
central differences of their Jacobians.

Run with Debian's Python 3.11 and python3-scipy 1.10.1, or others: the first line of what is written
names them. /usr/bin/python3 scipy_counts.py
"""

import os
import signal
import sys
import warnings

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


def helical_valley(x):
    theta = np.arctan(x[1] / x[0]) / (2 * np.pi) + (.5 if np.real(x[0]) < 0 else 0)
    return [10 * (x[2] - 10 * theta), 10 * (np.sqrt(x[0] ** 2 + x[1] ** 2) - 1), x[2]]


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


def meyer(x):
    y = np.array([34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147,
                  4427, 3820, 3307, 2872])
    return x[0] * np.exp(x[1] / (45 + 5 * np.arange(1, 17) + x[2])) - y


def gulf(x):
    t = np.arange(1, 100) / 100
    apart = 25 + (-50 * np.log(t)) ** (2 / 3) - x[1]
    return np.exp(-(apart * np.sign(np.real(apart))) ** x[2] / x[0]) - t


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


def osborne_one(x):
    y = np.array([.844, .908, .932, .936, .925, .908, .881, .850, .818, .784, .751, .718, .685,
                  .658, .628, .603, .580, .558, .538, .522, .506, .490, .478, .467, .457, .448,
                  .438, .431, .424, .420, .414, .411, .406])
    t = 10 * np.arange(33)
    return y - (x[0] + x[1] * np.exp(-t * x[3]) + x[2] * np.exp(-t * x[4]))


def biggs(x):
    t = np.arange(1, 14) / 10
    y = np.exp(-t) - 5 * np.exp(-10 * t) + 3 * np.exp(-4 * t)
    return (x[2] * np.exp(-t * x[0]) - x[3] * np.exp(-t * x[1]) + x[5] * np.exp(-t * x[4]) - y)


def osborne_two(x):
    y = np.array([1.366, 1.191, 1.112, 1.013, .991, .885, .831, .847, .786, .725, .746, .679, .608,
                  .655, .616, .606, .602, .626, .651, .724, .649, .649, .694, .644, .624, .661,
                  .612, .558, .533, .495, .500, .423, .395, .375, .372, .391, .396, .405, .428,
                  .429, .523, .562, .607, .653, .672, .708, .633, .668, .645, .632, .591, .559,
                  .597, .625, .739, .710, .729, .720, .636, .581, .428, .292, .162, .098, .054])
    t = np.arange(65) / 10
    peaks = [x[k] * np.exp(-(t - x[k + 7]) ** 2 * x[k + 4]) for k in (1, 2, 3)]
    return y - (x[0] * np.exp(-t * x[4]) + sum(peaks))


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


def penalty_one(x):
    return np.concatenate([1e-5 ** .5 * (x - 1), [np.sum(x ** 2) - .25]])


def penalty_two(x):
    n = len(x)
    i = np.arange(2, n + 1)
    y = np.exp(i / 10) + np.exp((i - 1) / 10)
    e = np.exp(x / 10)
    return np.concatenate([[x[0] - .2], 1e-5 ** .5 * (e[1:] + e[:-1] - y),
                           1e-5 ** .5 * (e[1:] - np.exp(-.1)),
                           [np.sum(np.arange(n, 0, -1) * x ** 2) - 1]])


def variably_dimensioned(x):
    s = np.sum(np.arange(1, len(x) + 1) * (x - 1))
    return np.concatenate([x - 1, [s, s ** 2]])


def trigonometric(x):
    n = len(x)
    return n - np.sum(np.cos(x)) + np.arange(1, n + 1) * (1 - np.cos(x)) - np.sin(x)


def brown_almost_linear(x):
    return np.concatenate([(x + np.sum(x) - (len(x) + 1))[:-1], [np.prod(x) - 1]])


def boundary_value(x):
    h = 1 / (len(x) + 1)
    t = h * np.arange(1, len(x) + 1)
    padded = np.concatenate([[0], x, [0]])
    return 2 * x - padded[:-2] - padded[2:] + h ** 2 * (x + t + 1) ** 3 / 2


def integral_equation(x):
    h = 1 / (len(x) + 1)
    t = h * np.arange(1, len(x) + 1)
    cube = (x + t + 1) ** 3
    later = np.sum((1 - t) * cube) - np.cumsum((1 - t) * cube)
    return x + h * ((1 - t) * np.cumsum(t * cube) + t * later) / 2


def broyden_tridiagonal(x):
    padded = np.concatenate([[0], x, [0]])
    return (3 - 2 * x) * x - padded[:-2] - 2 * padded[2:] + 1


def broyden_banded(x):
    n = len(x)
    sums = [sum(x[j] * (1 + x[j]) for j in range(max(0, i - 5), min(n, i + 2)) if j != i)
            for i in range(n)]
    return x * (2 + 5 * x ** 2) + 1 - np.array(sums)


def linear_full_rank(x):
    return np.concatenate([x, np.zeros(10 - len(x))]) - 2 * np.sum(x) / 10 - 1


def linear_rank_one(x):
    return np.arange(1, 11) * np.sum(np.arange(1, len(x) + 1) * x) - 1


def linear_rank_one_zeros(x):
    inner = np.sum(np.arange(2, len(x)) * x[1:-1])
    return np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 0]) * inner - 1


def chebyquad(x):
    n = len(x)
    z = 2 * x - 1
    previous, now, means = z * 0 + 1, z, []
    for i in range(1, n + 1):
        means.append(np.mean(now) - (0 if i % 2 else -1 / (i * i - 1)))
        previous, now = now, 2 * z * now - previous
    return means


STEPS = [i / 11 * (i / 11 - 1) for i in range(1, 11)]
PROBLEMS = [
    ("ROSENBROCK", rosenbrock, [-1.2, 1]),
    ("FREUDENSTEIN_ROTH", freudenstein_roth, [.5, -2]),
    ("POWELL_BADLY_SCALED", powell_badly_scaled, [0, 1]),
    ("BROWN_BADLY_SCALED", brown_badly_scaled, [1, 1]),
    ("BEALE", beale, [1, 1]),
    ("JENNRICH_SAMPSON", jennrich_sampson, [.3, .4]),
    ("HELICAL_VALLEY", helical_valley, [-1, 0, 0]),
    ("BARD", bard, [1, 1, 1]),
    ("GAUSSIAN", gaussian, [.4, 1, 0]),
    ("MEYER", meyer, [.02, 4000, 250]),
    ("GULF", gulf, [5, 2.5, .15]),
    ("BOX_THREE", box_three, [0, 10, 20]),
    ("POWELL_SINGULAR", powell_singular, [3, -1, 0, 1]),
    ("WOOD", wood, [-3, -1, -3, -1]),
    ("KOWALIK_OSBORNE", kowalik_osborne, [.25, .39, .415, .39]),
    ("BROWN_DENNIS", brown_dennis, [25, 5, -5, -1]),
    ("OSBORNE_ONE", osborne_one, [.5, 1.5, -1, .01, .02]),
    ("BIGGS_EXP6", biggs, [1, 2, 1, 1, 1, 1]),
    ("OSBORNE_TWO", osborne_two, [1.3, .65, .65, .7, .6, 3, 5, 7, 2, 4.5, 5.5]),
    ("WATSON", watson, [0] * 6),
    ("EXTENDED_ROSENBROCK", extended_rosenbrock, [-1.2, 1] * 5),
    ("EXTENDED_POWELL", extended_powell, [3, -1, 0, 1] * 3),
    ("PENALTY_ONE", penalty_one, [1, 2, 3, 4]),
    ("PENALTY_TWO", penalty_two, [.5] * 4),
    ("VARIABLY_DIMENSIONED", variably_dimensioned, [1 - i / 10 for i in range(1, 11)]),
    ("TRIGONOMETRIC", trigonometric, [.1] * 10),
    ("BROWN_ALMOST_LINEAR", brown_almost_linear, [.5] * 10),
    ("BOUNDARY_VALUE", boundary_value, STEPS),
    ("INTEGRAL_EQUATION", integral_equation, STEPS),
    ("BROYDEN_TRIDIAGONAL", broyden_tridiagonal, [-1] * 10),
    ("BROYDEN_BANDED", broyden_banded, [-1] * 10),
    ("LINEAR_FULL_RANK", linear_full_rank, [1] * 5),
    ("LINEAR_RANK_ONE", linear_rank_one, [1] * 5),
    ("LINEAR_RANK_ONE_ZEROS", linear_rank_one_zeros, [1] * 5),
    ("CHEBYQUAD", chebyquad, [i / 9 for i in range(1, 9)]),
]
CAP = 5000
METHODS = {
    "BFGS": {"gtol": 1e-8, "maxiter": CAP},
    "L-BFGS-B": {"gtol": 1e-8, "ftol": 0, "maxcor": 10, "maxiter": CAP, "maxfun": 2 * CAP},
    "CG": {"gtol": 1e-8, "maxiter": CAP},
    "Newton-CG": {"xtol": 1e-8, "maxiter": CAP},
    "trust-ncg": {"gtol": 1e-8, "maxiter": CAP},
    "dogleg": {"gtol": 1e-8, "maxiter": CAP},
    "trust-exact": {"gtol": 1e-8, "maxiter": CAP},
}
SECONDS = 60  # that of a run which ends are 11 at most
SECOND_ORDER = ("Newton-CG", "trust-ncg", "dogleg", "trust-exact")


class CutOff(Exception):
    pass


class Endless(Exception):
    pass


def end(*_):
    raise Endless


class Counted:
    """The objective, which counts its values and is cut off beyond the cap."""

    def __init__(self, residuals):
        self.residuals = residuals
        self.values = 0
        self.least = np.inf

    def r(self, x):
        if self.values == CAP:
            raise CutOff
        self.values += 1
        r = np.asarray(self.residuals(np.asarray(x, dtype=float)), dtype=float)
        self.least = min(self.least, np.sum(r ** 2))
        return r

    def f(self, x):
        return .5 * np.sum(self.r(x) ** 2)

    def jacobian(self, x):
        columns = []
        for k in range(len(x)):
            moved = x.astype(complex)
            moved[k] += 1e-30j
            columns.append(np.imag(np.asarray(self.residuals(moved), dtype=complex)) / 1e-30)
        return np.array(columns).T

    def gradient(self, x):
        return self.jacobian(x).T @ np.asarray(self.residuals(x), dtype=float)

    def hessian(self, x):
        r = np.asarray(self.residuals(x), dtype=float)
        j = self.jacobian(x)
        bent = np.zeros((len(x), len(x)))
        for k in range(len(x)):
            h = np.zeros(len(x))
            h[k] = 1e-5 * max(1, abs(x[k]))
            bent[k] = r @ (self.jacobian(x + h) - self.jacobian(x - h)) / (2 * h[k])
        return j.T @ j + (bent + bent.T) / 2


def run(residuals, x0, method):
    """The number of values and the sum of squares reached."""
    c = Counted(residuals)
    signal.alarm(SECONDS)
    try:
        if method == "lm":
            if len(residuals(x0)) < len(x0):
                return ["", "fewer residuals than parameters"]
            found = least_squares(c.r, x0, jac=c.jacobian, method="lm", x_scale="jac", ftol=1e-15,
                                  xtol=1e-15, gtol=1e-15, max_nfev=CAP)
            return [str(found.nfev), f"{2 * found.cost:.6g}"]
        hess = {"hess": c.hessian} if method in SECOND_ORDER else {}
        found = minimize(c.f, x0, jac=c.gradient, method=method, options=METHODS[method], **hess)
        return [str(c.values), f"{2 * found.fun:.6g}"]
    except CutOff:
        return [str(CAP), f"{c.least:.6g}"]
    except Endless:
        return [str(c.values), "endless within a step"]
    except (ValueError, np.linalg.LinAlgError) as refused:
        return [str(c.values), "refused: " + str(refused).split("\n")[0].replace(",", ";")]
    finally:
        signal.alarm(0)


def main():
    np.seterr(all="ignore")
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, end)
    columns = list(METHODS) + ["lm"]
    rows = [f"# SciPy {scipy.__version__}, Python {sys.version.split()[0]}, cap {CAP}",
            ",".join(["problem", "factor"] + [f"{m},{m} sum" for m in columns])]
    for name, residuals, start in PROBLEMS:
        for factor in (1, 10):
            x0 = factor * np.asarray(start, dtype=float)
            if name == "WATSON" and factor != 1:
                x0 = np.full(len(start), float(factor))  # as MINPACK does where the start is 0
            cells = [name, str(factor)]
            for method in columns:
                cells += run(residuals, x0, method)
            rows.append(",".join(cells))
    target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "scipy_counts.csv")
    with open(target, "w", encoding="utf-8") as out:
        out.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
