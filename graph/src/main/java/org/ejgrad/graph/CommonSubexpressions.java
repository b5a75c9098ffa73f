// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/**
 * Keeps one of several nodes that apply equal ops to the same nodes, and one of several equal 1x1
 * constants. Ops with identity equality, such as random ones, are never merged.
 */
final class CommonSubexpressions implements Pass {
  private static final long HIGH_HALF = -1L << 32;

  /**
   * 2^64 over the golden ratio, odd: each bit of a product's high half hangs on all of a number.
   */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** Equal ops on the same nodes, in the same order, or numbers with the same bits. */
  private static final NodeTable.Sameness EQUAL =
      new NodeTable.Sameness() {
        @Override
        public long hash(Node node) {
          if (!(node instanceof Node.Application application)) {
            return bits(node) * SPREAD;
          }
          int op = application.operation().hashCode();
          long hash = op;
          int last = 0;
          for (int k = 0; k < node.inputCount(); k++) {
            last = node.input(k).serial();
            hash = hash * SPREAD + last;
          }
          return ((hash * SPREAD) & HIGH_HALF) | Integer.toUnsignedLong(last + op);
        }

        @Override
        public boolean same(Node a, Node b) {
          if (!(a instanceof Node.Application x && b instanceof Node.Application y)) {
            return a.getClass() == b.getClass() && bits(a) == bits(b);
          }
          return x.operation().equals(y.operation()) && haveSameInputs(x, y);
        }

        private static boolean haveSameInputs(Node x, Node y) {
          int count = x.inputCount();
          int k = 0;
          while (k < count && k < y.inputCount() && x.input(k) == y.input(k)) {
            k++;
          }
          return k == count && k == y.inputCount();
        }
      };

  @Override
  public String title() {
    return "common subexpressions";
  }

  @Override
  public NodeList apply(NodeList list) {
    NodeTable kept = new NodeTable(EQUAL, list.size());
    return list.map(node -> mayMerge(node) ? kept.node(kept.add(node)) : node);
  }

  private static boolean mayMerge(Node node) {
    return node instanceof Node.Application
        || (node instanceof Node.Constant constant && constant.shape().isScalar());
  }

  private static long bits(Node number) {
    return Double.doubleToRawLongBits(((Node.Constant) number).matrix().data[0]);
  }
}
