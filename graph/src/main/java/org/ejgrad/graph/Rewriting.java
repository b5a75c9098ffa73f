// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/** Asks each op, inputs first, for a cheaper node with the same bits. */
final class Rewriting implements Pass {
  @Override
  public String title() {
    return "rewrites of the ops";
  }

  @Override
  public NodeList apply(NodeList list) {
    return list.map(
        (index, node) ->
            node instanceof Node.Application application
                ? application.operation().rewrite(node)
                : node);
  }
}
