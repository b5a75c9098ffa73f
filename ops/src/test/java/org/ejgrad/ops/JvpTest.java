// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.checkpoint;
import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gaussNewtonProduct;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.jacobian;
import static org.ejgrad.ops.Autograd.jvp;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.Autograd.vjp;
import static org.ejgrad.ops.Control.cond;
import static org.ejgrad.ops.Control.scan;
import static org.ejgrad.ops.GradientCheck.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.OpFailedException;
import org.ejgrad.graph.Paths;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JVPs of every op, and of what has a graph or a program inside. */
class JvpTest {
  /**
   * The same terms of size near 1 to 100 added in another order, behind condition numbers to 10.
   */
  private static final double ROUNDING = 1e-11;

  private final DMatrixRMaj point = normal(2, 3);
  private final DMatrixRMaj direction = random(2, 3, 5);
  private final Expr x = parameter("x", point);

  static List<OpRow> rows() {
    return OpTable.rows();
  }

  /** The VJPs agree with differences, see {@link OpTableTest}, and the JVP must with them. */
  @ParameterizedTest
  @MethodSource("rows")
  void jvp_ofEveryOp_isTheAdjointOfTheVjp(OpRow row) {
    for (List<Shape> shapes : row.shapes) {
      List<DMatrixRMaj> values = row.arguments(shapes, 7);
      List<Expr> arguments = new ArrayList<>();
      for (int k = 0; k < shapes.size(); k++) {
        arguments.add(input("x" + k, shapes.get(k).rows(), shapes.get(k).cols()));
      }
      Expr y = row.build.apply(arguments);
      List<Expr> wrt = new ArrayList<>();
      for (int k : OpTable.smooth(row)) {
        boolean flows =
            Paths.differentiableBetween(arguments.get(k), y).stream()
                .anyMatch(step -> step.user() == y.node());
        if (flows) {
          wrt.add(arguments.get(k));
        }
      }
      if (wrt.isEmpty()) {
        continue;
      }
      List<Expr> tangents = new ArrayList<>();
      for (Expr argument : wrt) {
        tangents.add(constant(random(argument.rows(), argument.cols(), 20 + tangents.size())));
      }
      if (row.op.equals("ops.GradientClip")) {
        assertThrows(IllegalArgumentException.class, () -> jvp(y, wrt, tangents));
        continue;
      }
      Expr u = constant(random(y.rows(), y.cols(), 11));
      List<Expr> terms = new ArrayList<>(List.of(jvp(y, wrt, tangents).elementMult(u)));
      List<Expr> bars = vjp(y, u, wrt, Gradients.Unreached.ERROR);
      for (int k = 0; k < bars.size(); k++) {
        terms.add(bars.get(k).elementMult(tangents.get(k)));
      }
      Workspace run = compile(terms, Updates.NONE).workspace();
      for (int k = 0; k < values.size(); k++) {
        run.set(arguments.get(k), values.get(k));
      }
      run.run();
      double forward = 0;
      double reverse = 0;
      double size = 1;
      for (int k = 0; k < terms.size(); k++) {
        DMatrixRMaj value = run.value(terms.get(k));
        for (double term : Arrays.copyOf(value.data, value.getNumElements())) {
          forward += k == 0 ? term : 0;
          reverse += k == 0 ? 0 : term;
          size = Math.max(size, Math.abs(term));
        }
      }
      assertEquals(reverse, forward, ROUNDING * size, () -> row + " on " + shapes);
    }
  }

  @Test
  void jvp_throughScanCondAndCheckpoint_isThatOfThePlainGraph() {
    same(z -> z.sin().sin(), z -> scan(2, Expr::sin, z).last());
    same(z -> z.scale(4), z -> scan(2, h -> h.scale(2), z).last());
    same(z -> z.sin().sin(), z -> scan(2, Expr::sin, z, 1).last());
    same(
        z -> z.elementMult(z.sumCols()).elementMult(z.sumCols()),
        z -> scan(2, h -> h.elementMult(z.sumCols()), z).last());
    same(Expr::sin, z -> cond(constant(1), Expr::sin, h -> h, z));
    same(z -> z.sin().elementExp(), z -> checkpoint(h -> h.sin().elementExp(), z));
    same(
        z -> z.sin().cos().sin(),
        z -> scan(1, h -> checkpoint(g -> g.cos().sin(), h), z.sin()).last());
    same(
        z -> z.sin().scale(3).sin().scale(3),
        z -> scan(2, h -> cond(constant(0), g -> g, g -> g.sin().scale(3), h), z).last());
  }

  /**
   * A checkpoint has its argument wait for the cotangent: the sign is not made of it, and says
   * which vectors are used.
   */
  @Test
  void jvp_ofVectorsPickedByAnArgument_isTheSameThroughACheckpointAndAScan() {
    DMatrixRMaj near =
        new DMatrixRMaj(new double[][] {{1, 0.1, 0.2}, {0.1, 2, 0.3}, {0.2, 0.3, 4}});
    Expr a = parameter("a", near);
    Expr sign = parameter("sign", new DMatrixRMaj(1, 1, true, -1));
    BinaryOperator<Expr> picked =
        (z, s) ->
            cond(
                constant(1),
                q -> {
                  Expr v = q.symmetricEigenvectors();
                  Expr rest = v.extractMatrix(0, 3, 1, 3).elementMult(s.lessThan(0));
                  return Expr.concatColumns(v.extractMatrix(0, 3, 0, 1), rest);
                },
                q -> q,
                z);
    List<Expr> all = List.of(a, sign);
    Expr direction = constant(normal(3, 3));
    Expr plain = jvp(picked.apply(a, sign), List.of(a), List.of(direction));
    DMatrixRMaj expected = compile(plain).workspace().run().value(plain);
    for (Expr y :
        List.of(
            Autograd.checkpointOfList(l -> picked.apply(l.get(0), l.get(1)), all),
            checkpoint(z -> picked.apply(z, sign.scale(2)), a),
            scan(picked, a, sign, 1).last())) {
      Expr actual = jvp(y, List.of(a), List.of(direction));
      same(expected, compile(actual).workspace().run().value(actual));
    }
  }

  /** The step is no cotangent either, and whole wherever it is asked. */
  @Test
  void jvp_ofDropoutInScansInACheckpoint_isThatOfTheVjp() {
    Expr step = constant(3);
    Expr y =
        scan(
                2,
                g ->
                    checkpoint(
                        h -> scan(2, k -> Dropout.dropout(k.tanh(), 0.3, 7, step), h).last(), g),
                x,
                1)
            .last();
    Expr seed = constant(normal(2, 3));
    Expr forward = jvp(y, List.of(x), List.of(constant(direction))).dot(seed);
    Expr reverse = vjp(y, seed, x).get(0).dot(constant(direction));
    Workspace run = compile(forward, reverse).workspace().run();
    assertEquals(run.scalar(reverse), run.scalar(forward), ROUNDING);
  }

  private void same(UnaryOperator<Expr> plain, UnaryOperator<Expr> other) {
    List<Expr> along = List.of(constant(direction));
    DMatrixRMaj expected = jvp(plain.apply(x), List.of(x), along).evaluate();
    DMatrixRMaj actual = jvp(other.apply(x), List.of(x), along).evaluate();
    same(expected, actual);
    same(jacobian(plain).at(point), jacobian(other).at(point));
    UnaryOperator<Expr> tall = z -> Expr.concatRows(other.apply(z), other.apply(z).square());
    same(
        jacobian(z -> Expr.concatRows(plain.apply(z), plain.apply(z).square())).at(point),
        jacobian(tall).at(point));
  }

  private static void same(DMatrixRMaj expected, DMatrixRMaj actual) {
    assertEquals(Shape.of(expected), Shape.of(actual));
    for (int i = 0; i < expected.getNumElements(); i++) {
      double size = Math.max(1, Math.abs(expected.data[i]));
      assertEquals(expected.data[i], actual.data[i], ROUNDING * size);
    }
  }

  @Test
  void gaussNewtonProduct_throughAScan_isThatOfTheUnrolledGraph() {
    List<Expr> v = List.of(constant(direction));
    Expr looped = scan(2, Expr::sin, x).last();
    Expr unrolled = x.sin().sin();
    same(
        gaussNewtonProduct(unrolled.square().elementSum(), unrolled, List.of(x), v)
            .get(0)
            .evaluate(),
        gaussNewtonProduct(looped.square().elementSum(), looped, List.of(x), v).get(0).evaluate());
  }

  /** The reverse loop is linear in the cotangents, so no value of it is needed. */
  @Test
  void jvp_throughAScan_doesNotComputeTheReverseLoop() {
    Expr along = jvp(scan(3, Expr::sin, x).last(), List.of(x), List.of(constant(direction)));
    String text = compile(along).text();
    assertEquals(0, text.split("backwards", -1).length - 1, text);
  }

  @Test
  void jvp_ofVectors_agreesWithDifferences() {
    UnaryOperator<Expr> symmetric =
        z -> z.transpose().mult(z).plus(constant(CommonOps_DDRM.diag(1, 3, 6)));
    List<UnaryOperator<Expr>> functions =
        List.of(
            z -> symmetric.apply(z).symmetricEigenvectors(),
            Expr::leftSingularVectors,
            Expr::rightSingularVectors,
            z -> symmetric.apply(z).symmetricEigenvectors().extractMatrix(0, 3, 0, 1));
    for (UnaryOperator<Expr> f : functions) {
      DMatrixRMaj actual = jvp(f.apply(x), List.of(x), List.of(constant(direction))).evaluate();
      double h = 1e-4;
      double[] steps = {-2 * h, -h, h, 2 * h};
      DMatrixRMaj[] at = new DMatrixRMaj[4];
      for (int i = 0; i < 4; i++) {
        DMatrixRMaj moved = point.copy();
        CommonOps_DDRM.addEquals(moved, steps[i], direction);
        at[i] = f.apply(constant(moved)).evaluate();
      }
      for (int i = 0; i < actual.getNumElements(); i++) {
        double near = 8 * (at[2].data[i] - at[1].data[i]);
        double numeric = (near - at[3].data[i] + at[0].data[i]) / (12 * h);
        // Differences of vectors right to some 1e-15, over 1e-4, and those of fifth order.
        assertEquals(numeric, actual.data[i], 1e-9);
      }
    }
  }

  /** Vectors count as used where their cotangent is not there to tell, if it could be. */
  @Test
  void jvp_ofVectorsOfARepeatedValue_isRefused_andOfTheOthersIsNot() {
    Expr a = parameter("a", CommonOps_DDRM.diag(2, 2, 5));
    DMatrixRMaj turn = new DMatrixRMaj(3, 3);
    turn.set(0, 2, 1);
    List<Expr> v = List.of(constant(turn));
    Expr all = jvp(a.symmetricEigenvectors(), List.of(a), v);
    assertThrows(OpFailedException.class, all::evaluate);
    Expr last = jvp(a.symmetricEigenvectors().extractMatrix(0, 3, 2, 3), List.of(a), v);
    // The symmetric part of the direction over the gap.
    same(new DMatrixRMaj(3, 1, true, 0.5 / 3, 0, 0), last.evaluate());
  }

  @Test
  void jvp_throughARuleThatIsNotLinear_namesTheOpWithItsOperand() {
    Expr y = x.sin().named("h").clipGradient(-1, 1).square();
    List<Expr> v = List.of(constant(direction));
    IllegalArgumentException plain =
        assertThrows(IllegalArgumentException.class, () -> jvp(y, List.of(x), v));
    String start =
        "jvp: reverse rules must be linear in the cotangent, got that of clipGradient[-1.0, 1.0] of"
            + " 'h' 2x3, which is not. Leave it out, or use vjp. At ";
    assertTrue(String.valueOf(plain.getMessage()).startsWith(start), plain::toString);
    Expr looped = scan(2, h -> h.clipGradient(-1, 1).sin(), x).last();
    IllegalArgumentException inside =
        assertThrows(IllegalArgumentException.class, () -> jvp(looped, List.of(x), v));
    assertTrue(inside.toString().contains("got that of scan[2] of reshape"), inside::toString);
  }

  @Test
  void jacobian_ofMoreResultsThanArguments_throughAClippedGradient_goesByRows() {
    DMatrixRMaj expected = new DMatrixRMaj(4, 2, true, 1, 0, 0, 1, 1, 0, 0, 1);
    DMatrixRMaj at = new DMatrixRMaj(1, 2, true, 0.3, 0.5);
    same(expected, jacobian(z -> z.clipGradient(-9, 9).tile(2, 1)).at(at));
  }

  private static DMatrixRMaj random(int rows, int cols, int seed) {
    return CounterRandom.of(seed).normal(rows, cols, 0, 1);
  }

  /** Only what is asked for must be told apart: the others may repeat. */
  @Test
  void jvp_ofTheVectorOfASingleValue_whereOthersRepeat_isThatOfItsFormula() {
    DMatrixRMaj at = new DMatrixRMaj(3, 3, true, 1, 0, 0, 0, 2, 0, 0, 0, 2);
    Expr a = input("a", 3, 3);
    Expr direction = constant(new double[][] {{0, 1, 0.5}, {1, 0, 0.2}, {0.5, 0.2, 0}});
    Expr first = a.symmetricEigenvectors().extractMatrix(0, 3, 0, 1);
    Expr along = jvp(first, List.of(a), List.of(direction));
    DMatrixRMaj tangent = compile(along).workspace().set(a, at).run().value(along);
    // Of v_0 = e_0: sum over the others of e_j V_j0 / (w_0 - w_j).
    assertEquals(0, tangent.get(0), 1e-15);
    assertEquals(-1, tangent.get(1), 1e-15);
    assertEquals(-0.5, tangent.get(2), 1e-15);

    Expr last = a.leftSingularVectors().extractMatrix(0, 3, 2, 3);
    Expr turn = jvp(last, List.of(a), List.of(direction));
    DMatrixRMaj turned = compile(turn).workspace().set(a, at).run().value(turn);
    Expr bar = gradients(last.dot(constant(new double[][] {{3}, {-5}, {7}})), a).get(0);
    DMatrixRMaj slope = compile(bar).workspace().set(a, at).run().value(bar);
    double product = 0;
    for (int i = 0; i < 9; i++) {
      product += slope.get(i) * direction.evaluate().get(i);
    }
    double dot = 3 * turned.get(0) - 5 * turned.get(1) + 7 * turned.get(2);
    assertEquals(product, dot, 1e-14 * Math.abs(product));
  }

  @Test
  void jvp_ofAVectorOfARepeatedValue_isRefused() {
    DMatrixRMaj at = new DMatrixRMaj(3, 3, true, 1, 0, 0, 0, 2, 0, 0, 0, 2);
    Expr a = input("a", 3, 3);
    Expr direction = constant(normal(3, 3));
    for (Expr vectors :
        List.of(
            a.symmetricEigenvectors(),
            a.symmetricEigenvectors().extractMatrix(0, 3, 1, 2),
            a.leftSingularVectors().extractMatrix(0, 3, 0, 1),
            a.rightSingularVectors().mult(constant(normal(3, 1))))) {
      Expr along = jvp(vectors, List.of(a), List.of(direction));
      Workspace run = compile(along).workspace().set(a, at);
      OpFailedException refused = assertThrows(OpFailedException.class, run::run);
      assertTrue(refused.toString().contains("needs values that differ"), refused::toString);
    }
  }
}
