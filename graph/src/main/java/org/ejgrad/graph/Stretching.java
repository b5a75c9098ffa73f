// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/** Lets elementwise ops read a row or a number that was broadcast, instead of the matrix. */
final class Stretching implements Pass {
  @Override
  public String title() {
    return "rows and numbers instead of their broadcasts";
  }

  @Override
  public NodeList apply(NodeList list) {
    return list.map((index, node) -> stretched(node));
  }

  private static Node stretched(Node node) {
    if (!(node instanceof Node.Application application)
        || !(application.operation() instanceof ElementwiseOp)
        || node.shape().rows() == 1
        || node.inputCount() > Long.SIZE) {
      return node;
    }
    Node[] inputs = new Node[node.inputCount()];
    long mask = 0;
    int count = 0;
    for (int k = 0; k < inputs.length; k++) {
      Node input = node.input(k);
      boolean row =
          input instanceof Node.Application broadcast
              && broadcast.operation() instanceof Broadcast
              && input.input(0).shape().rows() == 1;
      inputs[k] = row ? input.input(0) : input;
      mask |= row ? 1L << k : 0;
      count += row ? 1 : 0;
    }
    // What is the same in all rows stays a broadcast, of the op on the rows.
    return count == 0 || count == inputs.length
        ? node
        : application.of(new Stretched(application.operation(), node.shape(), mask), inputs);
  }
}
