// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayList;
import java.util.List;

/** The list of passes, and their application one after the other. */
final class Compiler {
  static final List<Pass> PASSES =
      List.of(new Rewriting(), new ConstantFolding(), new CommonSubexpressions(), new LeafCopies());

  private Compiler() {}

  /** Runs these passes over what the roots need; dead code never enters the list. */
  static NodeList run(List<Pass> passes, List<Node> roots) {
    NodeList list = NodeList.of(roots);
    for (Pass pass : passes) {
      list = pass.apply(list);
    }
    return list;
  }

  /** The graph as written and after each pass, for people. */
  static String explain(List<Pass> passes, List<Node> roots) {
    NodeList list = NodeList.of(roots);
    StringBuilder text = new StringBuilder();
    text.append("as written: ").append(list.size()).append(" nodes\n").append(GraphText.of(list));
    for (Pass pass : passes) {
      NodeList next = pass.apply(list);
      text.append("\nafter ").append(pass.title()).append(": ");
      if (next == list) {
        text.append("unchanged\n");
      } else {
        text.append(next.size()).append(" nodes\n").append(GraphText.of(next));
      }
      list = next;
    }
    return text.toString();
  }

  /** A result that is itself a leaf gets a buffer of its own, so that no run shares it. */
  private static final class LeafCopies implements Pass {
    @Override
    public String title() {
      return "copies of leaves that are results";
    }

    @Override
    public NodeList apply(NodeList list) {
      List<Node> roots = new ArrayList<>();
      boolean changed = false;
      for (Node root : list.rootNodes()) {
        boolean leaf = !(root instanceof Node.Application);
        roots.add(leaf ? Node.apply(new Copy(), root) : root);
        changed |= leaf;
      }
      return changed ? NodeList.of(roots) : list;
    }
  }
}
