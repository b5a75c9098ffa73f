// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Oracle.all;
import static org.ejgrad.ops.Oracle.cols;
import static org.ejgrad.ops.Oracle.one;
import static org.ejgrad.ops.Oracle.rows;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.function.Function;
import org.ejgrad.ops.Oracle.Formula;
import org.hipparchus.analysis.differentiation.UnivariateDerivative2;

/** The oracle's formulas of {@link StatisticsMethods}. */
final class OracleOfStatistics {
  private OracleOfStatistics() {}

  static Map<String, Formula> formulas() {
    String sum = "graph.SumTo ";
    String norm = "ops.NormRows ";
    return ImmutableMap.<String, Formula>builder()
        .put(norm + "rows", rows(OracleOfStatistics::norm))
        .put(norm + "columns", cols(OracleOfStatistics::norm))
        .put(norm + "all", all(OracleOfStatistics::norm))
        .put(sum + "elementSumAbs", all(x -> sizes(x).sum()))
        .put("ops.Extremum elementMaxAbs", all(x -> Oracle.max(sizes(x))))
        .put("ops.Extremum normP1", one(x -> largestRowSum(x.flipped())))
        .put("ops.Extremum normPInf", one(OracleOfStatistics::largestRowSum))
        .put(sum + "variance", all(variance(0)))
        .put(sum + "variance of a sample", all(variance(1)))
        .put(sum + "varianceRows", rows(variance(0)))
        .put(sum + "varianceRows of a sample", rows(variance(1)))
        .put(sum + "varianceCols", cols(variance(0)))
        .put(sum + "varianceCols of a sample", cols(variance(1)))
        .put(norm + "standardDeviation", all(variance(0).andThen(OracleOfStatistics::root)))
        .put(norm + "of a sample", all(variance(1).andThen(OracleOfStatistics::root)))
        .put(norm + "of rows", rows(variance(1).andThen(OracleOfStatistics::root)))
        .put(norm + "of columns", cols(variance(0).andThen(OracleOfStatistics::root)))
        .buildOrThrow();
  }

  private static Jets sizes(Jets x) {
    return x.map(v -> v.value() < 0 ? v.times(-1) : v);
  }

  private static Jet root(Jet x) {
    return x.map(UnivariateDerivative2::sqrt);
  }

  private static Jet norm(Jets x) {
    return root(x.map(Jet::square).sum());
  }

  private static Jets largestRowSum(Jets x) {
    Jets sums = Jets.of(x.rows(), 1, (i, j) -> sizes(x.row(i)).sum());
    return Jets.of(1, 1, (i, j) -> Oracle.max(sums));
  }

  /** The variance over so many less than there are. */
  private static Function<Jets, Jet> variance(int less) {
    return x -> {
      Jet mean = Oracle.mean(x);
      return x.map(v -> v.minus(mean).square()).sum().over(Jet.constant(x.size() - less));
    };
  }
}
