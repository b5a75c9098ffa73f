// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/** The point of a set that is nearest to a given one. {@link Projections} has the usual sets. */
@FunctionalInterface
public interface Projection {
  /** The nearest point, of the same shape. */
  Expr of(Expr theta);
}
