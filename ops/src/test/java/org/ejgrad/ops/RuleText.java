// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Op;
import org.ejgrad.graph.Structure;

/**
 * The reverse rule of an op as it writes itself down: applied to y = op(x) and yBar, as formulas in
 * the op's own names.
 */
final class RuleText {
  private final Formulas formulas = new Formulas();
  private final List<Integer> without = new ArrayList<>();
  private boolean alwaysZero = true;

  /** The rule of an op, at inputs of the shapes that this application of it has. */
  RuleText(Node application) {
    Op op = application.op().orElseThrow();
    Node[] x = new Node[application.inputCount()];
    for (int k = 0; k < x.length; k++) {
      x[k] = Node.input(op.role(k, x.length), application.input(k).shape());
      formulas.name(x[k], op.role(k, x.length));
    }
    Node y = Node.apply(op, x);
    formulas.name(y, "y");
    Node yBar = Node.input("yBar", y.shape());
    formulas.name(yBar, "yBar");
    List<Node> bars = op.vjp(y, yBar);
    bars.forEach(formulas::countUses);
    int bar = 0;
    for (int k = 0; k < x.length; k++) {
      if (!op.differentiable(k)) {
        without.add(k);
        continue;
      }
      Node xBar = bars.get(bar++);
      OptionalDouble number = Structure.numberOf(xBar);
      alwaysZero &= number.isPresent() && number.getAsDouble() == 0;
      formulas.define(op.role(k, x.length) + "Bar", xBar);
    }
  }

  /** Formulas, a line each; none if no derivative flows. */
  List<String> lines() {
    return formulas.lines();
  }

  /** Inputs that no derivative flows to. */
  List<Integer> without() {
    return without;
  }

  /** Whether every cotangent is 0, or there is none. */
  boolean isZero() {
    return alwaysZero;
  }
}
