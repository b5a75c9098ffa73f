// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.AbstractList;
import java.util.RandomAccess;

/** The shapes of nodes that stay as they are, without a copy. */
final class InputShapes extends AbstractList<Shape> implements RandomAccess {
  private final Node[] inputs;

  /** The shapes of these nodes; the array is not to be modified. */
  InputShapes(Node[] inputs) {
    this.inputs = inputs;
  }

  @Override
  public Shape get(int index) {
    return inputs[index].shape();
  }

  @Override
  public int size() {
    return inputs.length;
  }
}
