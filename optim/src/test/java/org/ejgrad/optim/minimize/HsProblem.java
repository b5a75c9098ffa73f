// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.optim.minimize.Columns.at;
import static org.ejgrad.optim.minimize.Columns.column;
import static org.ejgrad.optim.minimize.Columns.numbers;
import static org.ejgrad.optim.minimize.HsFormulas.box;
import static org.ejgrad.optim.minimize.HsFormulas.free;
import static org.ejgrad.optim.minimize.HsFormulas.gap;
import static org.ejgrad.optim.minimize.HsFormulas.minusProduct;
import static org.ejgrad.optim.minimize.HsFormulas.rosenbrock;
import static org.ejgrad.optim.minimize.HsFormulas.startAt;

import java.util.function.UnaryOperator;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * Problems of Hock and Schittkowski 1981, "Test Examples for Nonlinear Programming Codes", by their
 * numbers: objective, constraints, start and published value. Starts outside their bounds are moved
 * to the nearest point within, since bounds hold at every point here.
 */
enum HsProblem {
  HS1(HsFormulas::rosenbrock, box("-inf -1.5", "inf inf"), startAt(-2, 1), 0),
  HS2(HsFormulas::rosenbrock, box("-inf 1.5", "inf inf"), startAt(-2, 1), 0.0504261879, 4.9412293),
  HS3(
      x -> at(x, 2).plus(at(x, 2).minus(at(x, 1)).square().scale(1e-5)),
      box("-inf 0", "inf inf"),
      startAt(10, 1),
      0),
  HS4(
      x -> at(x, 1).plus(1).elementPower(3).divide(3).plus(at(x, 2)),
      box("1 0", "inf inf"),
      startAt(1.125, 0.125),
      8.0 / 3),
  HS5(
      x -> {
        Expr sum = x.elementSum().sin().plus(at(x, 1).minus(at(x, 2)).square());
        return sum.plus(numbers(-1.5, 2.5).dot(x)).plus(1);
      },
      box("-1.5 -3", "4 3"),
      startAt(0, 0),
      -Math.sqrt(3) / 2 - Math.PI / 3),
  HS6(
      x -> constant(1).minus(at(x, 1)).square(),
      free().equalToZero(x -> at(x, 2).minus(at(x, 1).square()).scale(10)),
      startAt(-1.2, 1),
      0),
  HS7(
      x -> at(x, 1).square().log1p().minus(at(x, 2)),
      free().equalToZero(x -> at(x, 1).square().plus(1).square().plus(at(x, 2).square()).minus(4)),
      startAt(2, 2),
      -Math.sqrt(3)),
  HS9(
      x -> at(x, 1).scale(Math.PI / 12).sin().elementMult(at(x, 2).scale(Math.PI / 16).cos()),
      free().equalToZero(x -> numbers(4, -3).dot(x)),
      startAt(0, 0),
      -0.5),
  HS10(
      x -> at(x, 1).minus(at(x, 2)),
      free()
          .notNegative(
              x -> {
                Expr mixed = at(x, 1).elementMult(at(x, 2)).scale(2);
                return mixed.minus(numbers(3, 1).dot(x.square())).plus(1);
              }),
      startAt(-10, 10),
      -1),
  HS11(
      x -> at(x, 1).minus(5).square().plus(at(x, 2).square()).minus(25),
      free().notNegative(x -> at(x, 2).minus(at(x, 1).square())),
      startAt(4.9, 0.1),
      -8.498464223),
  HS12(
      x ->
          numbers(0.5, 1)
              .dot(x.square())
              .minus(at(x, 1).elementMult(at(x, 2)))
              .minus(x.elementSum().scale(7)),
      free().notNegative(x -> constant(25).minus(numbers(4, 1).dot(x.square()))),
      startAt(0, 0),
      -30),
  HS14(
      HsFormulas::fromTwoAndOne,
      free()
          .notNegative(x -> constant(1).minus(numbers(0.25, 1).dot(x.square())))
          .equalToZero(x -> numbers(1, -2).dot(x).plus(1)),
      startAt(2, 2),
      9 - 2.875 * Math.sqrt(7)),
  HS15(
      HsFormulas::rosenbrock,
      box("-inf -inf", "0.5 inf")
          .notNegative(
              x ->
                  column(
                      at(x, 1).elementMult(at(x, 2)).minus(1), at(x, 1).plus(at(x, 2).square()))),
      startAt(-2, 1),
      306.5,
      360.379767),
  HS18(
      x -> numbers(0.01, 1).dot(x.square()),
      box("2 0", "50 50")
          .notNegative(
              x ->
                  column(
                      at(x, 1).elementMult(at(x, 2)).minus(25), x.square().elementSum().minus(25))),
      startAt(2, 2),
      5),
  HS19(
      x -> at(x, 1).minus(10).elementPower(3).plus(at(x, 2).minus(20).elementPower(3)),
      box("13 0", "100 100")
          .notNegative(
              x ->
                  column(
                      x.minus(5).square().elementSum().minus(100),
                      constant(82.81)
                          .minus(at(x, 2).minus(5).square())
                          .minus(at(x, 1).minus(6).square()))),
      startAt(20.1, 5.84),
      -6961.81381),
  HS21(
      x -> numbers(0.01, 1).dot(x.square()).minus(100),
      box("2 -50", "50 50").notNegative(x -> numbers(10, -1).dot(x).minus(10)),
      startAt(-1, -1),
      -99.96),
  HS22(
      HsFormulas::fromTwoAndOne,
      free()
          .notNegative(
              x -> column(constant(2).minus(x.elementSum()), at(x, 2).minus(at(x, 1).square()))),
      startAt(2, 2),
      1),
  HS23(
      x -> x.square().elementSum(),
      box("-50 -50", "50 50")
          .notNegative(
              x ->
                  column(
                      x.elementSum().minus(1),
                      x.square().elementSum().minus(1),
                      numbers(9, 1).dot(x.square()).minus(9),
                      at(x, 1).square().minus(at(x, 2)),
                      at(x, 2).square().minus(at(x, 1)))),
      startAt(3, 1),
      2),
  HS24(
      x -> {
        Expr share = at(x, 1).minus(3).square().minus(9);
        return share.elementMult(at(x, 2).elementPower(3)).divide(27 * Math.sqrt(3));
      },
      box("0 0", "inf inf")
          .notNegative(
              x ->
                  column(
                      numbers(1 / Math.sqrt(3), -1).dot(x),
                      numbers(1, Math.sqrt(3)).dot(x),
                      numbers(-1, -Math.sqrt(3)).dot(x).plus(6))),
      startAt(1, 0.5),
      -1),
  HS26(
      x -> gap(x, 1, 2).plus(gap(x, 2, 3).square()),
      free()
          .equalToZero(
              x -> {
                Expr first = at(x, 2).square().plus(1).elementMult(at(x, 1));
                return first.plus(at(x, 3).elementPower(4)).minus(3);
              }),
      startAt(-2.6, 2, 2),
      0),
  HS27(
      x -> at(x, 1).minus(1).square().scale(0.01).plus(at(x, 2).minus(at(x, 1).square()).square()),
      free().equalToZero(x -> at(x, 1).plus(at(x, 3).square()).plus(1)),
      startAt(2, 2, 2),
      0.04),
  HS28(
      x -> at(x, 1).plus(at(x, 2)).square().plus(at(x, 2).plus(at(x, 3)).square()),
      free().equalToZero(x -> numbers(1, 2, 3).dot(x).minus(1)),
      startAt(-4, 1, 1),
      0),
  HS29(
      HsFormulas::minusProduct,
      free().notNegative(x -> constant(48).minus(numbers(1, 2, 4).dot(x.square()))),
      startAt(1, 1, 1),
      -16 * Math.sqrt(2)),
  HS30(
      x -> x.square().elementSum(),
      box("1 -10 -10", "10 10 10").notNegative(x -> numbers(1, 1, 0).dot(x.square()).minus(1)),
      startAt(1, 1, 1),
      1),
  HS31(
      x -> numbers(9, 1, 9).dot(x.square()),
      box("-10 1 -10", "10 10 1").notNegative(x -> at(x, 1).elementMult(at(x, 2)).minus(1)),
      startAt(1, 1, 1),
      6),
  HS32(
      x -> {
        Expr sum = numbers(1, 3, 1).dot(x).square();
        return sum.plus(at(x, 1).minus(at(x, 2)).square().scale(4));
      },
      box("0 0 0", "inf inf inf")
          .notNegative(x -> numbers(0, 6, 4).dot(x).minus(at(x, 1).elementPower(3)).minus(3))
          .equalToZero(x -> constant(1).minus(x.elementSum())),
      startAt(0.1, 0.7, 0.2),
      1),
  HS34(
      x -> at(x, 1).negative(),
      box("0 0 0", "100 100 10")
          .notNegative(
              x ->
                  column(
                      at(x, 2).minus(at(x, 1).elementExp()),
                      at(x, 3).minus(at(x, 2).elementExp()))),
      startAt(0, 1.05, 2.9),
      -Math.log(Math.log(10))),
  HS35(
      x -> {
        Expr squares = numbers(2, 2, 1).dot(x.square());
        Expr mixed = at(x, 1).elementMult(at(x, 2).plus(at(x, 3))).scale(2);
        return squares.plus(mixed).minus(numbers(8, 6, 4).dot(x)).plus(9);
      },
      box("0 0 0", "inf inf inf").notNegative(x -> constant(3).minus(numbers(1, 1, 2).dot(x))),
      startAt(0.5, 0.5, 0.5),
      1.0 / 9),
  HS36(
      HsFormulas::minusProduct,
      box("0 0 0", "20 11 42").notNegative(x -> constant(72).minus(numbers(1, 2, 2).dot(x))),
      startAt(10, 10, 10),
      -3300),
  HS37(
      HsFormulas::minusProduct,
      box("0 0 0", "42 42 42")
          .notNegative(
              x -> {
                Expr sum = numbers(1, 2, 2).dot(x);
                return column(constant(72).minus(sum), sum);
              }),
      startAt(10, 10, 10),
      -3456),
  HS38(
      x -> {
        Expr mixed = at(x, 2).minus(1).elementMult(at(x, 4).minus(1)).scale(19.8);
        Expr ends = at(x, 2).minus(1).square().plus(at(x, 4).minus(1).square()).scale(10.1);
        Expr second = at(x, 4).minus(at(x, 3).square()).square().scale(90);
        return rosenbrock(x)
            .plus(second)
            .plus(constant(1).minus(at(x, 3)).square())
            .plus(ends)
            .plus(mixed);
      },
      box("-10 -10 -10 -10", "10 10 10 10"),
      startAt(-3, -1, -3, -1),
      0),
  HS39(
      x -> at(x, 1).negative(),
      free()
          .equalToZero(
              x ->
                  column(
                      at(x, 2).minus(at(x, 1).elementPower(3)).minus(at(x, 3).square()),
                      at(x, 1).square().minus(at(x, 2)).minus(at(x, 4).square()))),
      startAt(2, 2, 2, 2),
      -1),
  HS40(
      x -> minusProduct(x).elementMult(at(x, 4)),
      free()
          .equalToZero(
              x ->
                  column(
                      at(x, 1).elementPower(3).plus(at(x, 2).square()).minus(1),
                      at(x, 1).square().elementMult(at(x, 4)).minus(at(x, 3)),
                      at(x, 4).square().minus(at(x, 2)))),
      startAt(0.8, 0.8, 0.8, 0.8),
      -0.25),
  HS41(
      x -> minusProduct(x).plus(2),
      box("0 0 0 0", "1 1 1 2").equalToZero(x -> numbers(1, 2, 2, -1).dot(x)),
      startAt(2, 2, 2, 2),
      52.0 / 27),
  HS42(
      x -> x.minus(numbers(1, 2, 3, 4)).square().elementSum(),
      free()
          .equalToZero(
              x -> column(at(x, 1).minus(2), numbers(0, 0, 1, 1).dot(x.square()).minus(2))),
      startAt(1, 1, 1, 1),
      28 - 10 * Math.sqrt(2)),
  HS43(
      x -> numbers(1, 1, 2, 1).dot(x.square()).minus(numbers(5, 5, 21, -7).dot(x)),
      free()
          .notNegative(
              x -> {
                Expr squares = x.square();
                return column(
                    constant(8).minus(squares.elementSum()).minus(numbers(1, -1, 1, -1).dot(x)),
                    constant(10)
                        .minus(numbers(1, 2, 1, 2).dot(squares))
                        .plus(numbers(1, 0, 0, 1).dot(x)),
                    constant(5)
                        .minus(numbers(2, 1, 1, 0).dot(squares))
                        .minus(numbers(2, -1, 0, -1).dot(x)));
              }),
      startAt(0, 0, 0, 0),
      -44),
  HS45(
      x ->
          constant(2).plus(minusProduct(x).elementMult(at(x, 4)).elementMult(at(x, 5)).divide(120)),
      box("0 0 0 0 0", "1 2 3 4 5"),
      startAt(2, 2, 2, 2, 2),
      1),
  HS48(
      x -> at(x, 1).minus(1).square().plus(gap(x, 2, 3)).plus(gap(x, 4, 5)),
      free()
          .equalToZero(
              x -> column(x.elementSum().minus(5), numbers(0, 0, 1, -2, -2).dot(x).plus(3))),
      startAt(3, 5, -3, 2, -2),
      0),
  HS51(
      x ->
          gap(x, 1, 2)
              .plus(at(x, 2).plus(at(x, 3)).minus(2).square())
              .plus(at(x, 4).minus(1).square())
              .plus(at(x, 5).minus(1).square()),
      free()
          .equalToZero(
              x ->
                  column(
                      numbers(1, 3, 0, 0, 0).dot(x).minus(4),
                      numbers(0, 0, 1, 1, -2).dot(x),
                      numbers(0, 1, 0, 0, -1).dot(x))),
      startAt(2.5, 0.5, 2, -1, 0.5),
      0),
  HS71(
      x -> {
        Expr sum = at(x, 1).plus(at(x, 2)).plus(at(x, 3));
        return at(x, 1).elementMult(at(x, 4)).elementMult(sum).plus(at(x, 3));
      },
      box("1 1 1 1", "5 5 5 5")
          .notNegative(x -> minusProduct(x).elementMult(at(x, 4)).negative().minus(25))
          .equalToZero(x -> x.square().elementSum().minus(40)),
      startAt(1, 5, 5, 1),
      17.0140173),
  HS76(
      x -> {
        Expr mixed = at(x, 3).elementMult(at(x, 4).minus(at(x, 1)));
        Expr linear = numbers(-1, -3, 1, -1).dot(x);
        return numbers(1, 0.5, 1, 0.5).dot(x.square()).plus(mixed).plus(linear);
      },
      box("0 0 0 0", "inf inf inf inf")
          .notNegative(
              x ->
                  column(
                      constant(5).minus(numbers(1, 2, 1, 1).dot(x)),
                      constant(4).minus(numbers(3, 1, 2, -1).dot(x)),
                      numbers(0, 1, 4, 0).dot(x).minus(1.5))),
      startAt(0.5, 0.5, 0.5, 0.5),
      -4.681818181);

  private final UnaryOperator<Expr> objective;
  private final Constraints constraints;
  private final DMatrixRMaj start;
  private final double[] minima;

  HsProblem(
      UnaryOperator<Expr> objective, Constraints constraints, DMatrixRMaj start, double... minima) {
    this.objective = objective;
    this.constraints = constraints;
    this.start = start;
    this.minima = minima;
  }

  Objective objective() {
    return Objective.of(objective);
  }

  Constraints constraints() {
    return constraints;
  }

  /** The published start, or the nearest point within the bounds. */
  DMatrixRMaj start() {
    return new DMatrixRMaj(start.numRows, 1, true, constraints.bounds().clip(start.data));
  }

  boolean hasBoundsOnly() {
    return constraints.equalities().isEmpty() && constraints.inequalities().isEmpty();
  }

  /** Whether this value is a published one, to 1e-6 of its size or of 1. */
  boolean isMinimum(double value) {
    for (double minimum : minima) {
      if (Math.abs(value - minimum) <= 1e-6 * Math.max(1, Math.abs(minimum))) {
        return true;
      }
    }
    return false;
  }
}
