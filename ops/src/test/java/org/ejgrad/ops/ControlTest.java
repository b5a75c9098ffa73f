// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.Control.cond;
import static org.ejgrad.ops.Control.repeat;
import static org.ejgrad.ops.Control.scan;
import static org.ejgrad.ops.GradientCheck.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Op;
import org.ejgrad.graph.OpFailedException;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Update;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops: scan and repeat; {@link CondTest} has the branches. */
class ControlTest {
  /** The same operations in another order of sums: some hundred roundings of numbers near 1. */
  static final double ROUNDING = 1e-13;

  private final Expr w = parameter("w", scaled(normal(3, 4), 0.5));
  private final Expr u = parameter("u", scaled(CounterRandom.of(2).normal(4, 4, 0, 1), 0.5));
  private final Expr b = parameter("b", CounterRandom.of(3).normal(1, 4, 0, 1));
  private final Expr x = input("x", 7, 3);
  private final Expr start = input("start", 2, 4);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7, 100})
  void scan_equalsTheUnrolledGraph_inValuesAndDerivativesOfTwoOrders(int keepEvery) {
    Control.States states =
        keepEvery == 0 ? scan(this::step, start, x) : scan(this::step, start, x, keepEvery);
    List<Expr> rows = new ArrayList<>();
    Expr state = start;
    for (int t = 0; t < x.rows(); t++) {
      state = step(state, x.extractMatrix(t, t + 1, 0, 3));
      rows.add(state.reshape(1, 8));
    }
    Expr all = Expr.concatRows(rows.toArray(new Expr[0]));
    List<Expr> looped = derivatives(states.all(), states.last());
    List<Expr> unrolled = derivatives(all, state);

    List<Expr> results = new ArrayList<>(looped);
    results.addAll(unrolled);
    Workspace run = compile(results, Updates.NONE).workspace();
    run.set(x, normal(7, 3)).set(start, normal(2, 4)).run();
    for (int k = 0; k < looped.size(); k++) {
      DMatrixRMaj expected = run.value(unrolled.get(k));
      DMatrixRMaj actual = run.value(looped.get(k));
      for (int i = 0; i < expected.getNumElements(); i++) {
        double tolerance = ROUNDING * Math.max(1, Math.abs(expected.data[i]));
        assertEquals(expected.data[i], actual.data[i], tolerance, "result " + k + ", " + i);
      }
    }
  }

  @Test
  void scan_keepingNoState_isRefused() {
    for (int none : new int[] {0, -1}) {
      IllegalArgumentException rows =
          assertThrows(IllegalArgumentException.class, () -> scan(this::step, start, x, none));
      IllegalArgumentException counted =
          assertThrows(IllegalArgumentException.class, () -> scan(3, h -> h.mult(u), start, none));
      assertTrue(rows.toString().contains("got " + none), rows::toString);
      assertEquals(rows.getMessage(), counted.getMessage());
    }
  }

  @Test
  void scan_ofACount_keepingSomeStates_isThatKeepingAll() {
    Expr all = scan(5, h -> h.mult(u).tanh(), start).all();
    Expr some = scan(5, h -> h.mult(u).tanh(), start, 2).all();
    Workspace run = compile(all, some).workspace().set(start, normal(2, 4)).run();
    assertTrue(MatrixFeatures_DDRM.isEquals(run.value(all), run.value(some)));
  }

  /** Only a scan that keeps some of its states computes others again. */
  @Test
  void scan_computesStatesAgain_onlyWhereAsked() {
    Expr kept = scan(this::step, start, x).last().elementSum();
    Expr again = scan(this::step, start, x, 3).last().elementSum();
    assertFalse(compile(gradients(kept, w).get(0)).text().contains("barrier("));
    assertTrue(compile(gradients(again, w).get(0)).text().contains("barrier("));
  }

  private Expr step(Expr h, Expr row) {
    return row.mult(w).plus(h.mult(u)).plus(b).tanh();
  }

  /** Values, gradients in all leaves, and the gradients of a sum of functions of these. */
  private List<Expr> derivatives(Expr all, Expr last) {
    List<Expr> leaves = List.of(w, u, b, x, start);
    Expr loss = all.square().mean().plus(last.sin().elementSum());
    List<Expr> first = gradients(loss, leaves);
    Expr slopes = constant(0);
    for (Expr gradient : first) {
      slopes = slopes.plus(gradient.sin().elementSum());
    }
    List<Expr> results = new ArrayList<>(List.of(all, last));
    results.addAll(first);
    results.addAll(gradients(slopes, leaves));
    return results;
  }

  @Test
  void scan_ofAFixedCount_hasRightGradientsOfTwoOrders() {
    GradientCheck.of((z, v) -> scan(5, s -> s.mult(v).sin(), z).last())
        .at(normal(2, 3), scaled(CounterRandom.of(4).normal(3, 3, 0, 1), 0.7))
        .order(2)
        .verify();
  }

  @Test
  void scan_ofThirdOrder_equalsTheUnrolledGraph() {
    Expr z = input("z", 1, 1);
    Expr looped = scan(4, s -> s.elementMult(z).sin().plus(z), z).last();
    Expr unrolled = repeat(4, s -> s.elementMult(z).sin().plus(z), z);
    for (int order = 0; order < 3; order++) {
      looped = gradients(looped, z).get(0);
      unrolled = gradients(unrolled, z).get(0);
    }
    Workspace run = compile(looped, unrolled).workspace().set(z, 0.4).run();
    assertEquals(run.scalar(unrolled), run.scalar(looped), 1e-12 * run.scalar(unrolled));
  }

  @Test
  void scan_withoutSteps_isTheFirstState() {
    Control.States states = scan(0, Expr::sin, start);
    assertSame(start, states.last());
    assertEquals(0, states.all().rows());
    assertEquals(8, states.all().cols());
  }

  @Test
  void scan_computesWhatDoesNotChange_once() {
    Expr product = w.transpose().mult(w);
    Control.States states = scan(3, s -> s.mult(product).mult(w.transpose().mult(w)), start);
    Expr gradient = gradients(states.last().elementSum(), product).get(0);
    assertEquals(4, gradient.rows());
    String text = compile(states.last()).text();
    // Both products are the same one, before the loop.
    assertEquals(2, text.split("mult").length, text);
    assertTrue(text.indexOf("mult") < text.indexOf("scan[3]("), text);
  }

  @Test
  void scan_insideScan_andCondInsideScan_haveRightGradients() {
    GradientCheck.of(
            (z, v) ->
                scan(
                        (s, row) ->
                            cond(
                                row.elementSum().greaterThan(0),
                                h -> scan(2, g -> g.mult(v).sin(), h).last(),
                                h -> h.elementMult(v.sumCols()),
                                s.plus(row)),
                        z,
                        constant(new double[][] {{1, 2, -1}, {-1, 0.5, 0.1}, {0.3, -0.2, 0.6}}))
                    .all())
        .at(normal(1, 3), scaled(CounterRandom.of(4).normal(3, 3, 0, 1), 0.6))
        .order(2)
        .verify();
  }

  @Test
  void scan_keepingEveryKth_needsLessMemory() {
    Expr rows = input("rows", 4000, 3);
    Expr first = input("first", 1, 4);
    Program kept =
        compile(
            gradients(
                    scan((h, r) -> r.mult(w).plus(h.mult(u)).tanh(), first, rows)
                        .last()
                        .elementSum(),
                    u)
                .get(0));
    Program again =
        compile(
            gradients(
                    scan((h, r) -> r.mult(w).plus(h.mult(u)).tanh(), first, rows, 200)
                        .last()
                        .elementSum(),
                    u)
                .get(0));
    assertTrue(
        again.bufferBytes() < 0.6 * kept.bufferBytes(),
        () -> kept.bufferBytes() + " bytes, computing again " + again.bufferBytes());
  }

  @Test
  void scan_reverse_computesTheCotangentsThatAreUsed_only() {
    Expr loss = scan(this::step, start, x).last().elementSum();
    Loop ofAll = found(Loop.class, gradients(loss, w, u, b, x, start));
    Loop ofOne = found(Loop.class, gradients(loss, u));
    assertEquals(5, ofAll.step.results().size());
    assertEquals(2, ofOne.step.results().size());
    // Two products forward, then one each for the cotangents of state, w, u, and row.
    assertEquals(6, products(ofAll));
    assertEquals(4, products(ofOne));
  }

  /** The op of this class that is nearest to results: of gradients, the one that computes them. */
  static <T> T found(Class<T> type, List<Expr> results) {
    Deque<Node> open = new ArrayDeque<>();
    results.forEach(result -> open.add(result.node()));
    while (true) {
      Node node = open.remove();
      Op op = node.op().orElse(null);
      if (type.isInstance(op)) {
        return type.cast(op);
      }
      open.addAll(node.inputs());
    }
  }

  private static int products(Loop loop) {
    String text = Program.compile(loop.step.results(), Updates.NONE).text();
    return text.split("= mult", -1).length - 1;
  }

  @Test
  void bufferBytes_holdTheMemoryOfProgramsInside() {
    Expr z = input("z", 100, 100);
    long matrix = 100 * 100 * 8;
    Expr y = cond(input("p", 1, 1), v -> v.mult(v).mult(v.transpose()), v -> v, z);
    long ofBranch = compile(y).bufferBytes();
    // The result, that of each branch, and less than another one for rows of the first product.
    assertTrue(ofBranch >= 3 * matrix && ofBranch < 4 * matrix, () -> ofBranch + " bytes");

    Expr looped = scan(3, s -> s.mult(z), z).last();
    long ofLoop = compile(looped).bufferBytes();
    Loop loop = found(Loop.class, List.of(looped));
    long inside = Program.compile(loop.step.results(), Updates.NONE).bufferBytes();
    // Three states, the last one apart, the state that a step reads, and its program.
    assertTrue(ofLoop >= 5 * matrix + inside, () -> ofLoop + " bytes, inside " + inside);
    long inFloat = compile(List.of(looped), Updates.NONE, Precision.FLOAT32).bufferBytes();
    assertTrue(inFloat < 0.55 * ofLoop, () -> inFloat + " bytes in float, " + ofLoop);
  }

  @Test
  void scan_ofParameters_readsTheValuesOfTheRun() {
    Expr p = parameter("p", new DMatrixRMaj(1, 1, true, 2));
    Expr y = scan(3, s -> s.elementMult(p), constant(1)).last();
    Workspace run =
        Program.compile(
                List.of(y),
                new Updates(List.of(Update.of(p, p.plus(1).plus(y.scale(0)))), List.of()))
            .workspace();
    assertEquals(8, run.run().scalar(y));
    assertEquals(27, run.run().scalar(y));
    assertEquals(64, run.run().scalar(y));
  }

  @Test
  void scan_thatFails_namesTheOpInsideAndTheLine() {
    Expr k = input("k", 4, 1);
    Expr s0 = constant(new double[][] {{0, 0, 0}});
    Expr y = scan((s, row) -> s.plus(x.gatherRows(row)), s0, k).last();
    Workspace run = compile(y).workspace().set(x, normal(7, 3));
    run.set(k, new DMatrixRMaj(4, 1, true, 0, 6, 7, 1));
    OpFailedException failure = assertThrows(OpFailedException.class, run::run);
    String message = String.valueOf(failure.getMessage());
    assertTrue(
        message.matches("scan.4.* gatherRows.* from 0 to 6, got 7.0, at .*, at .*"), message);
  }

  @Test
  void scan_inFloat_isNearTheOneInDouble() {
    Control.States states = scan(this::step, start, x, 3);
    Expr gradient = gradients(states.last().elementSum(), u).get(0);
    Workspace inDouble = compile(gradient).workspace();
    Program program = compile(List.of(gradient), Updates.NONE, Precision.FLOAT32);
    Workspace inFloat = program.workspace();
    inDouble.set(x, normal(7, 3)).set(start, normal(2, 4)).run();
    inFloat.set(x, normal(7, 3)).set(start, normal(2, 4)).run();
    for (int i = 0; i < 16; i++) {
      // Seven steps of some ten roundings of 6e-8 each, of numbers near 1.
      assertEquals(inDouble.value(gradient).data[i], inFloat.value(gradient).data[i], 5e-6);
    }
    assertFalse(
        MatrixFeatures_DDRM.isEquals(inDouble.value(gradient), inFloat.value(gradient)),
        "computed in double");
  }

  @Test
  void repeat_ofNone_isTheArgument_andOfNegativeIsRefused() {
    assertSame(x, repeat(0, Expr::sin, x));
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> repeat(-1, Expr::sin, x));
    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.startsWith("repeat: n must be >= 0, got -1, at "), message);
  }

  static DMatrixRMaj scaled(DMatrixRMaj x, double c) {
    DMatrixRMaj y = x.copy();
    for (int i = 0; i < y.getNumElements(); i++) {
      y.data[i] *= c;
    }
    return y;
  }

  static DMatrixRMaj filled(int rows, int cols, double value) {
    DMatrixRMaj y = new DMatrixRMaj(rows, cols);
    Arrays.fill(y.data, value);
    return y;
  }
}
