// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** Ops for tests: this module has none that is mathematical. */
final class TestOps {
  private TestOps() {}

  static Node times(Node a, Node b) {
    return Node.apply(new Times(), a, b);
  }

  static Node sine(Node x) {
    return Node.apply(new Sine(0), x);
  }

  static Node flip(Node x) {
    return Node.apply(new Flip(), x);
  }

  static Node identity(Node x, Runnable duringRun) {
    return Node.apply(new Watched(duringRun), x);
  }

  /**
   * The value of a node computed node by node, each in a matrix of its own, without the compiler.
   */
  static DMatrixRMaj interpret(Node node) {
    NodeList list = NodeList.of(List.of(node));
    DMatrixRMaj[] values = new DMatrixRMaj[list.size()];
    for (int i = 0; i < values.length; i++) {
      if (list.node(i) instanceof Node.Constant constant) {
        values[i] = constant.value();
      } else if (list.node(i) instanceof Node.Parameter parameter) {
        values[i] = parameter.cell().value();
      } else {
        values[i] = forward(list, i, values);
      }
    }
    return values[list.root(0)];
  }

  private static DMatrixRMaj forward(NodeList list, int i, DMatrixRMaj[] values) {
    Node node = list.node(i);
    DMatrixRMaj y = new DMatrixRMaj(node.shape().rows(), node.shape().cols());
    Block[] x = new Block[list.inputCount(i)];
    for (int k = 0; k < x.length; k++) {
      x[k] = Block.of(values[list.input(i, k)].copy());
    }
    node.op().orElseThrow().kernel(node.inputShapes(), Precision.FLOAT64).run(x, Block.of(y));
    return y;
  }

  /** y = a b, element by element. */
  record Times() implements ElementwiseOp {
    @Override
    public String label() {
      return "times";
    }

    @Override
    public Numbers numbers() {
      return Numbers.ANY_TYPE;
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return (x, y) -> {
        for (int i = 0; i < y.length(); i++) {
          y.set(i, x[0].get(i) * x[1].get(i));
        }
      };
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      return List.of(times(yBar, y.input(1)), times(yBar, y.input(0)));
    }
  }

  /** y = sin(x + turns pi / 2), so that its slope is the same function with one more turn. */
  record Sine(int turns) implements ElementwiseOp {
    @Override
    public String label() {
      return "sine[" + turns + "]";
    }

    @Override
    public Numbers numbers() {
      return Numbers.ANY_TYPE;
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return (x, y) -> {
        for (int i = 0; i < y.length(); i++) {
          y.set(i, Math.sin(x[0].get(i) + turns * Math.PI / 2));
        }
      };
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      return List.of(times(yBar, Node.apply(new Sine(turns + 1), y.input(0))));
    }
  }

  /** y_ij = x_ji; a whole-matrix op that would go wrong in place. */
  record Flip() implements MatrixOp {
    @Override
    public String label() {
      return "flip";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.get(0).transposed();
    }

    @Override
    public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
      for (int i = 0; i < y.numRows; i++) {
        for (int j = 0; j < y.numCols; j++) {
          y.data[i * y.numCols + j] = x[0].data[j * x[0].numCols + i];
        }
      }
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      return List.of(flip(yBar));
    }

    @Override
    public Node rewrite(Node y) {
      Node x = y.input(0);
      return x.op().filter(Flip.class::isInstance).isPresent() ? x.input(0) : y;
    }
  }

  /** y = x; calls back whenever it runs. Identity equality, and may fail, so it is never folded. */
  static final class Watched implements MatrixOp {
    private final Runnable duringRun;

    Watched(Runnable duringRun) {
      this.duringRun = duringRun;
    }

    @Override
    public String label() {
      return "watched";
    }

    @Override
    public boolean mayFail() {
      return true;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
      duringRun.run();
      System.arraycopy(x[0].data, 0, y.data, 0, y.getNumElements());
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      return List.of(yBar);
    }
  }
}
