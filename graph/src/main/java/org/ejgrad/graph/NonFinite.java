// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Optional;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;

/**
 * Finds where a value that is not finite was born, by running the graph as the user wrote it, node
 * by node, on the leaves' present values.
 */
final class NonFinite {
  private NonFinite() {}

  /**
   * Where a value that is not finite was born.
   *
   * @param op the op's label; of a leaf, its name
   * @param text the same with operands, shape, value, place, and the line where noted
   */
  record Origin(String op, String text) {}

  private static boolean allFinite(DMatrixRMaj matrix) {
    return Sums.LOOPS.allFinite(Block.of(matrix), 0, matrix.getNumElements());
  }

  /**
   * The first node, in the order of computation, that holds NaN or an infinite value and passes one
   * on to a root. A mask of -infinity or a branch not taken is innocent where what uses it is
   * finite.
   *
   * @param leafValue gives the value of each leaf
   */
  static Optional<Origin> first(NodeList list, Function<Node, DMatrixRMaj> leafValue) {
    DMatrixRMaj[] values = new DMatrixRMaj[list.size()];
    for (int i = 0; i < list.size(); i++) {
      Node node = list.node(i);
      if (node instanceof Node.Application application) {
        values[i] = evaluate(list, i, application, values);
      } else {
        values[i] = leafValue.apply(node);
      }
    }
    int first = earliestCause(list, values);
    return first < 0 ? Optional.empty() : Optional.of(origin(list, first, values));
  }

  /** The lowest index from which values that are not finite lead to a root, or -1. */
  private static int earliestCause(NodeList list, DMatrixRMaj[] values) {
    boolean[] guilty = new boolean[values.length];
    for (int k = 0; k < list.rootCount(); k++) {
      guilty[list.root(k)] = !allFinite(values[list.root(k)]);
    }
    int first = -1;
    for (int i = values.length - 1; i >= 0; i--) {
      if (guilty[i]) {
        first = i;
        for (int k = 0; k < list.inputCount(i); k++) {
          int input = list.input(i, k);
          guilty[input] |= !allFinite(values[input]);
        }
      }
    }
    return first;
  }

  private static DMatrixRMaj evaluate(
      NodeList list, int index, Node.Application node, DMatrixRMaj[] values) {
    DMatrixRMaj[] x = new DMatrixRMaj[list.inputCount(index)];
    for (int k = 0; k < x.length; k++) {
      x[k] = values[list.input(index, k)];
    }
    return Instructions.evaluate(node, x);
  }

  private static Origin origin(NodeList list, int index, DMatrixRMaj[] values) {
    Node node = list.node(index);
    DMatrixRMaj value = values[index];
    int at = 0;
    while (Double.isFinite(value.data[at])) {
      at++;
    }
    StringBuilder text = new StringBuilder();
    text.append(GraphText.formula(node))
        .append(' ')
        .append(node.shape())
        .append(node instanceof Node.Application ? " produced " : " holds ")
        .append(value.data[at])
        .append(" at (")
        .append(at / value.numCols)
        .append(", ")
        .append(at % value.numCols)
        .append(')');
    node.line().ifPresent(line -> text.append(", at ").append(line));
    String label =
        node instanceof Node.Application application
            ? application.operation().label()
            : node.label();
    return new Origin(label, text.toString());
  }
}
