// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The list of passes, and their application one after the other. */
final class Compiler {
  private Compiler() {}

  /**
   * The passes for a list of which the first {@code values} roots are results and new values of
   * cells; what follows are guards, which are only looked at.
   */
  static List<Pass> passes(int values) {
    return List.of(
        new ConstantFolding(),
        new Rewriting(),
        new CommonSubexpressions(),
        new Stretching(),
        new RootCopies(values),
        new NearRootsFirst());
  }

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

  /**
   * A root that is itself a leaf, or is a root twice, gets a place of its own, so that results and
   * cells never share memory.
   */
  private record RootCopies(int values) implements Pass {
    @Override
    public String title() {
      return "copies of roots that are leaves or roots before";
    }

    @Override
    public NodeList apply(NodeList list) {
      Set<Node> taken = new HashSet<>();
      List<Node> roots = new ArrayList<>();
      boolean changed = false;
      for (Node root : list.rootNodes()) {
        boolean value = roots.size() < values;
        boolean copy = value && (!(root instanceof Node.Application) || !taken.add(root));
        roots.add(copy ? Node.apply(new Copy(), root) : root);
        changed |= copy;
      }
      return changed ? list.withRoots(roots) : list;
    }
  }

  /** Gradients of the last layers are computed, and used, before those of the first. */
  private record NearRootsFirst() implements Pass {
    @Override
    public String title() {
      return "results in the order of what they need";
    }

    @Override
    public NodeList apply(NodeList list) {
      return list.rootCount() > 1 ? list.nearRootsFirst() : list;
    }
  }
}
