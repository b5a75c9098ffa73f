// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import org.ejml.data.DMatrixRMaj;

/**
 * Computes at compile time what depends on constants only. Broadcasts stay: ops that read the
 * number or row instead need no matrix.
 */
final class ConstantFolding implements Pass {
  /** Results that are larger than this and than their inputs stay unfolded: memory is dearer. */
  private static final int ALWAYS_FOLDED = 256;

  @Override
  public String title() {
    return "constant folding";
  }

  @Override
  public NodeList apply(NodeList list) {
    return list.map((index, node) -> folded(node));
  }

  private static Node folded(Node node) {
    if (!(node instanceof Node.Application application)
        || application.inputCount() == 0
        || application.operation().mayFail()
        || application.operation() instanceof Broadcast) {
      return node;
    }
    long inputElements = 0;
    for (int k = 0; k < node.inputCount(); k++) {
      Node input = node.input(k);
      if (!(input instanceof Node.Constant)) {
        return node;
      }
      inputElements += input.shape().elements();
    }
    if (node.shape().elements() > Math.max(inputElements, ALWAYS_FOLDED)) {
      return node;
    }
    DMatrixRMaj[] inputs = new DMatrixRMaj[application.inputCount()];
    for (int k = 0; k < inputs.length; k++) {
      inputs[k] = ((Node.Constant) application.input(k)).matrix();
    }
    return Node.Constant.owning(Instructions.evaluate(application, inputs));
  }
}
