// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.AbstractList;
import java.util.RandomAccess;

/** The shapes of the inputs of a node, without a copy. */
final class InputShapes extends AbstractList<Shape> implements RandomAccess {
  private final Node node;

  InputShapes(Node node) {
    this.node = node;
  }

  @Override
  public Shape get(int index) {
    return node.input(index).shape();
  }

  @Override
  public int size() {
    return node.inputCount();
  }
}
