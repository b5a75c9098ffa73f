// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import org.ejgrad.ops.Oracle.Formula;
import org.hipparchus.analysis.differentiation.UnivariateDerivative2;

/** The oracle's branches and loops: Java's own. */
final class OracleOfControl {
  private OracleOfControl() {}

  static Map<String, Formula> formulas() {
    return ImmutableMap.of(
        "ops.Branch of one argument, captured in a branch as well",
        x -> x.get(1).map(v -> isTrue(x) ? sin(v).times(v) : v.square()),
        "ops.Branch of two arguments",
        x ->
            isTrue(x)
                ? JetLinear.product(x.get(1), x.get(2))
                : JetLinear.product(x.get(2), x.get(1)).map(OracleOfControl::sin),
        "ops.Loop",
        x -> states(x.get(0), x.get(1), x.get(2)),
        "ops.DropoutMask",
        x -> x.get(1));
  }

  private static boolean isTrue(List<Jets> x) {
    return x.get(0).get(0, 0).value() != 0;
  }

  private static Jet sin(Jet x) {
    return x.map(UnivariateDerivative2::sin);
  }

  /** s = sin(s) / 2 + c row, for each row. */
  private static Jets states(Jets start, Jets steps, Jets factors) {
    Jet[] states = new Jet[steps.size()];
    for (int k = 0; k < states.length; k++) {
      int j = k % steps.cols();
      Jet before = k < steps.cols() ? start.get(0, j) : states[k - steps.cols()];
      states[k] = sin(before).times(0.5).plus(steps.elements().get(k).times(factors.get(0, j)));
    }
    return new Jets(steps.rows(), steps.cols(), List.of(states));
  }
}
