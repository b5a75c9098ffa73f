// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

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

  /**
   * The first node, in the order of computation, that makes NaN or an infinite value which reaches
   * a root, with the element: from each root back to the elements without which it would be finite.
   * So a mask of -infinity, a branch not taken, or another row is innocent, in whatever matrix it
   * stands.
   *
   * @param leafValue gives the value of each leaf
   */
  static Optional<Origin> first(NodeList list, Function<Node, DMatrixRMaj> leafValue) {
    DMatrixRMaj[] values = new DMatrixRMaj[list.size()];
    for (int i = 0; i < list.size(); i++) {
      Node node = list.node(i);
      if (node instanceof Node.Application application) {
        values[i] = Instructions.evaluate(application, inputs(list, i, values));
      } else {
        values[i] = leafValue.apply(node);
      }
    }
    @Nullable BitSet[] guilty = new BitSet[values.length];
    for (int k = 0; k < list.rootCount(); k++) {
      addGuilt(guilty, list.root(k), Blame.nonFinite(values[list.root(k)]));
    }
    Optional<Origin> first = Optional.empty();
    for (int i = values.length - 1; i >= 0; i--) {
      BitSet bad = guilty[i];
      if (bad != null && !bad.isEmpty()) {
        first = Optional.of(origin(list.node(i), values[i], bad.nextSetBit(0)));
        if (list.node(i) instanceof Node.Application application) {
          List<BitSet> causes = Blame.of(application, inputs(list, i, values), bad);
          for (int k = 0; k < causes.size(); k++) {
            addGuilt(guilty, list.input(i, k), causes.get(k));
          }
        }
      }
    }
    return first;
  }

  private static void addGuilt(@Nullable BitSet[] guilty, int index, BitSet elements) {
    BitSet before = guilty[index];
    if (before == null) {
      guilty[index] = (BitSet) elements.clone();
    } else {
      before.or(elements);
    }
  }

  private static DMatrixRMaj[] inputs(NodeList list, int index, DMatrixRMaj[] values) {
    DMatrixRMaj[] x = new DMatrixRMaj[list.inputCount(index)];
    for (int k = 0; k < x.length; k++) {
      x[k] = values[list.input(index, k)];
    }
    return x;
  }

  private static Origin origin(Node node, DMatrixRMaj value, int at) {
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
