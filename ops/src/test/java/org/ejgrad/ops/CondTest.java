// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.Control.cond;
import static org.ejgrad.ops.ControlTest.ROUNDING;
import static org.ejgrad.ops.ControlTest.filled;
import static org.ejgrad.ops.ControlTest.found;
import static org.ejgrad.ops.ControlTest.scaled;
import static org.ejgrad.ops.GradientCheck.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.ejgrad.graph.MatrixOp;
import org.ejgrad.graph.OpFailedException;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.junit.jupiter.api.Test;

class CondTest {
  private final Expr w = parameter("w", scaled(normal(3, 4), 0.5));
  private final Expr u = parameter("u", scaled(CounterRandom.of(2).normal(4, 4, 0, 1), 0.5));
  private final Expr b = parameter("b", CounterRandom.of(3).normal(1, 4, 0, 1));
  private final Expr start = input("start", 2, 4);

  @Test
  void cond_reverse_computesTheCotangentsThatAreUsed_only() {
    Expr z = input("z", 2, 3);
    Expr y = cond(input("p", 1, 1), v -> v.mult(w).sin(), v -> v.mult(w), z);
    Branch all = found(Branch.class, gradients(y.elementSum(), w, z));
    Branch one = found(Branch.class, gradients(y.elementSum(), w));
    assertEquals(2, all.graphs().get(0).results().size());
    assertEquals(1, one.graphs().get(0).results().size());
  }

  @Test
  void cond_computesTheBranchTakenOnly() {
    Expr p = input("p", 1, 1);
    Expr k = input("k", 1, 1);
    Expr z = input("z", 3, 2);
    // The branch that gathers fails for an index out of range, so a run tells whether it ran.
    Expr y = cond(p, v -> v.gatherRows(k), v -> v.sumCols(), z);
    Expr zBar = gradients(y.elementSum(), z).get(0);
    Workspace run = compile(y, zBar).workspace();
    run.set(p, 0).set(k, 99).set(z, normal(3, 2)).run();
    assertTrue(MatrixFeatures_DDRM.isEquals(run.value(zBar), filled(3, 2, 1)));
    run.set(p, 1);
    OpFailedException failure = assertThrows(OpFailedException.class, run::run);
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.matches("cond.* gatherRows.* from 0 to 2, got 99.0, at .*"), message);
    run.set(k, 2).run();
    assertEquals(0, run.value(zBar).get(0, 0));
    assertEquals(1, run.value(zBar).get(2, 1));
  }

  @Test
  void cond_computesWhatWasThereBefore_once_andWhatABranchMakes_ifItIsTaken() {
    AtomicInteger before = new AtomicInteger();
    AtomicInteger within = new AtomicInteger();
    Expr p = input("p", 1, 1);
    Expr shared = Expr.apply(new Counted(before), w.square());
    Expr y =
        cond(
            p,
            v -> v.mult(shared).sin(),
            v -> v.mult(shared).plus(v.mult(Expr.apply(new Counted(within), w.plus(1)))),
            constant(normal(2, 3)));
    Expr loss = y.elementSum().plus(shared.elementSum());
    List<Expr> bars = gradients(loss, w, shared);
    Workspace run = compile(List.of(loss, bars.get(0), bars.get(1)), Updates.NONE).workspace();
    run.set(p, 1).run();
    assertEquals(1, before.get());
    assertEquals(0, within.get());
    run.set(p, 0).run();
    assertEquals(2, before.get());
    // Once for the value; its rule does not need it.
    assertEquals(1, within.get());
    DMatrixRMaj v = normal(2, 3);
    for (int i = 0; i < 12; i++) {
      double column = v.get(0, i / 4) + v.get(1, i / 4);
      double sharedBar = column + 1;
      assertEquals(sharedBar, run.value(bars.get(1)).data[i], ROUNDING);
      double square = 2 * w.evaluate().data[i];
      assertEquals(sharedBar * square + column, run.value(bars.get(0)).data[i], ROUNDING);
    }
  }

  /** x, and counts its runs. */
  record Counted(AtomicInteger runs) implements MatrixOp, ExprOp {
    @Override
    public String label() {
      return "counted";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
      runs.incrementAndGet();
      y.setTo(x[0]);
    }

    @Override
    public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
      return List.of(yBar);
    }
  }

  @Test
  void cond_whatTheBranchNotTakenCaptured_contributesExactlyZero_whateverItHolds() {
    Expr p = input("p", 1, 1);
    Expr z = input("z", 2, 3);
    Expr bad = z.elementLog().mult(w).mult(u.elementLog());
    Expr y = cond(p, v -> v.elementMult(bad), v -> v.scale(2), start);
    Expr loss = y.elementSum().plus(z.square().elementSum());
    List<Expr> bars = gradients(loss, z, w, u);
    List<Expr> second = gradients(bars.get(0).square().elementSum(), z);
    List<Expr> results = new ArrayList<>(bars);
    results.addAll(second);
    Workspace run = compile(results, Updates.NONE).workspace();
    run.set(p, 0).set(start, normal(2, 4)).set(z, filled(2, 3, -1)).run();
    assertTrue(MatrixFeatures_DDRM.isEquals(run.value(bars.get(0)), filled(2, 3, -2)));
    assertTrue(MatrixFeatures_DDRM.isEquals(run.value(bars.get(1)), filled(3, 4, 0)));
    assertTrue(MatrixFeatures_DDRM.isEquals(run.value(bars.get(2)), filled(4, 4, 0)));
    assertTrue(MatrixFeatures_DDRM.isEquals(run.value(second.get(0)), filled(2, 3, -8)));
    run.set(p, 1).run();
    assertTrue(Double.isNaN(run.value(bars.get(0)).data[0]));
  }

  @Test
  void cond_branchNotTaken_contributesExactlyZero() {
    Expr z = input("z", 1, 1);
    Expr y = cond(z.greaterThan(0), Expr::elementLog, v -> v.scale(0.5), z);
    Expr zBar = gradients(y, z).get(0);
    Workspace run = compile(y, zBar).workspace();
    run.set(z, -2).run();
    assertEquals(-1, run.scalar(y));
    assertEquals(0.5, run.scalar(zBar));
    run.set(z, 4).run();
    assertEquals(Math.log(4), run.scalar(y), 1e-15);
    assertEquals(0.25, run.scalar(zBar));
  }

  @Test
  void cond_findsCapturedParameters_inEitherBranch() {
    Expr p = input("p", 1, 1);
    Expr y = cond(p, v -> v.mult(w), v -> v.mult(w.square()).plus(b), constant(normal(2, 3)));
    List<Expr> bars = gradients(y.elementSum(), w, b);
    Workspace run = compile(bars, Updates.NONE).workspace();
    run.set(p, 1).run();
    assertTrue(MatrixFeatures_DDRM.isEquals(run.value(bars.get(1)), filled(1, 4, 0)));
    run.set(p, 0).run();
    assertTrue(MatrixFeatures_DDRM.isEquals(run.value(bars.get(1)), filled(1, 4, 2)));
  }

  @Test
  void cond_onTheGradientOfACondition_isDifferentiatedAgain() {
    GradientCheck.of(
            (z, v) -> cond(z.elementSum().lessThan(100), q -> q.mult(v).sin(), q -> q.mult(v), z))
        .at(normal(2, 3), normal(3, 2))
        .order(2)
        .verify();
  }
}
