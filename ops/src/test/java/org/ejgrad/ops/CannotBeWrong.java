// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import java.util.Map;

/** The ops that can be given no bad input, and why; any other has three error inputs or more. */
final class CannotBeWrong {
  static final Map<String, String> OPS = ops();

  private CannotBeWrong() {}

  private static Map<String, String> ops() {
    ImmutableSortedMap.Builder<String, String> ops = ImmutableSortedMap.naturalOrder();
    for (String function :
        List.of(
            "ABS",
            "ACOS",
            "ASIN",
            "ATAN",
            "CEIL",
            "COS",
            "COSH",
            "ERF",
            "EXP",
            "FLOOR",
            "LOG",
            "LOG1P",
            "NEGATIVE",
            "RECIPROCAL",
            "RELU",
            "ROUND",
            "SIGMOID",
            "SIGMOID_SLOPE",
            "SIGN",
            "SIN",
            "SINH",
            "SOFTPLUS",
            "SOFTSIGN",
            "SQRT",
            "SQUARE",
            "STEP",
            "TAN",
            "TANH",
            "TANH_SLOPE")) {
      ops.put(
          "ops.ElementwiseUnary." + function,
          "takes any number, and gives NaN outside of its domain");
    }
    for (String function : List.of("DIVIDE", "POWER", "SCALE", "SHIFT")) {
      ops.put("ops.ElementwiseWithNumber." + function, "takes any two numbers");
    }
    String anyMatrix = "takes any matrix, and nothing else";
    ops.put("graph.Copy", anyMatrix);
    ops.put("graph.StopGradient", anyMatrix);
    ops.put("ops.CumulativeSum", anyMatrix);
    ops.put("ops.Flip", anyMatrix);
    ops.put("ops.Transpose", anyMatrix);
    ops.put("graph.Alias", "takes any matrix and any name");
    ops.put("ops.TrianglePart", "takes any matrix and any diagonal, beyond the matrix too");
    ops.put("graph.Checkpoint", "what a function does wrong, the ops that it calls refuse");
    ops.put("graph.Stretched", "made by the compiler");
    String ofRules = "made by reverse rules only, of shapes that were checked before";
    ops.put("graph.Barrier", ofRules);
    ops.put("ops.CofactorMatrix", ofRules);
    ops.put("ops.Extract.Embed", ofRules);
    ops.put("ops.PickInRows.PutInRows", ofRules);
    ops.put("ops.SortedColumns", "made by sorts of any matrix");
    return ops.buildOrThrow();
  }
}
