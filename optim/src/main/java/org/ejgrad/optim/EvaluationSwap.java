// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * Parameters set to where their model is to be evaluated, for as long as this is open:
 *
 * <pre>{@code
 * try (EvaluationSwap averages = optimizer.evaluating(parameters)) {
 *   score = metric(model);
 * }
 * }</pre>
 */
public final class EvaluationSwap implements AutoCloseable {
  private final ImmutableList<Expr> parameters;
  private final List<DMatrixRMaj> before;
  private boolean open = true;

  EvaluationSwap(List<Expr> parameters, List<Expr> point) {
    this.parameters = ImmutableList.copyOf(parameters);
    before = values(parameters);
    // All are computed before the first is set: a point may depend on several parameters.
    set(values(point));
  }

  private static List<DMatrixRMaj> values(List<Expr> of) {
    return of.stream().map(Expr::evaluate).toList();
  }

  private void set(List<DMatrixRMaj> values) {
    for (int k = 0; k < values.size(); k++) {
      parameters.get(k).cell().set(values.get(k));
    }
  }

  /** Sets the parameters back to what they were; closing again does nothing. */
  @Override
  public void close() {
    if (open) {
      set(before);
      open = false;
    }
  }
}
