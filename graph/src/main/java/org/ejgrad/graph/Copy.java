// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/** y = x in a buffer of its own; the compiler puts it where a leaf is itself a result. */
record Copy() implements Identity {
  @Override
  public String label() {
    return "copy";
  }

  @Override
  public Node rewrite(Node y) {
    return y;
  }
}
