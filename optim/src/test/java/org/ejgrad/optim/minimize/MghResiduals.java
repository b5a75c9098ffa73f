// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.optim.minimize.Columns.at;
import static org.ejgrad.optim.minimize.Columns.column;
import static org.ejgrad.optim.minimize.Columns.numbers;

import org.ejgrad.ops.Expr;

/** The residuals of {@link MghProblem}, in the order and letters of the paper's section 3. */
final class MghResiduals {
  private static final Expr BARD_Y =
      numbers(
          0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39);

  private static final Expr GAUSSIAN_Y =
      numbers(
          0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989, 0.3521, 0.2420, 0.1295,
          0.0540, 0.0175, 0.0044, 0.0009);

  private static final Expr MEYER_Y =
      numbers(
          34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820,
          3307, 2872);

  private static final Expr KOWALIK_Y =
      numbers(
          0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246);

  private static final Expr KOWALIK_U =
      numbers(4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625);

  private static final Expr OSBORNE_ONE_Y =
      numbers(
          0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751, 0.718, 0.685,
          0.658, 0.628, 0.603, 0.580, 0.558, 0.538, 0.522, 0.506, 0.490, 0.478, 0.467, 0.457, 0.448,
          0.438, 0.431, 0.424, 0.420, 0.414, 0.411, 0.406);

  private static final Expr OSBORNE_TWO_Y =
      numbers(
          1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608,
          0.655, 0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661,
          0.612, 0.558, 0.533, 0.495, 0.500, 0.423, 0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428,
          0.429, 0.523, 0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591, 0.559,
          0.597, 0.625, 0.739, 0.710, 0.729, 0.720, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098,
          0.054);

  private MghResiduals() {}

  static Expr rosenbrock(Expr x) {
    return column(at(x, 2).minus(at(x, 1).square()).scale(10), constant(1).minus(at(x, 1)));
  }

  static Expr freudensteinRoth(Expr x) {
    Expr a = at(x, 1);
    Expr b = at(x, 2);
    Expr first = constant(5).minus(b).elementMult(b).minus(2).elementMult(b);
    Expr second = b.plus(1).elementMult(b).minus(14).elementMult(b);
    return column(a.plus(first).minus(13), a.plus(second).minus(29));
  }

  static Expr powellBadlyScaled(Expr x) {
    Expr product = at(x, 1).elementMult(at(x, 2)).scale(1e4).minus(1);
    return column(product, x.negative().elementExp().elementSum().minus(1.0001));
  }

  static Expr brownBadlyScaled(Expr x) {
    return column(
        at(x, 1).minus(1e6), at(x, 2).minus(2e-6), at(x, 1).elementMult(at(x, 2)).minus(2));
  }

  static Expr beale(Expr x) {
    double[] y = {1.5, 2.25, 2.625};
    return column(
        1,
        3,
        i -> {
          Expr share = constant(1).minus(at(x, 2).elementPower(i));
          return constant(y[i - 1]).minus(at(x, 1).elementMult(share));
        });
  }

  static Expr jennrichSampson(Expr x) {
    Expr i = numbers(10, k -> k);
    return i.scale(2).plus(2).minus(i.mult(x.transpose()).elementExp().sumRows());
  }

  static Expr helicalValley(Expr x) {
    Expr turn = at(x, 2).elementDiv(at(x, 1)).atan().scale(0.5 / Math.PI);
    Expr theta = turn.plus(at(x, 1).lessThan(0).scale(0.5));
    Expr radius = at(x, 1).square().plus(at(x, 2).square()).sqrt();
    return column(at(x, 3).minus(theta.scale(10)).scale(10), radius.minus(1).scale(10), at(x, 3));
  }

  static Expr bard(Expr x) {
    Expr u = numbers(15, i -> i);
    Expr v = numbers(15, i -> 16 - i);
    Expr w = numbers(15, i -> Math.min(i, 16 - i));
    Expr below = v.elementMult(at(x, 2)).plus(w.elementMult(at(x, 3)));
    return BARD_Y.minus(u.elementDiv(below).plus(at(x, 1)));
  }

  static Expr gaussian(Expr x) {
    Expr t = numbers(15, i -> (8 - i) / 2.0);
    Expr exponent = t.minus(at(x, 3)).square().elementMult(at(x, 2)).scale(-0.5);
    return exponent.elementExp().elementMult(at(x, 1)).minus(GAUSSIAN_Y);
  }

  static Expr meyer(Expr x) {
    Expr t = numbers(16, i -> 45 + 5 * i);
    Expr exponent = at(x, 2).elementDiv(t.plus(at(x, 3)));
    return exponent.elementExp().elementMult(at(x, 1)).minus(MEYER_Y);
  }

  /** With |y_i - x_2|, as the paper's corrigendum has it. */
  static Expr gulf(Expr x) {
    int m = 99;
    Expr t = numbers(m, i -> i / 100.0);
    Expr y = numbers(m, i -> 25 + Math.pow(-50 * Math.log(i / 100.0), 2.0 / 3));
    Expr power = y.minus(at(x, 2)).abs().elementPower(at(x, 3));
    return power.elementDiv(at(x, 1)).negative().elementExp().minus(t);
  }

  static Expr boxThree(Expr x) {
    Expr t = numbers(10, i -> -i / 10.0);
    Expr fixed = t.elementExp().minus(t.scale(10).elementExp());
    Expr first = t.elementMult(at(x, 1)).elementExp();
    return first.minus(t.elementMult(at(x, 2)).elementExp()).minus(fixed.elementMult(at(x, 3)));
  }

  static Expr powellSingular(Expr x) {
    return column(
        at(x, 1).plus(at(x, 2).scale(10)),
        at(x, 3).minus(at(x, 4)).scale(Math.sqrt(5)),
        at(x, 2).minus(at(x, 3).scale(2)).square(),
        at(x, 1).minus(at(x, 4)).square().scale(Math.sqrt(10)));
  }

  static Expr wood(Expr x) {
    return column(
        at(x, 2).minus(at(x, 1).square()).scale(10),
        constant(1).minus(at(x, 1)),
        at(x, 4).minus(at(x, 3).square()).scale(Math.sqrt(90)),
        constant(1).minus(at(x, 3)),
        at(x, 2).plus(at(x, 4)).minus(2).scale(Math.sqrt(10)),
        at(x, 2).minus(at(x, 4)).scale(Math.sqrt(0.1)));
  }

  static Expr kowalikOsborne(Expr x) {
    Expr u = KOWALIK_U;
    Expr above = u.square().plus(u.elementMult(at(x, 2))).elementMult(at(x, 1));
    return KOWALIK_Y.minus(
        above.elementDiv(u.square().plus(u.elementMult(at(x, 3))).plus(at(x, 4))));
  }

  static Expr brownDennis(Expr x) {
    Expr t = numbers(20, i -> i / 5.0);
    Expr first = t.elementMult(at(x, 2)).plus(at(x, 1)).minus(t.elementExp());
    Expr second = t.sin().elementMult(at(x, 4)).plus(at(x, 3)).minus(t.cos());
    return first.square().plus(second.square());
  }

  static Expr osborneOne(Expr x) {
    Expr t = numbers(33, i -> -10.0 * (i - 1));
    Expr first = t.elementMult(at(x, 4)).elementExp().elementMult(at(x, 2));
    Expr second = t.elementMult(at(x, 5)).elementExp().elementMult(at(x, 3));
    return OSBORNE_ONE_Y.minus(first.plus(second).plus(at(x, 1)));
  }

  static Expr biggs(Expr x) {
    Expr t = numbers(13, i -> -i / 10.0);
    Expr y =
        t.elementExp()
            .minus(t.scale(10).elementExp().scale(5))
            .plus(t.scale(4).elementExp().scale(3));
    return t.elementMult(at(x, 1))
        .elementExp()
        .elementMult(at(x, 3))
        .minus(t.elementMult(at(x, 2)).elementExp().elementMult(at(x, 4)))
        .plus(t.elementMult(at(x, 5)).elementExp().elementMult(at(x, 6)))
        .minus(y);
  }

  static Expr osborneTwo(Expr x) {
    Expr t = numbers(65, i -> (i - 1) / 10.0);
    Expr sum = t.elementMult(at(x, 5)).negative().elementExp().elementMult(at(x, 1));
    for (int k = 2; k <= 4; k++) {
      Expr exponent = t.minus(at(x, k + 7)).square().elementMult(at(x, k + 4)).negative();
      sum = sum.plus(exponent.elementExp().elementMult(at(x, k)));
    }
    return OSBORNE_TWO_Y.minus(sum);
  }

  static Expr watson(Expr x) {
    int n = x.rows();
    Expr fits =
        column(
            1,
            29,
            i -> {
              double t = i / 29.0;
              Expr powers = numbers(n, j -> Math.pow(t, j - 1));
              Expr slopes = numbers(n, j -> j == 1 ? 0 : (j - 1) * Math.pow(t, j - 2));
              return slopes.dot(x).minus(powers.dot(x).square()).minus(1);
            });
    return column(fits, at(x, 1), at(x, 2).minus(at(x, 1).square()).minus(1));
  }

  static Expr extendedRosenbrock(Expr x) {
    return column(1, x.rows() / 2, i -> rosenbrock(x.extractMatrix(2 * i - 2, 2 * i, 0, 1)));
  }

  static Expr extendedPowell(Expr x) {
    return column(1, x.rows() / 4, i -> powellSingular(x.extractMatrix(4 * i - 4, 4 * i, 0, 1)));
  }

  static Expr penaltyOne(Expr x) {
    return column(x.minus(1).scale(Math.sqrt(1e-5)), x.square().elementSum().minus(0.25));
  }

  static Expr penaltyTwo(Expr x) {
    int n = x.rows();
    double a = Math.sqrt(1e-5);
    Expr e = x.divide(10).elementExp();
    Expr y = numbers(n - 1, i -> Math.exp((i + 1) / 10.0) + Math.exp(i / 10.0));
    Expr later = e.extractMatrix(1, n, 0, 1);
    return column(
        at(x, 1).minus(0.2),
        later.plus(e.extractMatrix(0, n - 1, 0, 1)).minus(y).scale(a),
        later.minus(Math.exp(-0.1)).scale(a),
        numbers(n, j -> n - j + 1).dot(x.square()).minus(1));
  }

  static Expr variablyDimensioned(Expr x) {
    Expr sum = numbers(x.rows(), j -> j).dot(x.minus(1));
    return column(x.minus(1), sum, sum.square());
  }

  static Expr trigonometric(Expr x) {
    int n = x.rows();
    Expr all = constant(n).minus(x.cos().elementSum());
    Expr own = numbers(n, i -> i).elementMult(constant(1).minus(x.cos()));
    return own.plus(all).minus(x.sin());
  }

  static Expr brownAlmostLinear(Expr x) {
    int n = x.rows();
    Expr product = at(x, 1);
    for (int i = 2; i <= n; i++) {
      product = product.elementMult(at(x, i));
    }
    Expr sums = x.plus(x.elementSum()).minus(n + 1);
    return column(sums.extractMatrix(0, n - 1, 0, 1), product.minus(1));
  }

  static Expr boundaryValue(Expr x) {
    int n = x.rows();
    double h = 1.0 / (n + 1);
    Expr t = numbers(n, i -> i * h);
    Expr cube = x.plus(t).plus(1).elementPower(3).scale(h * h / 2);
    return x.scale(2).minus(before(x)).minus(after(x)).plus(cube);
  }

  static Expr integralEquation(Expr x) {
    int n = x.rows();
    double h = 1.0 / (n + 1);
    Expr t = numbers(n, i -> i * h);
    Expr rest = constant(1).minus(t);
    Expr cube = x.plus(t).plus(1).elementPower(3);
    Expr upTo = t.elementMult(cube).cumSumCols();
    Expr all = rest.elementMult(cube);
    Expr beyond = all.elementSum().minus(all.cumSumCols());
    return x.plus(rest.elementMult(upTo).plus(t.elementMult(beyond)).scale(h / 2));
  }

  static Expr broydenTridiagonal(Expr x) {
    Expr own = constant(3).minus(x.scale(2)).elementMult(x);
    return own.minus(before(x)).minus(after(x).scale(2)).plus(1);
  }

  static Expr broydenBanded(Expr x) {
    int n = x.rows();
    Expr own = x.elementMult(x.square().scale(5).plus(2)).plus(1);
    Expr other = x.elementMult(x.plus(1));
    Expr sums =
        column(
            1,
            n,
            i -> {
              Expr near = numbers(n, j -> j != i && j >= i - 5 && j <= i + 1 ? 1 : 0);
              return near.dot(other);
            });
    return own.minus(sums);
  }

  static Expr linearFullRank(Expr x) {
    int m = 10;
    Expr sum = x.elementSum().scale(2.0 / m).plus(1);
    Expr padded = column(x, numbers(m - x.rows(), i -> 0));
    return padded.minus(sum);
  }

  static Expr linearRankOne(Expr x) {
    Expr sum = numbers(x.rows(), j -> j).dot(x);
    return numbers(10, i -> i).elementMult(sum).minus(1);
  }

  static Expr linearRankOneZeros(Expr x) {
    int n = x.rows();
    Expr sum = numbers(n, j -> j == 1 || j == n ? 0 : j).dot(x);
    return numbers(10, i -> i == 10 ? 0 : i - 1).elementMult(sum).minus(1);
  }

  static Expr chebyquad(Expr x) {
    int n = x.rows();
    Expr shifted = x.scale(2).minus(1);
    Expr[] means = new Expr[n];
    Expr previous = shifted.scale(0).plus(1);
    Expr now = shifted;
    for (int i = 1; i <= n; i++) {
      double integral = i % 2 == 1 ? 0 : -1.0 / (i * i - 1);
      means[i - 1] = now.mean().minus(integral);
      Expr next = shifted.elementMult(now).scale(2).minus(previous);
      previous = now;
      now = next;
    }
    return column(means);
  }

  /** x_(i-1), with 0 before the first. */
  private static Expr before(Expr x) {
    return column(numbers(0.0), x.extractMatrix(0, x.rows() - 1, 0, 1));
  }

  /** x_(i+1), with 0 after the last. */
  private static Expr after(Expr x) {
    return column(x.extractMatrix(1, x.rows(), 0, 1), numbers(0.0));
  }
}
