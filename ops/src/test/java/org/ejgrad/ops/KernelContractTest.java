// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Op;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the compiler relies on in every op of the table and in the ops of its gradients. */
class KernelContractTest {
  /** An op on inputs that it had in a run. */
  private record Use(Node node, Op op, List<Shape> shapes, List<DMatrixRMaj> x) {
    Kernel kernel() {
      return op.kernel(shapes, Precision.FLOAT64);
    }

    /** A matrix in the shape of the result, with a number everywhere. */
    DMatrixRMaj result(double held) {
      DMatrixRMaj y = new DMatrixRMaj(node.shape().rows(), node.shape().cols());
      Arrays.fill(y.data, held);
      return y;
    }
  }

  static List<OpRow> rows() {
    return OpTable.rows();
  }

  private static List<Use> uses(OpRow row) {
    List<Use> uses = new ArrayList<>();
    for (List<Shape> shapes : row.shapes) {
      List<Expr> arguments = new ArrayList<>();
      for (DMatrixRMaj x : row.arguments(shapes, 5)) {
        arguments.add(Autograd.parameter("x" + arguments.size(), x));
      }
      Expr y = row.build.apply(arguments);
      Set<Node> nodes = new LinkedHashSet<>();
      collect(y.node(), nodes);
      Autograd.gradients(y.elementSum(), arguments, Gradients.Unreached.ZERO)
          .forEach(gradient -> collect(gradient.node(), nodes));
      Workspace run = Program.compile(List.copyOf(nodes), Updates.NONE).workspace().run();
      for (Node node : nodes) {
        List<Shape> inputs = node.inputs().stream().map(Node::shape).toList();
        List<DMatrixRMaj> x = node.inputs().stream().map(k -> run.value(k).copy()).toList();
        node.op().ifPresent(op -> uses.add(new Use(node, op, inputs, x)));
      }
    }
    return uses;
  }

  private static void collect(Node node, Set<Node> nodes) {
    if (!nodes.contains(node)) {
      node.inputs().forEach(input -> collect(input, nodes));
      nodes.add(node);
    }
  }

  /** Kernels may keep scratch memory, and find old numbers in their result. */
  @ParameterizedTest
  @MethodSource("rows")
  void kernel_runAgain_givesTheSameBits_whateverTheResultHeld(OpRow row) {
    for (Use use : uses(row)) {
      Kernel kernel = use.kernel();
      DMatrixRMaj first = use.result(0);
      kernel.run(blocks(use.x()), Block.of(first));
      DMatrixRMaj second = use.result(-7e77);
      kernel.run(blocks(use.x()), Block.of(second));
      assertArrayEquals(first.data, second.data, use.node()::describe);
      if (use.op().rows(use.shapes()).kind() == RowRule.Kind.WHOLE) {
        assertArrayEquals(first.data, inParts(use, kernel).data, use.node()::describe);
      }
    }
  }

  private static DMatrixRMaj inParts(Use use, Kernel kernel) {
    DMatrixRMaj y = use.result(-7e77);
    for (int part = kernel.parts() - 1; part >= 0; part--) {
      kernel.run(blocks(use.x()), Block.of(y), part);
    }
    return y;
  }

  @Test
  void ofColumns_onLongRows_hasParts_thatCoverTheResult() {
    DMatrixRMaj x = GradientCheck.normal(3, 9000);
    Expr a = Autograd.parameter("a", x);
    for (Expr y : List.of(a.maxCols(), a.minCols(), a.cumSumCols(), a.sumCols())) {
      Use use = new Use(y.node(), y.node().op().orElseThrow(), List.of(a.shape()), List.of(x));
      Kernel kernel = use.kernel();
      DMatrixRMaj whole = use.result(0);
      kernel.run(blocks(use.x()), Block.of(whole));
      assertTrue(kernel.parts() > 1, use.node()::describe);
      assertArrayEquals(whole.data, inParts(use, kernel).data, use.node()::describe);
    }
  }

  /** Each row of a result that is cut, computed alone from the rows it is said to need. */
  @ParameterizedTest
  @MethodSource("rows")
  void rows_computedOneByOne_areThoseOfTheWhole(OpRow row) {
    for (Use use : uses(row)) {
      RowRule rule = use.op().rows(use.shapes());
      // A mask is drawn by the number of the row, which one of a smaller matrix does not have.
      if (rule.kind() != RowRule.Kind.WHOLE && !(use.op() instanceof DropoutMask)) {
        compareRows(use, rule);
      }
    }
  }

  @Test
  void mostRowsOfTheTable_holdOpsThatAreCut() {
    long cut =
        rows().stream()
            .filter(
                row ->
                    uses(row).stream()
                        .anyMatch(use -> use.op().rows(use.shapes()).kind() != RowRule.Kind.WHOLE))
            .count();
    assertTrue(cut > rows().size() / 2, () -> cut + " of " + rows().size());
  }

  private static void compareRows(Use use, RowRule rule) {
    DMatrixRMaj whole = use.result(0);
    use.kernel().run(blocks(use.x()), Block.of(whole));
    boolean each = rule.kind() == RowRule.Kind.EACH;
    int rows = each ? whole.numRows : use.x().get(rule.byRow().indexOf(true)).numRows;
    Kernel kernel = use.kernel();
    double[] sum = new double[whole.getNumElements()];
    for (int i = 0; i < rows; i++) {
      List<DMatrixRMaj> cut = new ArrayList<>();
      for (int k = 0; k < use.x().size(); k++) {
        cut.add(rule.byRow().get(k) ? row(use.x().get(k), i) : use.x().get(k));
      }
      DMatrixRMaj part = new DMatrixRMaj(each ? 1 : whole.numRows, whole.numCols);
      kernel.run(blocks(cut), Block.of(part));
      if (each) {
        int at = i;
        assertArrayEquals(
            row(whole, i).data, part.data, () -> use.node().describe() + ", row " + at);
      } else {
        Arrays.setAll(sum, j -> sum[j] + part.data[j]);
      }
    }
    for (int j = 0; !each && j < sum.length; j++) {
      // A few additions in another order.
      double tolerance = 1e-13 * Math.max(1, Math.abs(sum[j]));
      assertEquals(whole.data[j], sum[j], tolerance, use.node()::describe);
    }
  }

  private static Block[] blocks(List<DMatrixRMaj> matrices) {
    return matrices.stream().map(Block::of).toArray(Block[]::new);
  }

  private static DMatrixRMaj row(DMatrixRMaj matrix, int i) {
    DMatrixRMaj row = new DMatrixRMaj(1, matrix.numCols);
    System.arraycopy(matrix.data, i * matrix.numCols, row.data, 0, matrix.numCols);
    return row;
  }
}
