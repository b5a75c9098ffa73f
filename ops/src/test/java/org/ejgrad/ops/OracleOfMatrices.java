// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Oracle.one;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import org.ejgrad.ops.Oracle.Formula;

/** The oracle's products, changes of shape, and selections, by loops over their definitions. */
final class OracleOfMatrices {
  private OracleOfMatrices() {}

  static Map<String, Formula> formulas() {
    return ImmutableMap.<String, Formula>builder()
        .put("ops.MatMul ab", x -> JetLinear.product(x.get(0), x.get(1)))
        .put("ops.MatMul a'b", x -> JetLinear.product(x.get(0).flipped(), x.get(1)))
        .put("ops.MatMul ab'", x -> JetLinear.product(x.get(0), x.get(1).flipped()))
        .put("ops.MatMul a'b'", x -> JetLinear.product(x.get(0).flipped(), x.get(1).flipped()))
        .put("ops.Transpose", one(Jets::flipped))
        .put(
            "ops.Reshape",
            one(x -> new Jets(/* rows= */ x.cols(), /* cols= */ x.rows(), x.elements())))
        .put("ops.Extract", one(OracleOfMatrices::upperRight))
        .put("ops.Extract.Embed", one(OracleOfMatrices::embedded))
        .put("ops.Concat rows", x -> below(List.of(x.get(0), x.get(1), x.get(0))))
        .put(
            "ops.Concat columns",
            x -> below(List.of(x.get(0).flipped(), x.get(1).flipped())).flipped())
        .put("ops.GatherRows", x -> gathered(x.get(0), x.get(1)))
        .put("ops.ScatterAddRows", x -> scattered(x.get(0), x.get(1)))
        .put("ops.OneHot", one(OracleOfMatrices::oneHot))
        .put("ops.Select", x -> selected(x.get(0), x.get(1), x.get(2)))
        .put("ops.SparseMult", x -> repeated(x.get(0).rows() / 4, x.get(0)))
        .put("ops.SparseMult transposed", x -> repeatedTransposed(x.get(0).rows() / 3, x.get(0)))
        .put("ops.RowwiseKron", x -> rowwiseKron(x.get(0), x.get(1)))
        .buildOrThrow();
  }

  private static Jets upperRight(Jets x) {
    int from = x.cols() / 2;
    return Jets.of(x.rows() / 2, x.cols() - from, (i, j) -> x.get(i, j + from));
  }

  private static Jets embedded(Jets x) {
    return Jets.of(
        x.rows() + 2,
        x.cols() + 3,
        (i, j) -> {
          boolean inside = i >= 1 && i <= x.rows() && j >= 2 && j <= x.cols() + 1;
          return inside ? x.get(i - 1, j - 2) : Jet.ZERO;
        });
  }

  private static Jets below(List<Jets> parts) {
    int rows = parts.stream().mapToInt(Jets::rows).sum();
    List<Jet> elements = parts.stream().flatMap(part -> part.elements().stream()).toList();
    return new Jets(rows, parts.get(0).cols(), elements);
  }

  private static Jets gathered(Jets x, Jets indices) {
    return Jets.of(indices.rows(), x.cols(), (i, j) -> x.get((int) indices.get(i, 0).value(), j));
  }

  private static Jets scattered(Jets x, Jets indices) {
    return Jets.of(
        4,
        x.cols(),
        (i, j) -> {
          Jet sum = Jet.ZERO;
          for (int k = 0; k < x.rows(); k++) {
            sum = indices.get(k, 0).value() == i ? sum.plus(x.get(k, j)) : sum;
          }
          return sum;
        });
  }

  private static Jets oneHot(Jets classes) {
    return Jets.of(
        classes.rows(), 3, (i, j) -> Jet.constant(classes.get(i, 0).value() == j ? 1 : 0));
  }

  private static Jets selected(Jets condition, Jets a, Jets b) {
    return Jets.of(
        Plain.side(Plain.side(condition.rows(), a.rows()), b.rows()),
        Plain.side(Plain.side(condition.cols(), a.cols()), b.cols()),
        (i, j) -> (condition.stretched(i, j).value() != 0 ? a : b).stretched(i, j));
  }

  private static Jets rowwiseKron(Jets a, Jets b) {
    return Jets.of(
        a.rows(),
        a.cols() * b.cols(),
        (i, j) -> a.get(i, j / b.cols()).times(b.get(i, j % b.cols())));
  }

  /** The sparse matrix of the table, so often in both directions, times x. */
  private static Jets repeated(int times, Jets x) {
    return JetLinear.product(sparse(times), x);
  }

  private static Jets repeatedTransposed(int times, Jets x) {
    return JetLinear.product(sparse(times).flipped(), x);
  }

  private static Jets sparse(int times) {
    return Jets.of(3 * times, 4 * times, (i, j) -> Jet.constant(SparseRows.element(i, j)));
  }
}
