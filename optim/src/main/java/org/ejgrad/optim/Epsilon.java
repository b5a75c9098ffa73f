// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * Where a rule that divides by a root adds its epsilon. Sources and libraries differ; for the same
 * epsilon the two give different steps where v is about epsilon or below.
 */
public enum Epsilon {
  /**
   * sqrt(v) + epsilon, the default. So write Duchi, Hazan and Singer (2011) for AdaGrad and Kingma
   * and Ba (2015, algorithm 1) for Adam; so do PyTorch's Adagrad, RMSprop and Adam, and the Adam of
   * Keras.
   */
  OUTSIDE {
    @Override
    Expr root(Expr v, double epsilon) {
      return v.sqrt().plus(epsilon);
    }
  },

  /** sqrt(v + epsilon). So do Adagrad and RMSprop of Keras 3. */
  INSIDE {
    @Override
    Expr root(Expr v, double epsilon) {
      return v.plus(epsilon).sqrt();
    }
  };

  /** The root of v, kept away from 0. */
  abstract Expr root(Expr v, double epsilon);
}
