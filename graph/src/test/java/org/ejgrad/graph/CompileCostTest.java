// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What building, differentiating, compiling and one run allocate, which is the same everywhere. */
class CompileCostTest {
  private static final int SMALL = 20_000;

  /** Measured: 600 to 860 before the JIT compiler saves some, and most is garbage at once. */
  private static final int BYTES_IN_A_GROUP = 1000;

  /** Measured: 1480; an op that is run alone has buffers, blocks and lists of its own. */
  private static final int BYTES_ALONE = 1800;

  private static final Shape SIDE = Shape.of(3, 3);
  private static final Node X = Node.input("x", SIDE);

  /** Graphs of about n nodes each. */
  enum Graph {
    CHAIN(BYTES_IN_A_GROUP, CompileCostTest::chain),
    DOUBLING(BYTES_IN_A_GROUP, CompileCostTest::doubling),
    ONE_NODE_USED_BY_ALL(BYTES_IN_A_GROUP, CompileCostTest::fan),
    ALTERNATING_STAGES(BYTES_IN_A_GROUP, CompileCostTest::stages),
    WHOLE_MATRICES(BYTES_ALONE, CompileCostTest::whole),
    MANY_SHAPES(BYTES_IN_A_GROUP, CompileCostTest::shapes);

    private final int mostBytesPerNode;
    private final IntFunction<Node> build;

    Graph(int mostBytesPerNode, IntFunction<Node> build) {
      this.mostBytesPerNode = mostBytesPerNode;
      this.build = build;
    }
  }

  private static Node chain(int n) {
    Node y = X;
    for (int i = 0; i < n; i++) {
      y = TestOps.sine(y);
    }
    return y;
  }

  private static Node doubling(int n) {
    Node y = X;
    for (int i = 0; i < n; i++) {
      y = Structure.add(y, y);
    }
    return y;
  }

  private static Node fan(int n) {
    Node y = X;
    for (int i = 0; i < n / 2; i++) {
      y = Structure.add(y, Node.apply(new TestOps.Sine(i), X));
    }
    return y;
  }

  private static Node stages(int n) {
    Node y = X;
    for (int i = 0; i < n / 3; i++) {
      Node sum = Structure.sumTo(y, Shape.SCALAR);
      y = TestOps.times(Structure.broadcast(sum, SIDE), X);
    }
    return y;
  }

  private static Node whole(int n) {
    Node y = X;
    for (int i = 0; i < n / 2; i++) {
      y = TestOps.sine(TestOps.flip(y));
    }
    return y;
  }

  /** Terms of a sum that have from 1 to 500 rows. */
  private static Node shapes(int n) {
    Node x = Structure.sumTo(X, Shape.of(1, 3));
    Node y = Structure.sumTo(X, Shape.SCALAR);
    for (int i = 1; i <= n / 4; i++) {
      Node tall = TestOps.sine(Structure.broadcast(x, Shape.of(i % 500 + 1, 3)));
      y = Structure.add(y, Structure.sumTo(tall, Shape.SCALAR));
    }
    return y;
  }

  @ParameterizedTest
  @EnumSource
  void allocation_ofEveryKindOfGraph_isLinearAndBounded(Graph graph) {
    allocated(graph, 1000);
    long small = allocated(graph, SMALL);
    long large = allocated(graph, 2 * SMALL);
    assertTrue(
        large <= 2.2 * small, () -> graph + ": " + small + " bytes, twice as large: " + large);
    long perNode = large / nodes(graph, 2 * SMALL);
    assertTrue(perNode <= graph.mostBytesPerNode, () -> graph + ": " + perNode + " bytes a node");
  }

  /** Nodes of the graph and of its gradient. */
  private static int nodes(Graph graph, int n) {
    return NodeList.of(results(graph, n)).size();
  }

  private static List<Node> results(Graph graph, int n) {
    Node y = Structure.sumTo(graph.build.apply(n), Shape.SCALAR);
    List<Node> results = new ArrayList<>(List.of(y));
    results.addAll(Gradients.of(y, Node.constant(1), List.of(X), Gradients.Unreached.ERROR));
    return results;
  }

  private static long allocated(Graph graph, int n) {
    DMatrixRMaj value = new DMatrixRMaj(SIDE.rows(), SIDE.cols());
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    List<Node> results = results(graph, n);
    Workspace run = Program.compile(results, Updates.NONE).workspace().set(X, value).run();
    long after = thread.getCurrentThreadAllocatedBytes();
    assertTrue(Double.isFinite(run.scalar(results.get(0))) || graph == Graph.DOUBLING);
    return after - before;
  }
}
