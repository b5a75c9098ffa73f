// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Update;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A compiled training step allocates nothing when it runs. */
@Tag("own-jvm")
class AllocationTest {
  private static final int RUNS = 1000;

  private final Expr x = Autograd.input("x", 32, 6);
  private final Expr labels = Autograd.input("labels", 32, 1);
  private final List<Expr> parameters =
      List.of(weight("w1", 6, 8), weight("b1", 1, 8), weight("w2", 8, 3), weight("b2", 1, 3));
  private final Expr loss = loss();

  @Test
  void trainingStep_ofATwoLayerNetwork_allocatesNothingAndLearns() {
    Workspace step = step().workspace();
    DMatrixRMaj features = CounterRandom.of(5).normal(32, 6, 0, 1);
    DMatrixRMaj classes = new DMatrixRMaj(32, 1);
    for (int i = 0; i < 32; i++) {
      classes.data[i] = features.get(i, 0) > 0.3 ? 2 : features.get(i, 1) > 0 ? 1 : 0;
    }
    step.set(x, features).set(labels, classes);
    double before = step.run().scalar(loss);
    // Vectors live on the heap until the optimizing compiler has met every loop: the SIMD tier
    // allocates for some ten thousand runs of so small a step, and never after.
    run(step, 60_000);

    assertAllocatesNothing(step);
    assertTrue(step.scalar(loss) < 0.3 * before);
  }

  @Test
  void gradient_ofLoopsConditionsAndImages_allocatesNothing() {
    Expr w = weight("w", 6, 6);
    Control.States states =
        Control.scan(
            (h, row) ->
                Control.cond(
                    row.elementSum(), v -> v.mult(w).plus(row).abs(), v -> v.minus(row), h),
            Autograd.input("h", 1, 6),
            x.extractMatrix(0, 4, 0, 6));
    Expr start = states.all();
    Expr kernels = weight("kernels", 4, 2);
    ImageShape image = new ImageShape(1, 2, 3);
    Expr convolved = Images.conv2d(start, image, kernels, Window.of(2, 2));
    Expr dropped = Dropout.dropout(convolved, 0.5, 3, Autograd.input("step", 1, 1));
    Expr gradient = Autograd.gradients(dropped.square().elementSum(), w, kernels).get(0);
    Workspace run = Autograd.compile(gradient).workspace();
    for (Node leaf : leaves(gradient)) {
      run.set(leaf, CounterRandom.of(5).normal(leaf.shape().rows(), leaf.shape().cols(), 0, 1));
      if (leaf.shape().isScalar()) {
        run.set(leaf, 3);
      }
    }
    // As above, for the SIMD tier.
    run(run, 60_000);
    assertAllocatesNothing(run);
  }

  @Test
  void gradient_ofLinearAlgebra_allocatesNothing() {
    Expr a = Autograd.input("a", 4, 4);
    Expr tall = Autograd.input("tall", 5, 3);
    Expr loss =
        a.solve(a.cholesky())
            .elementSum()
            .plus(a.determinant())
            .plus(a.logDeterminant())
            .plus(a.symmetricEigenvectors().mult(a.symmetricEigenvalues()).cos().elementSum())
            .plus(tall.leftSingularVectors().mult(tall.singularValues()).cos().elementSum())
            .plus(tall.qrQ().mult(tall.qrR()).cos().elementSum())
            .plus(tall.leastSquares(tall.pseudoInverse().transpose()).elementSum())
            .plus(tall.normP2());
    Workspace run = Autograd.compile(Autograd.gradients(loss, a, tall), Updates.NONE).workspace();
    run.set(a, Domain.DOMINANT.matrix(Shape.of(4, 4), 0, 1));
    run.set(tall, Domain.DOMINANT.matrix(Shape.of(5, 3), 1, 1));
    // As above, for the SIMD tier.
    run(run, 60_000);
    assertAllocatesNothing(run);

    Expr singular = Autograd.gradients(a.determinant(), a).get(0);
    Workspace ofSingular = Autograd.compile(singular).workspace().set(a, new DMatrixRMaj(4, 4));
    run(ofSingular, 60_000);
    assertAllocatesNothing(ofSingular);
  }

  /**
   * The longest loops by vectors, of which the optimizing compiler might leave some on the heap.
   */
  @ParameterizedTest
  @EnumSource
  void powersAndAngles_inEitherPrecision_allocateNothing(Precision precision) {
    Expr a = Autograd.input("a", 16, 16);
    Expr b = Autograd.input("b", 16, 16);
    Expr angles = a.tan().plus(a.asin()).plus(a.acos()).plus(a.atan()).plus(a.atan2(b));
    Expr y = angles.plus(a.elementPower(b)).plus(a.elementPower(2.5)).elementSum();
    Workspace run = Autograd.compile(y, Updates.NONE, precision).workspace();
    run.set(a, CounterRandom.of(5).uniform(16, 16, 0, 1));
    run.set(b, CounterRandom.of(6).uniform(16, 16, 0, 1));
    // As above, for the SIMD tier.
    run(run, 30_000);
    assertAllocatesNothing(run);
  }

  private static List<Node> leaves(Expr y) {
    Set<Node> seen = new LinkedHashSet<>(List.of(y.node()));
    Deque<Node> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (Node input : open.pop().inputs()) {
        if (seen.add(input)) {
          open.push(input);
        }
      }
    }
    return seen.stream().filter(node -> node instanceof Node.Input).toList();
  }

  private static void assertAllocatesNothing(Workspace step) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<Long> allocated = new ArrayList<>();
    for (int window = 0; window < 5; window++) {
      long start = thread.getCurrentThreadAllocatedBytes();
      run(step, RUNS);
      allocated.add(thread.getCurrentThreadAllocatedBytes() - start);
    }
    // The virtual machine may allocate when it recompiles; a run that did would do so in each
    // window.
    assertEquals(0, Collections.min(allocated), "bytes over " + RUNS + " runs each: " + allocated);
  }

  @Test
  void counter_seesAnAllocation() {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long start = thread.getCurrentThreadAllocatedBytes();
    double[] garbage = new double[100];
    long end = thread.getCurrentThreadAllocatedBytes();
    assertEquals(100, garbage.length);
    assertTrue(end - start >= 800, () -> (end - start) + " bytes");
  }

  @Test
  void trainingStep_compiledTwice_givesTheSameBits() {
    Workspace first = step().workspace();
    DMatrixRMaj features = CounterRandom.of(6).normal(32, 6, 0, 1);
    List<DMatrixRMaj> start = values();
    first.set(x, features).set(labels, new DMatrixRMaj(32, 1));
    run(first, 50);
    List<DMatrixRMaj> once = values();
    for (int k = 0; k < start.size(); k++) {
      parameters.get(k).cell().set(start.get(k));
    }
    Workspace second = step().workspace();
    second.set(x, features).set(labels, new DMatrixRMaj(32, 1));
    run(second, 50);
    for (int k = 0; k < start.size(); k++) {
      assertEquals(0, Arrays.compare(once.get(k).data, values().get(k).data));
    }
  }

  private static void run(Workspace step, int times) {
    for (int i = 0; i < times; i++) {
      step.run();
    }
  }

  private Program step() {
    List<Expr> gradients = Autograd.gradients(loss, parameters);
    List<Update> updates = new ArrayList<>();
    List<Node> guards = new ArrayList<>(List.of(loss.node()));
    for (int k = 0; k < parameters.size(); k++) {
      Expr p = parameters.get(k);
      updates.add(Update.of(p, p.minus(gradients.get(k).scale(0.1))));
      guards.add(gradients.get(k).node());
    }
    return Autograd.compile(loss, new Updates(updates, guards));
  }

  private Expr loss() {
    Expr hidden = x.mult(parameters.get(0)).plus(parameters.get(1)).tanh();
    Expr logits = hidden.mult(parameters.get(2)).plus(parameters.get(3));
    Expr penalty = parameters.get(0).square().elementSum().scale(1e-4);
    return Losses.softmaxCrossEntropyFromLabels(logits, labels).plus(penalty);
  }

  private List<DMatrixRMaj> values() {
    return parameters.stream().map(p -> p.cell().value()).toList();
  }

  private static Expr weight(String name, int rows, int cols) {
    return Autograd.parameter(name, CounterRandom.of(name.hashCode()).normal(rows, cols, 0, 0.5));
  }
}
