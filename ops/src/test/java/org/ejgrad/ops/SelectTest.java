// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The branch not taken contributes exactly 0 to gradients of any order, whatever it holds. */
class SelectTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  /** A branch and what it is called. */
  record Branch(String name, UnaryOperator<Expr> of) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Branch> branches() {
    return List.of(
        new Branch("log 0", Expr::elementLog),
        new Branch("log log 0", x -> x.elementLog().elementLog()),
        new Branch("0 / 0", x -> x.elementDiv(x)),
        new Branch("1 / 0", Expr::reciprocal),
        new Branch("0 / 0 by a number", x -> x.divide(0)),
        new Branch("divided by NaN", x -> x.divide(NAN)),
        new Branch("times infinity", x -> x.scale(INF)),
        new Branch("times NaN", x -> x.scale(NAN)),
        new Branch("times an infinite matrix", x -> x.elementMult(constant(INF))),
        new Branch("sqrt 0", Expr::sqrt),
        new Branch("sqrt -1", x -> x.minus(1).sqrt()),
        new Branch("0 ^ -1", x -> x.elementPower(-1)),
        new Branch("0 ^ 0.5", x -> x.elementPower(0.5)),
        new Branch("0 ^ (0 - 1)", x -> x.elementPower(x.minus(1))),
        new Branch("exp overflow", x -> x.plus(1e4).elementExp().square()),
        new Branch("softmax of -infinity", x -> x.plus(-INF).softmaxRows()),
        new Branch("log softmax of -infinity", x -> x.plus(-INF).logSoftmaxRows()),
        new Branch("log sum exp of infinity", x -> x.plus(INF).logSumExpRows()),
        new Branch("max with NaN", x -> x.maximum(constant(NAN))),
        new Branch("max over NaN", x -> x.plus(NAN).maxRows()),
        new Branch("tanh NaN", x -> x.plus(NAN).tanh()),
        new Branch("sin infinity", x -> x.plus(INF).sin()),
        new Branch("log1p -2", x -> x.minus(2).log1p()),
        new Branch("expm1 overflow", x -> x.plus(1e4).expm1()),
        new Branch("sinh overflow", x -> x.plus(1e4).sinh()),
        new Branch("asin 1", x -> x.plus(1).asin()),
        new Branch("acos 2", x -> x.plus(2).acos()),
        new Branch("softsign NaN", x -> x.plus(NAN).softsign()),
        new Branch("leaky relu NaN", x -> x.plus(NAN).leakyRelu(0.1)),
        new Branch("elu NaN", x -> x.plus(NAN).elu(1)),
        new Branch("gelu NaN", x -> x.plus(NAN).gelu()),
        new Branch("silu of -infinity", x -> x.plus(-INF).silu()),
        new Branch("atan2 at the origin", x -> x.atan2(x)),
        new Branch("hypot at the origin", x -> x.hypot(x)),
        new Branch("hypot of infinities", x -> x.plus(INF).hypot(x.plus(INF))),
        new Branch("norm of 0", Expr::normF),
        new Branch("norm of infinity", x -> x.plus(INF).normF()),
        new Branch("deviation NaN", x -> x.plus(NAN).standardDeviation(Population.WHOLE)),
        new Branch("sorted NaN", x -> x.plus(NAN).sortRows()),
        new Branch("running sum of infinity", x -> x.plus(INF).cumSumRows()),
        new Branch("Kronecker product NaN", x -> x.plus(NAN).kron(x)),
        new Branch("cross entropy", x -> Losses.binaryCrossEntropy(x.plus(-INF), x)),
        new Branch("product with NaN", x -> x.mult(constant(NAN))),
        new Branch("product of NaN", x -> x.plus(NAN).mult(x)),
        new Branch("product of infinities", x -> x.plus(INF).transpose().mult(x.transpose())),
        new Branch("product of products", x -> x.plus(NAN).mult(x).mult(x.plus(INF))),
        new Branch("row-wise Kronecker product NaN", x -> x.plus(NAN).rowwiseKron(x)),
        new Branch("scan over NaN", x -> Control.scan(2, s -> s.mult(x.plus(NAN)), x).last()),
        new Branch(
            "branch of a cond",
            x -> Control.cond(constant(1), v -> v.plus(NAN).mult(v), v -> v, x)),
        new Branch("checkpoint", x -> Autograd.checkpoint(v -> v.plus(NAN).mult(v), x)),
        new Branch("huber line", x -> Losses.huber(x, constant(1), INF)));
  }

  @ParameterizedTest
  @MethodSource("branches")
  void branchNotTaken_contributesNothing(Branch branch) {
    for (boolean taken : new boolean[] {true, false}) {
      Expr x = Autograd.input("x", 1, 1);
      // Slope 3 and curvature 2 at 0.
      Expr good = x.square().plus(x.scale(3));
      Expr bad = branch.of().apply(x);
      Expr condition = x.lessThan(0.5);
      Expr y = taken ? condition.select(good, bad) : x.greaterThan(0.5).select(bad, good);
      Expr first = gradients(y, x).get(0);
      Expr second = gradients(first, x).get(0);
      Expr third = gradients(second, List.of(x), Gradients.Unreached.ZERO).get(0);
      Workspace run = Autograd.compile(y, first, second, third).workspace();
      run.set(x, 0).run();
      assertEquals(0, run.scalar(y));
      assertEquals(3, run.scalar(first), branch + ", first order");
      assertEquals(2, run.scalar(second), branch + ", second order");
      assertEquals(0, run.scalar(third), 0.0, branch + ", third order");
    }
  }

  @Test
  void elementsNotTaken_inAMixedMatrix_contributeNothing() {
    Expr x = Autograd.input("x", 1, 3);
    Expr y = x.greaterThan(0).select(x.elementLog(), x.square());
    Expr g = gradients(y.elementSum(), x).get(0);
    Workspace run = Autograd.compile(y, g).workspace();
    run.set(x, new DMatrixRMaj(new double[][] {{-3, 0, 2}})).run();
    double[] expected = {-6, 0, 0.5};
    for (int j = 0; j < 3; j++) {
      assertEquals(expected[j], run.value(g).data[j] + 0.0);
    }
  }

  /** Column 1 of b is NaN, and so is column 1 of the product, of which nothing is taken. */
  @Test
  void elementsNotTaken_ofAProduct_contributeNothing() {
    Expr a = Autograd.input("a", 2, 2);
    Expr b = Autograd.input("b", 2, 2);
    Expr mask = constant(new double[][] {{1, 0}, {1, 0}});
    Expr y = mask.select(a.mult(b), constant(0)).square().scale(0.5).elementSum();
    List<Expr> bars = gradients(y, a, b);
    Workspace run = Autograd.compile(bars.get(0), bars.get(1)).workspace();
    run.set(a, new DMatrixRMaj(new double[][] {{1, 2}, {3, 4}}));
    run.set(b, new DMatrixRMaj(new double[][] {{5, NAN}, {6, NAN}})).run();
    // With the column u = (17, 39) of a b: aBar = u (5, 6), bBar = (a' u, 0).
    assertElements(run.value(bars.get(0)), 85, 102, 195, 234);
    assertElements(run.value(bars.get(1)), 134, 0, 190, 0);
  }

  /** The documented limit: linear algebra needs a cond, which leaves it out. */
  @Test
  void linearAlgebraOfNaN_notTaken_isNoneOfSelects_butOfConds() {
    Expr x = Autograd.input("x", 2, 2);
    Expr chosen = constant(0).select(x.solveTriangular(Triangle.LOWER, x), x.scale(3));
    Expr branched =
        Control.cond(constant(0), v -> v.solveTriangular(Triangle.LOWER, v), v -> v.scale(3), x);
    List<Expr> bars =
        List.of(
            gradients(chosen.elementSum(), x).get(0), gradients(branched.elementSum(), x).get(0));
    Workspace run = Autograd.compile(bars.get(0), bars.get(1)).workspace();
    run.set(x, new DMatrixRMaj(new double[][] {{NAN, 0}, {0, 1}})).run();
    assertTrue(Double.isNaN(run.value(bars.get(0)).data[0]));
    assertElements(run.value(bars.get(1)), 3, 3, 3, 3);
  }

  /** Without a selection a product is a product, and NaN comes through. */
  @Test
  void product_withoutASelection_carriesNothing() {
    Expr a = Autograd.input("a", 2, 2);
    Expr loss = a.mult(constant(NAN).broadcast(a.shape())).carry(a.zeros()).elementSum();
    String text = Autograd.compile(gradients(loss, a).get(0)).text();
    assertEquals(-1, text.indexOf("carryMult"), text);
    Expr chosen = a.greaterThan(0).select(a.mult(a), a);
    String carried = Autograd.compile(gradients(chosen.elementSum(), a).get(0)).text();
    assertEquals(2, carried.split("carryMult", -1).length - 1, carried);
  }

  private static void assertElements(DMatrixRMaj actual, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual.data[i] + 0.0, "element " + i);
    }
  }

  @Test
  void condition_anyNumberButZero_isTrue() {
    double[][] conditions = {{1, -1, 0.5, NAN, INF, 0, -0.0}};
    DMatrixRMaj y = constant(conditions).select(constant(1), constant(2)).evaluate();
    double[] expected = {1, 1, 1, 1, 1, 2, 2};
    for (int j = 0; j < expected.length; j++) {
      assertEquals(expected[j], y.data[j]);
    }
  }

  @Test
  void extrema_withTies_shareTheSlopeEvenly() {
    Expr x = Autograd.parameter("x", new DMatrixRMaj(new double[][] {{2, 1, 2}, {0, 2, 2}}));
    assertSlopes(x.elementMax(), x, 0.25, 0, 0.25, 0, 0.25, 0.25);
    assertSlopes(x.maxRows().elementSum(), x, 0.5, 0, 0.5, 0, 0.5, 0.5);
    assertSlopes(x.maxCols().elementSum(), x, 1, 0, 0.5, 0, 1, 0.5);
    assertSlopes(x.minRows().elementSum(), x, 0, 1, 0, 1, 0, 0);
    assertSlopes(x.minCols().elementSum(), x, 0, 1, 0.5, 1, 0, 0.5);
  }

  @Test
  void extrema_withNan_areNan_whereverItStands() {
    for (int at = 0; at < 3; at++) {
      double[] values = {5, 6, 7};
      values[at] = NAN;
      Expr x = Autograd.parameter("x", new DMatrixRMaj(new double[][] {values}));
      for (Expr y : List.of(x.elementMax(), x.elementMin(), x.maxRows(), x.minRows())) {
        assertEquals(NAN, y.evaluate().data[0]);
        double[] slopes = {0, 0, 0};
        slopes[at] = 1;
        assertSlopes(y, x, slopes);
      }
    }
  }

  /** The first row of each product below is ignored; a factor of it holds NaN. */
  @Test
  void triangles_letNothingThrough_ofWhatTheyDoNotRead() {
    Expr u = constant(new double[][] {{NAN, INF}, {3, 4}});
    Expr v = Autograd.parameter("v", new DMatrixRMaj(new double[][] {{1, 2}, {5, 6}}));
    Expr b = constant(new double[][] {{1}, {1}});
    Expr product = u.mult(v);
    Expr zeros = constant(new DMatrixRMaj(2, 1));
    // y_1 = 1 - t_10 y_0, and t_10 = 3 v_00 + 4 v_10.
    assertSlopes(product.solveTriangular(Triangle.UNIT_LOWER, b).elementSum(), v, -3, 0, -4, 0);
    assertSlopes(product.lowerTriangle(-1).elementSum(), v, 3, 0, 4, 0);
    assertSlopes(product.transpose().upperTriangle(1).elementSum(), v, 3, 0, 4, 0);
    assertSlopes(product.solveTriangular(Triangle.UNIT_LOWER, zeros).elementSum(), v, 0, 0, 0, 0);
  }

  @Test
  void dropout_dropsWhateverAnElementHolds() {
    Expr x = Autograd.parameter("x", new DMatrixRMaj(new double[][] {{NAN, INF, 1, NAN, INF, 1}}));
    Expr y = Dropout.dropout(x, 0.9, 1, constant(1));
    DMatrixRMaj mask =
        Dropout.dropout(constant(1).broadcast(x.shape()), 0.9, 1, constant(1)).evaluate();
    DMatrixRMaj value = y.evaluate();
    int dropped = 0;
    for (int j = 0; j < 6; j++) {
      double held = x.evaluate().data[j];
      assertEquals(mask.data[j] == 0 ? 0 : held * mask.data[j], value.data[j], "element " + j);
      dropped += mask.data[j] == 0 && !Double.isFinite(held) ? 1 : 0;
    }
    assertTrue(dropped > 0);
    assertSlopes(y.elementSum(), x, mask.data);
  }

  private static void assertSlopes(Expr y, Expr x, double... expected) {
    DMatrixRMaj g = gradients(y, x).get(0).evaluate();
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], g.data[i] + 0.0, "element " + i);
    }
  }
}
