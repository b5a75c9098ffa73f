// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GradientCheckTest {
  /** A mistake, and the order at which it shows. */
  record Mistake(String name, int arguments, int order, Function<List<Expr>, Expr> built) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Mistake> mistakes() {
    return List.of(
        one("wrong sign", Expr::elementExp, (x, y, g) -> g.carry(y).negative()),
        one("missing factor 2", Expr::square, (x, y, g) -> g.carry(x)),
        one("factor 2 too many", Expr::sin, (x, y, g) -> g.carry(x.cos()).scale(2)),
        one("slope from x, not y", Expr::tanh, (x, y, g) -> g.carry(x.square().scale(-1).plus(1))),
        one("slope from y, not x", x -> x.elementExp().plus(1), (x, y, g) -> g.carry(y)),
        one("function for its slope", Expr::sin, (x, y, g) -> g.carry(x.sin())),
        one("sign of the slope", Expr::cos, (x, y, g) -> g.carry(x.sin())),
        one("sign inside the slope", Expr::sigmoid, (x, y, g) -> g.carry(y.elementMult(y.plus(1)))),
        one("cotangent forgotten", Expr::elementExp, (x, y, g) -> y),
        one("slope forgotten", Expr::elementExp, (x, y, g) -> g),
        one("off by one in a million", x -> x.scale(3), (x, y, g) -> g.scale(3.000003)),
        one("missing row sum term", Expr::softmaxRows, (x, y, g) -> g.carry(y)),
        one(
            "softmax of the wrong thing",
            Expr::logSoftmaxRows,
            (x, y, g) -> g.minus(g.sumRows().elementMult(y.softmaxRows().square()))),
        one("mean without its count", x -> x.meanCols(), (x, y, g) -> g.broadcast(x.shape())),
        one("missing transpose", Expr::transpose, (x, y, g) -> g),
        one("rows for columns", x -> x.sumRows(), (x, y, g) -> g.transpose().broadcast(x.shape())),
        two("missing transpose of b", Expr::mult, (a, b, g) -> g.mult(b), (a, b, g) -> at(a, g)),
        two("missing transpose of a", Expr::mult, (a, b, g) -> bt(g, b), (a, b, g) -> a.mult(g)),
        two("cotangents exchanged", Expr::mult, (a, b, g) -> at(a, g), (a, b, g) -> bt(g, b)),
        two("one cotangent is zero", Expr::mult, (a, b, g) -> bt(g, b), (a, b, g) -> b.zeros()),
        two("own factor", Expr::elementMult, (a, b, g) -> g.carry(a), (a, b, g) -> g.carry(a)),
        two("same sign for both", Expr::minus, (a, b, g) -> g, (a, b, g) -> g),
        second("stopped slope", Expr::square, (x, y, g) -> g.carry(x.scale(2).stopGradient())),
        second("stopped result", Expr::elementExp, (x, y, g) -> g.carry(y.stopGradient())));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistake_isFoundEntryByEntry(Mistake mistake) {
    AssertionError error = assertThrows(AssertionError.class, check(mistake)::verify);
    String what = mistake.order == 1 ? "gradient" : "second-order gradient";
    Pattern text =
        Pattern.compile(
            what
                + " of argument [12] at \\([012], [012]\\): analytic -?\\d.*, numeric -?\\d.*,"
                + " error \\d.* > tolerance 1.00e-0[89]");
    assertTrue(text.matcher(String.valueOf(error.getMessage())).matches(), error::toString);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistake_isFoundInOneRandomDirection(Mistake mistake) {
    for (long seed = 1; seed <= 5; seed++) {
      GradientCheck check = check(mistake).projections(1).seed(seed);
      AssertionError error = assertThrows(AssertionError.class, check::verify);
      assertTrue(error.toString().contains("of direction 1 of seed " + seed), error::toString);
    }
  }

  @Test
  void mistakesOfSecondOrder_passFirstOrder() {
    for (Mistake mistake : mistakes()) {
      if (mistake.order == 2) {
        assertTrue(check(mistake).order(1).verify() <= 1e-9);
      }
    }
  }

  @Test
  void message_namesArgumentPositionAndBothValues() {
    DMatrixRMaj a = new DMatrixRMaj(1, 1, true, 2);
    DMatrixRMaj b = new DMatrixRMaj(new double[][] {{1, 4, 5}});
    GradientCheck check =
        GradientCheck.of((x, z) -> x.elementMult(z.stopGradient().plus(z)).elementSum()).at(a, b);
    AssertionError error = assertThrows(AssertionError.class, check::verify);
    // Analytic a = 2, where the value's slope is 2 a = 4.
    Pattern text =
        Pattern.compile(
            "gradient of argument 2 at \\(0, 0\\): analytic 2.00000000000, numeric"
                + " (4.000000000|3.999999999)\\d\\d, error 0.500 > tolerance 1.00e-09");
    assertTrue(text.matcher(String.valueOf(error.getMessage())).matches(), error::toString);
  }

  @Test
  void nanGradient_isAFailure() {
    GradientCheck check = GradientCheck.of(Expr::elementLog).at(new DMatrixRMaj(1, 1, true, -1));
    assertThrows(AssertionError.class, check::verify);
  }

  @Test
  void rightGradient_passesAndReturnsTheLargestError() {
    GradientCheck check = GradientCheck.of(Expr::mult).at(point(0), point(1)).order(2);
    assertTrue(check.verify() < 1e-9);
    assertTrue(check.projections(3).verify() < 1e-9);
  }

  @Test
  void settings_outOfRange_areErrors() {
    GradientCheck check = GradientCheck.of(Expr::sin);
    assertThrows(IllegalArgumentException.class, () -> check.order(3));
    assertThrows(IllegalArgumentException.class, () -> check.order(0));
    assertThrows(IllegalArgumentException.class, () -> check.step(0));
    assertThrows(IllegalArgumentException.class, () -> check.tolerance(0));
    assertThrows(IllegalArgumentException.class, () -> check.projections(-1));
    assertThrows(IllegalArgumentException.class, check::verify);
  }

  @Test
  void point_isCopiedAndNotModified() {
    DMatrixRMaj at = point(0);
    DMatrixRMaj before = at.copy();
    GradientCheck check = GradientCheck.of(Expr::sin).at(at);
    double first = check.verify();
    assertEquals(0, Arrays.compare(before.data, at.data));
    at.zero();
    assertEquals(first, check.verify());
  }

  private static GradientCheck check(Mistake mistake) {
    GradientCheck check = GradientCheck.ofMany(mistake.built).order(mistake.order);
    return mistake.arguments == 1 ? check.at(point(0)) : check.at(point(0), point(1));
  }

  private static DMatrixRMaj point(int argument) {
    return Domain.NOT_ZERO.matrix(Shape.of(3, 3), argument, 5);
  }

  private static Expr at(Expr a, Expr g) {
    return a.transpose().mult(g);
  }

  private static Expr bt(Expr g, Expr b) {
    return g.mult(b.transpose());
  }

  private interface Slope {
    Expr xBar(Expr x, Expr y, Expr yBar);
  }

  private static Mistake one(String name, UnaryOperator<Expr> f, Slope slope) {
    return mistake(name, 1, f, slope);
  }

  private static Mistake second(String name, UnaryOperator<Expr> f, Slope slope) {
    return mistake(name, 2, f, slope);
  }

  private static Mistake mistake(String name, int order, UnaryOperator<Expr> f, Slope slope) {
    MistakenOp op =
        new MistakenOp(x -> f.apply(x.get(0)), (x, y, g) -> List.of(slope.xBar(x.get(0), y, g)));
    return new Mistake(name, 1, order, x -> Expr.apply(op, x.get(0)));
  }

  private static Mistake two(String name, BinaryOperator<Expr> f, Slope first, Slope last) {
    MistakenOp op =
        new MistakenOp(
            x -> f.apply(x.get(0), x.get(1)),
            (x, y, g) ->
                List.of(first.xBar(x.get(0), x.get(1), g), last.xBar(x.get(0), x.get(1), g)));
    return new Mistake(name, 2, 1, x -> Expr.apply(op, x.get(0), x.get(1)));
  }

  @Test
  void at_anotherNumberOfMatricesThanTheFunctionTakes_isRefused() {
    DMatrixRMaj one = GradientCheck.normal(1, 2);
    IllegalArgumentException few =
        assertThrows(
            IllegalArgumentException.class, () -> GradientCheck.of((p, q) -> p.mult(q)).at(one));
    assertTrue(
        few.toString().contains("at: the function takes 2 matrices, got 1, at "), few::toString);
    IllegalArgumentException many =
        assertThrows(
            IllegalArgumentException.class, () -> GradientCheck.of(p -> p.sin()).at(one, one));
    assertTrue(
        many.toString().contains("at: the function takes 1 matrix, got 2, at "), many::toString);
    GradientCheck.ofMany(x -> x.get(0).plus(x.get(1))).at(one, one).verify();
  }
}
