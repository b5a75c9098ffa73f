// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;

/**
 * An op of whole numbers, such as labels or a count of steps. No derivative flows through it; a run
 * fails, with the line where the op was made, if it is given others.
 */
public interface FromWholeNumbers extends ExprOp {
  @Override
  default boolean differentiable(int input) {
    return false;
  }

  @Override
  default boolean mayFail() {
    return true;
  }

  /** None. */
  @Override
  default List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of();
  }
}
