// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import org.ejml.data.DMatrixRMaj;

/** Computes at compile time what depends on constants only. */
final class ConstantFolding implements Pass {
  /** Results that are larger than this and than their inputs stay unfolded: memory is dearer. */
  private static final int ALWAYS_FOLDED = 256;

  @Override
  public String title() {
    return "constant folding";
  }

  @Override
  public NodeList apply(NodeList list) {
    return list.map(ConstantFolding::folded);
  }

  private static Node folded(Node node) {
    if (!(node instanceof Node.Application application)
        || application.inputCount() == 0
        || application.operation().mayFail()) {
      return node;
    }
    DMatrixRMaj[] inputs = new DMatrixRMaj[application.inputCount()];
    long inputElements = 0;
    for (int k = 0; k < inputs.length; k++) {
      if (!(application.input(k) instanceof Node.Constant constant)) {
        return node;
      }
      inputs[k] = constant.matrix();
      inputElements += constant.shape().elements();
    }
    if (node.shape().elements() > Math.max(inputElements, ALWAYS_FOLDED)) {
      return node;
    }
    return Node.Constant.owning(Instruction.evaluate(application, inputs));
  }
}
